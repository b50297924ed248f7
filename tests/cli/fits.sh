# A sweep ends in an answer: a line each, in the key's unit, and what it says on standard output.
"$PROCBENCH" fork vfork --fds 0..2k+1k --iters 60 --launches 6 --no-floor --export run.json -q >run.txt
grep -c -E '^v?fork by fds: .* [num]s/descriptor \(95% CI ' run.txt
jq -c '.fits[] | [.case, .key, .unit, .unit_size, (.slope_low_ns <= .slope_ns and .slope_ns <= .slope_high_ns), (.residuals | map(.value))]' run.json
# what is saved is shown again
"$PROCBENCH" report run.json | cmp - run.txt
"$PROCBENCH" report run.json --format json | cmp - run.json
# two values are no sweep
"$PROCBENCH" fork --fds 0,1k --iters 6 --no-floor --format json -q | jq -c '[.fits, .crossovers]'
