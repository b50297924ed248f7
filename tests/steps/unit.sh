# unit and contract tests, and the inputs that fuzzing found

build "$folder" tests || return 0
run_tests "$folder"
