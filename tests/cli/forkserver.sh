# The helper is made before the parent takes its shape, and all forks are its own: seen by trace.
# failures vary
strace -f -qq -e signal=none -e trace=execve,clone,mmap -o log "$PROCBENCH" forkserver:rss=64M --iters 3 --launches 1 --warmup 0 --no-floor -q >/dev/null
subject=$(sed -n 's/^\([0-9]*\) *execve(.*@subject.*/\1/p' log)
helper=$(sed -n "s/^$subject *\(clone(\|<... clone resumed>\).* = \([0-9]*\)\$/\2/p" log)
sed -n "s/^$subject *//p" log | sed -n 's/^clone(.*/the subject forks/p; s/^mmap(NULL, 67108864,.*/the subject takes its shape/p'
echo "the helper forks $(grep -c "^$helper *clone(" log) times"
measure() {
	"$PROCBENCH" forkserver --iters 3 --launches 1 --warmup 0 --no-floor --format json -q "$@" >out.json
	echo "exit $?"
	jq -c '.cases[0] | [.samples, .failed, .errors]' out.json
}
measure
measure --rss 16M --fds 100 --vmas 100
printf '#!/missing\n' >broken
chmod +x broken
measure -- ./broken
measure -- /bin/sh -c 'exit 3'
measure -- /bin/sh -c 'kill -SEGV $$'
# a child that hangs is ended, and the helper goes on
measure --timeout 200ms -- sleep 1000
# one that ends the helper, before or after that tells its pid: nobody is left to ask
measure -- /bin/sh -c 'kill -KILL $PPID' | sed 's/"wait EPIPE":1,"EPIPE":2/"EPIPE":3/'
# a helper that hangs without a child takes its subject with it
measure --timeout 3s -- /bin/sh -c 'kill -STOP $PPID'
"$PROCBENCH" forkserver fork posix_spawn --phases --iters 12 --launches 2 --no-floor --format json -q >out.json
jq -c '.cases[] | [.case, .samples, (.minor_faults > 0), (.spans | to_entries[] | select(.value.median_ns != null) | .key)]' out.json
