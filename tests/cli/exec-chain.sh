# exec and execs=: targets that execute themselves; the child of exec exists before the sample.
strace -f -qq -e trace=execve -o trace true || { echo 'strace does not work here' && exit 77; }
count() {
	strace -f -qq -e trace=execve -o trace "$PROCBENCH" "$1" --iters 3 --launches 1 --warmup 0 --no-floor -q >/dev/null 2>&1 || echo "exit $?"
	echo "$1: $(grep -cE 'execve\("/proc/self/fd/5".* = 0' trace) executed"
}
count fork:exec=tiny
count exec
count exec:execs=12
count vfork:exec=static,execs=3
count posix_spawn:exec=static-pie,execs=2
count system:exec=tiny,execs=10
echo '# the last one takes the stamps'
"$PROCBENCH" exec:exec=static exec:exec=static,execs=20 --phases --iters 12 --launches 3 --no-floor -q --format json |
	jq -c '[.cases[] | .samples, .failed], (.cases[1].spans.exec.min_ns > 2 * .cases[0].spans.exec.min_ns), (.cases[1].spans.start.median_ns < .cases[1].spans.exec.median_ns)'
echo '# refused'
for spec in exec:exec=none exec:execs=0 fork:execs=2 fork:exec=script,execs=2 fork:exec=/bin/true,execs=2 exec:depth=2; do
	"$PROCBENCH" "$spec" --iters 1
done 2>&1
exit 0
