# clang -O2: unit and contract tests

build build/clang tests CC=clang || return 0
run_tests build/clang
