# A subject that is killed loses its launch, which is counted and said.
set -m
"$PROCBENCH" fork --iters 400000 --launches 4 --no-floor --format json >out.json 2>err &
pid=$!
sleep 0.5
kill -KILL "$(cat /proc/$pid/task/$pid/children)"
wait $pid
echo "exit $?"
jq -c '.cases[0] | [.launches_lost, (.launches | length), .samples, .failed]' out.json
cat err
