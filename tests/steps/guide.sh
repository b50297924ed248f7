# docs/adding.md, followed literally in a copy of the tree; regenerate changes nothing without need

build "$folder" tests || return 0
copy_tree "$logs/$step/tree"
take_over tests/guide/run "$logs/$step/tree"
rm -rf "${logs:?}/$step/tree"
