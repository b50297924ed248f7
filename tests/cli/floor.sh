# The least there is: a child that exits touches no memory, and its parent writes to none that both have.
"$PROCBENCH" floor --iters 40 --launches 4 --format json -q |
	jq -c '.cases[] | [.case, .samples, .minor_faults <= 1, .parent_faults <= 0.2]'
# a child that stamps, or executes, needs its stack: it comes up, and says so
"$PROCBENCH" floor --phases --iters 40 --launches 4 --format json -q | jq -c '.cases[] | [.case, .failed, .spans.start.samples > 0]'
"$PROCBENCH" floor --exec tiny --iters 8 --launches 2 --format json -q | jq -c '.cases[] | [.case, .samples, .failed]'
# the least for a child that borrows memory, and for a thread: no page is copied, none is missing
"$PROCBENCH" floor-vfork floor-thread --iters 40 --launches 4 --format json -q |
	jq -c '.cases[] | [.case, .samples, .failed, .minor_faults, .parent_faults <= 0.2]'
"$PROCBENCH" floor-vfork floor-thread --phases --iters 40 --launches 4 --format json -q | jq -c '.cases[] | [.case, .failed, .spans.start.samples > 0]'
"$PROCBENCH" floor-vfork --exec tiny --iters 8 --launches 2 --format json -q | jq -c '.cases[] | [.case, .samples, .failed]'
# each case is compared with the floor of its kind
"$PROCBENCH" fork vfork thread clone:flags=vm+vfork null --iters 12 --launches 6 --format json -q |
	jq -c '.cases[] | select(.implied | not) | [.case, .floor, .floor_multiple_low > 0, .floor_multiple <= .floor_multiple_high]'
