# A subject that is killed loses its launch, which is counted and said.
set -m
"$PROCBENCH" posix_spawn --iters 8 --launches 4 --warmup 0 --no-floor --format json >out.json 2>err -- sleep 0.2 &
pid=$!
subject=
while [ -z "$subject" ]; do
	subject=$(cat /proc/$pid/task/$pid/children)
done
kill -KILL "$subject"
wait $pid
echo "exit $?"
jq -c '.cases[0] | [.launches_lost, (.launches | length), .samples, .failed]' out.json
grep -v ' the load is ' err
