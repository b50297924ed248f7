# system calls that fail lose no more than they must, and leave nothing

build "$folder" tests || return 0
PROCBENCH=$root/$folder/procbench TOOLS=$root/$folder/tests/tools take_over tests/faults/run
