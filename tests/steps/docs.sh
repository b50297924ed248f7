# the README and the documents: examples run, links work, statements with numbers are true

build "$folder" tests || return 0
take_over tests/docs/run
take_over tests/docs/links "$root"
