# commands that are ended at random moments leave nothing, and no file half written

build "$folder" tests || return 0
PROCBENCH=$root/$folder/procbench TOOLS=$root/$folder/tests/tools take_over tests/kills/run
