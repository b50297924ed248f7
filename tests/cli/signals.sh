# SIGINT, SIGTERM and SIGHUP: what was finished is saved, marked partial; exit status 128 + N.
set -m
for signal in INT TERM HUP; do
	"$PROCBENCH" fork --iters 1000000000 --launches 100000000 --export out.json --samples s.csv >/dev/null 2>&1 &
	pid=$!
	sleep 1
	kill -$signal $pid
	wait $pid
	echo "SIG$signal: exit $?"
	jq -c '[.partial, .cases[0].stopped_by, (.cases[0].launches | length > 0), (.cases[0].samples == ([.cases[0].launches[].samples] | add))]' out.json
	[ "$(grep -c '^fork,' s.csv)" = "$(jq '.cases[0] | .samples + .failed' out.json)" ] && echo "samples agree"
	rm out.json s.csv
done
# the child hangs, and the user has had enough
"$PROCBENCH" vfork --iters 10 --export out.json >/dev/null 2>&1 -- sleep 1000 &
pid=$!
sleep 0.5
kill -INT $pid
wait $pid
echo "exit $?"
jq -c '[.partial, .cases[0].skipped]' out.json
