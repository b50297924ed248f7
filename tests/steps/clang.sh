# clang -O2: unit and contract tests

build build/clang tests CC=clang CFLAGS=-O2 || return 0
run_tests build/clang
