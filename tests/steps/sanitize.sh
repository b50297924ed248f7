# AddressSanitizer and UndefinedBehaviorSanitizer: unit and contract tests

build build/sanitize tests SANITIZE=1 || return 0
export UBSAN_OPTIONS=print_stacktrace=1
run_tests build/sanitize
