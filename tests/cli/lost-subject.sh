# A subject that is killed or stopped, before its samples too, loses its launch, which is counted and
# said; so does what keeps the subjects.
set -m
# the first samples last until their subject is lost
cat >target <<'END'
#!/bin/sh
until [ -e go ]; do sleep 0.01; done # polls
END
chmod +x target
lose() { # SIGNAL WHOM
	rm -f go
	"$PROCBENCH" posix_spawn --iters 8 --launches 4 --warmup 0 --timeout 100s --no-floor --format json >out.json 2>err -- ./target &
	local pid=$! victim
	victim=$(await --subject $pid)
	[ "$2" = subject ] || victim=$(awk '{ print $4 }' "/proc/$victim/stat")
	kill -"$1" "$victim"
	echo >go
	wait $pid
	echo "exit $?"
	jq -c '.cases[0] | [.launches_lost, (.launches | length), .samples, .failed]' out.json
	grep -v 'other load on this machine' err
}
lose KILL subject
lose STOP subject
lose KILL keeper
lose STOP keeper
# one that does not go on although its children were ended is ended too
"$PROCBENCH" fork --iters 3 --launches 1 --warmup 0 --timeout 20s --no-floor --format json -q -- /bin/sh -c 'kill -STOP $PPID' >out.json
echo "exit $?"
jq -c '.cases[0] | [.samples, .launches_lost, .skipped]' out.json
