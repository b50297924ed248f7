# The double fork, seen by trace: who creates whom, who makes the session, how failures are reported.
strace -f -qq -e signal=none -e trace=execve,clone,setsid,exit_group,pipe2 -o log "$PROCBENCH" daemon --iters 3 --launches 1 --warmup 0 --no-floor -q >/dev/null
subject=$(sed -n 's/^\([0-9]*\) *execve(.*@subject.*/\1/p' log)
starters=$(sed -n "s/^$subject *\(clone(\|<... clone resumed>\).* = \([0-9]*\)\$/\2/p" log)
for starter in $starters; do
	sed -n "s/^$starter *//p" log | sed -E 's/ *<unfinished.*/)/; s/\) += [0-9?]+$/)/; /resumed>/d'
done
measure() {
	"$PROCBENCH" daemon --iters 3 --launches 1 --warmup 0 --no-floor --format json -q "$@" >out.json
	echo "exit $?"
	jq -c '.cases[0] | [.samples, .failed, .errors]' out.json
}
measure -- /bin/sh -c 'exit 3'
measure -- /bin/sh -c 'kill -SEGV $$'
printf '#!/missing\n' >broken
chmod +x broken
measure -- ./broken
measure --timeout 200ms -- sleep 1000
# one that makes one more session of its own is waited for all the same
measure -- setsid /bin/true
# the second fork is the raw call, with nothing but SIGCHLD (17)
deny clone=EAGAIN:ARG0=17 -- "$PROCBENCH" daemon --iters 6 --launches 2 --no-floor --format json -q >out.json
jq -c '.cases[0] | [.samples, .failed, .errors]' out.json
"$PROCBENCH" daemon fork --phases --iters 24 --launches 2 --no-floor --format json -q >out.json
jq -c '.cases[] | .spans | [.call.median_ns, .start.median_ns, .reap.median_ns] | map(. > 0)' out.json
