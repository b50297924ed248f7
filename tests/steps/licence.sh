# LICENSE and debian/copyright name exactly what is linked statically

build "$folder" all || return 0
take_over tests/licence/run "$folder"
