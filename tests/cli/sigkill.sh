# SIGKILL of the controller: no process and no file is left (the runner looks for both).
exec 2>/dev/null # bash tells of killed jobs when it likes
set -m
exec 2>/dev/null # bash says which job was killed, at a time of its own
"$PROCBENCH" fork --iters 1000000000 --export out.json >/dev/null 2>&1 &
pid=$!
sleep 0.5
{
	kill -KILL $pid
	wait $pid
} 2>/dev/null
echo "exit $?"
"$PROCBENCH" posix_spawn --no-floor --iters 10 --export out.json >/dev/null 2>&1 -- /bin/sh -c 'setsid sleep 1000 & sleep 1000' &
pid=$!
sleep 0.5
{
	kill -KILL $pid
	wait $pid
} 2>/dev/null
echo "exit $?"
"$PROCBENCH" floor --iters 10 --export out.json >/dev/null 2>&1 -- sleep 1000 &
pid=$!
sleep 0.5
{
	kill -KILL $pid
	wait $pid
} 2>/dev/null
echo "exit $?"
for method in forkserver daemon popen; do
	"$PROCBENCH" $method --no-floor --iters 10 --export out.json >/dev/null 2>&1 -- /bin/sh -c 'setsid sleep 1000 & sleep 1000' &
	pid=$!
	sleep 0.5
	kill -KILL $pid
	wait $pid 2>/dev/null
	echo "exit $?"
done
sleep 0.3
ls -A
