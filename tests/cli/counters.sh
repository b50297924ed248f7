# --counters: events per creation, from launches of their own, which are in no time.
# failures vary
"$PROCBENCH" fork:exec=tiny vfork:exec=tiny fork:spawners=2 --counters --iters 60 --launches 6 --no-floor --seed 7 -q --format json >out.json
echo "exit $?"
jq -c '[.cases[0].counters.events[].name]' out.json
# the timed launches are those of a run without
jq -c '.cases[] | [.case, .samples, (.launches | length), ([.launches[].samples] | add)]' out.json
# each is counted, or has its reason
jq -c '[.cases[0].counters.events[] | if .reason then (.parent == null and .child == null and .share == null) else .parent >= 0 and .share > 0 end] | all' out.json
jq -c '.cases[0].counters | .samples, (.events[] | select(.name == "page_faults") | .reason != null or .child > 1)' out.json
jq -c '.cases[2].counters | .samples, .events[0].reason' out.json
# columns on request
"$PROCBENCH" report out.json --format csv --columns page_faults_child | tr -d '\r' | awk -F, 'NR == 2 { print $2 }' >child
jq -c --argjson child "[$(cat child)]" '.cases[0].counters.events[] | select(.name == "page_faults")
	| .child == $child[0] or (.child - $child[0] | fabs) < 0.001' out.json
jq -c '.cases | map(.counters.samples > 0)' out.json
"$PROCBENCH" fork --iters 6 --launches 1 --no-floor -q --format json | jq -c '.cases[0].counters'
# within its time, by its order of magnitude: what none is left for has that reason
start=$(date +%s%N)
"$PROCBENCH" fork vfork posix_spawn --counters --time 1s -q --format json | jq -c '[.cases[] | .skipped != null or .counters.samples > 0 or .counters.events[0].reason != null] | all'
echo "in time: $((($(date +%s%N) - start) / 1000000 < 60000))"
"$PROCBENCH" fork --counters --count --iters 1 2>&1
echo "exit $?"
