# the man page and the completions are read without complaint, and complete

build "$folder" all || return 0
take_over tests/manuals/check "$folder"
