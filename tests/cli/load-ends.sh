# Ends of several that create at once: a subject that is lost takes the launch with it, by name; what
# hangs is ended, and nothing else; nothing is left by Ctrl-C or a killed controller.
# failures vary
outcome() {
	jq -c '.cases[] | [.samples, .failed, .errors, .launches_lost, .skipped]' out.json
}
# the first target ends its own parent: one of three subjects, and the others are ended (a second one could
# start when its parent is gone already, and would end whoever took it over)
cat >killer <<'END'
#!/bin/sh
mkdir killed 2>/dev/null && kill -KILL $PPID
exit 0
END
chmod +x killer
"$PROCBENCH" fork --parallel 3 --iters 30 --launches 1 --warmup 0 --no-floor --format json -q -- ./killer >out.json
echo "exit $?"
outcome | sed 's/subject [123] of 3/subject N of 3/'
rmdir killed
"$PROCBENCH" fork --spawners 3 --iters 30 --launches 1 --warmup 0 --no-floor --format json -q -- ./killer >out.json
outcome
# the first child of all hangs, the others go on; all runs at once, because each waits for its limit
cat >once <<'END'
#!/bin/sh
mkdir taken 2>/dev/null && exec sleep 1000
exit 0
END
chmod +x once
runs=0
for words in 'fork --spawners 3' 'vfork --spawners 3' 'popen --spawners 3' 'system --spawners 2' 'fork --parallel 3' \
	'posix_spawn --parallel 2 --spawners 2'; do
	runs=$((runs + 1))
	mkdir run$runs
	(
		cd run$runs || exit
		# shellcheck disable=SC2086 # words
		"$PROCBENCH" $words --iters 24 --launches 1 --warmup 0 --timeout 10s --no-floor --format json -q -- ../once >out.json
		echo "$words: exit $?, $(outcome)" >said
	) &
done
wait
cat run?/said
# all of them
for method in fork vfork popen; do
	"$PROCBENCH" "$method" --spawners 3 --iters 6 --launches 1 --warmup 0 --timeout 200ms --no-floor --format json -q -- sleep 1000 >out.json
	echo "$method: $(outcome)"
done
# a target that stops its parent, with all threads
"$PROCBENCH" fork --spawners 2 --iters 4 --launches 1 --warmup 0 --timeout 20s --no-floor --format json -q -- /bin/sh -c 'kill -STOP $PPID' >out.json
outcome
exec 2>/dev/null # bash tells of killed jobs when it likes
set -m
for words in '--spawners 3' '--parallel 3'; do
	for signal in INT KILL; do
		# shellcheck disable=SC2086 # words
		"$PROCBENCH" posix_spawn:attr=setsid fork $words --iters 1000000 --warmup 0 --no-floor -q -- sh -c 'echo >>up' >out &
		pid=$!
		await up
		kill -$signal $pid
		wait $pid
		echo "SIG$signal, $words: exit $?"
		rm up
	done
done
