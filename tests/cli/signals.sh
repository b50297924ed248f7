# SIGINT, SIGTERM, SIGHUP and SIGXCPU: what was finished is saved, marked partial; exit status 128 + N.
set -m
# several launches have ended when the target has run this often
cat >target <<'END'
#!/bin/sh
echo >>runs
[ "$(stat -c %s runs)" -ne 60 ] || echo >enough
END
chmod +x target
for signal in INT TERM HUP XCPU; do
	"$PROCBENCH" fork --iters 1000000000 --launches 100000000 --warmup 0 --export out.json --samples s.csv >/dev/null 2>&1 -- ./target &
	pid=$!
	await enough
	kill -$signal $pid
	wait $pid
	echo "SIG$signal: exit $?"
	jq -c '[.partial, .cases[0].stopped_by, (.cases[0].launches | length > 0), (.cases[0].samples == ([.cases[0].launches[].samples] | add))]' out.json
	[ "$(grep -c '^fork:' s.csv)" = "$(jq '.cases[0] | .samples + .failed' out.json)" ] && echo "samples agree"
	rm out.json s.csv runs enough
done
# the child hangs, and the user interrupts
"$PROCBENCH" vfork --iters 10 --export out.json >/dev/null 2>&1 -- sh -c 'echo >up; exec sleep 1000' &
pid=$!
await up
kill -INT $pid
wait $pid
echo "exit $?"
jq -c '[.partial, .cases[0].skipped]' out.json
