# The least there is: a child that exits touches no memory, and its parent writes to none that both have.
"$PROCBENCH" floor --iters 40 --launches 4 --format json -q |
	jq -c '.cases[] | [.case, .samples, .minor_faults <= 1, .parent_faults <= 0.2]'
# a child that stamps, or executes, needs its stack: it comes up, and says so
"$PROCBENCH" floor --phases --iters 40 --launches 4 --format json -q | jq -c '.cases[] | [.case, .failed, .spans.start.samples > 0]'
"$PROCBENCH" floor --exec tiny --iters 8 --launches 2 --format json -q | jq -c '.cases[] | [.case, .samples, .failed]'
