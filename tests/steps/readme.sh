# what the README says is what the program does

build "$folder" tests || return 0
take_over scripts/check-readme
