# A subject that is killed loses its launch, which is counted and said.
set -m
"$PROCBENCH" posix_spawn --iters 8 --launches 4 --warmup 0 --no-floor --format json >out.json 2>err -- sleep 0.2 &
pid=$!
kill -KILL "$(await --subject $pid)"
wait $pid
echo "exit $?"
jq -c '.cases[0] | [.launches_lost, (.launches | length), .samples, .failed]' out.json
grep -v ' the load is ' err
# one that does not go on although its children were ended is ended too
"$PROCBENCH" fork --iters 3 --launches 1 --warmup 0 --timeout 100ms --no-floor --format json -q -- /bin/sh -c 'kill -STOP $PPID' >out.json
echo "exit $?"
jq -c '.cases[0] | [.samples, .launches_lost, .skipped]' out.json
