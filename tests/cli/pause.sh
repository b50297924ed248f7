# A pause before each creation is in no sample, and no child is thought to hang for it.
# timing
start=$(date +%s%N)
"$PROCBENCH" fork vfork --pause 2200 --iters 1 --warmup 0 --launches 1 --timeout 2s --no-floor --format json -q >out.json
echo "exit $?"
took=$((($(date +%s%N) - start) / 1000000))
echo "at least 2 pauses: $((took >= 4400))"
jq -r '.cases[] | [.case, .samples, .failed, .spans.total.median_ns < 2200e6] | @tsv' out.json
# where time decides it takes its share of it
"$PROCBENCH" fork:pause=100 floor:pause=100 --time 5s --format json -q | jq -r '.cases[] | [.case, .samples > 0, .samples < 100] | @tsv'
