# the tests of make check notice what is broken on purpose in a copy of the tree

build "$folder" tests || return 0
copy_tree "$logs/$step/tree"
take_over tests/mutations/run "$logs/$step/tree"
rm -rf "${logs:?}/$step/tree"
