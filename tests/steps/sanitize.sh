# AddressSanitizer and UndefinedBehaviorSanitizer: unit and contract tests

# -O1 removes less of what sanitizers look for than -O2, and compiles in half the time; gcc warns of what it does not
# see through then, and the steps unit and clang know better
build build/sanitize tests SANITIZE=1 CFLAGS='-O1 -g1 -w' || return 0
export UBSAN_OPTIONS=print_stacktrace=1
run_tests build/sanitize
