# what observe reports of real programs is what strace and the kernel report, and its price the program's own

build "$folder" tests || return 0
export PROCBENCH=$root/$folder/procbench TOOLS=$root/$folder/tests/tools
take_over tests/observe/run
take_over tests/observe/storm
take_over tests/observe/terminal
take_over tests/observe/price
