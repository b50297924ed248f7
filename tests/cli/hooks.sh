# --setup, --prepare, --conclude and --cleanup: once around the run, around every launch, and nothing left.
# timing
# shellcheck disable=SC2016 # the commands are expanded by the shell that runs them
"$PROCBENCH" fork null --iters 12 --launches 3 --no-floor -q --format json --setup 'echo setup >>log' --prepare 'echo prepare >>log' \
	--conclude 'echo conclude >>log' --cleanup 'echo cleanup >>log' >out.json
echo "exit $?"
uniq -c log | tr -s ' ' | paste -sd '|' | sed 's/\( 1 prepare| 1 conclude|\)\{6\}/ six times both|/'
jq -c '.settings | [.setup, .prepare, .conclude, .cleanup]' out.json
# the pilot's launches too, and their output is not part of the report
rm log
"$PROCBENCH" null --launches 6 --no-floor -q --format csv --export run.json --prepare 'echo x | tee -a log' | cut -d, -f1 | tr -d '\r'
echo "more than the launches: $(($(wc -l <log) > $(jq '.cases[0].launches | length' run.json)))"
# one that fails ends the run, and what was measured stays
"$PROCBENCH" null --iters 30 --launches 3 --no-floor -q --format json --prepare 'echo >>count; test $(wc -l <count) -lt 3' --cleanup 'echo clean >>log' >out.json 2>err
echo "exit $?"
cat err
jq -c '[.partial, (.cases[0].launches | length)]' out.json
tail -n 1 log
"$PROCBENCH" null --iters 30 --no-floor -q --setup 'echo to standard error >&2; exit 3' >/dev/null 2>err
echo "exit $?"
cat err
# one after the last launch ends nothing, and is told
"$PROCBENCH" null --iters 30 --no-floor -q --format json --cleanup 'kill -KILL $$' >out.json 2>err
echo "exit $?"
cat err
jq -c '[.partial, .cases[0].stopped_by, (.warnings | map(select(test("cleanup"))))]' out.json
# what stays in the background is there in the launch, and ends with it
"$PROCBENCH" null --iters 4 --launches 2 --no-floor -q --setup 'sleep 987 & echo $! >background' --prepare 'sleep 986 & echo $! >>background' \
	--conclude 'kill -0 $(head -n 1 background) && kill -0 $(tail -n 1 background)' >/dev/null
echo "exit $?"
while read -r pid; do kill -0 "$pid" 2>/dev/null && echo "$pid is left"; done <background
# within its time, and by a signal; both clean up
start=$(date +%s%N)
"$PROCBENCH" null --time 3s --no-floor -q --prepare 'echo $$ >running; sleep 1000' --cleanup 'echo cleaned >log' >/dev/null 2>&1
echo "exit $?, in time: $((($(date +%s%N) - start) / 1000000 < 30000))"
cat log
kill -0 "$(cat running)" 2>/dev/null && echo 'it is left'
rm -f log running
"$PROCBENCH" null --iters 30 --no-floor -q --prepare 'echo $$ >running.new; mv running.new running; sleep 1000' --cleanup 'echo cleaned >log' >/dev/null 2>&1 &
"$TOOLS/await" running
kill -TERM $!
wait $!
echo "exit $?"
cat log
kill -0 "$(cat running)" 2>/dev/null && echo 'it is left'
"$PROCBENCH" fork --count --prepare true --iters 1 2>&1
echo "exit $?"
