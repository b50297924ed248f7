# libs= and relocs=: the loader opens each library and relocates it; exec=static-pie; nothing is left behind.
# failures vary
"$PROCBENCH" posix_spawn:exec=dynamic --iters 1 --launches 1 --no-floor -q >/dev/null 2>&1 || { echo 'dynamic programs do not start here'; exit 77; }
strace -f -qq -e trace=write -o trace true || { echo 'strace does not work here' && exit 77; }
opened() {
	strace -f -qq -e trace=openat -o trace "$PROCBENCH" "$1" --iters 3 --launches 1 --warmup 0 --no-floor -q >/dev/null 2>&1 || echo "exit $?"
	echo "$1: $(grep -cE 'openat\(AT_FDCWD, "/proc/[0-9]+/fd/[0-9]+", O_RDONLY\|O_CLOEXEC\) = [0-9]' trace) libraries in 3 children"
}
opened fork:exec=dynamic
opened vfork:exec=dynamic,libs=1
opened posix_spawn:exec=dynamic,libs=64
opened fork:exec=dynamic,libs=4,close=close_range
echo '# 10000 words are written in each of 4 libraries, which is 19 or more pages'
"$PROCBENCH" posix_spawn:exec=dynamic,libs=4 posix_spawn:exec=dynamic,libs=4,relocs=10000 --iters 10 --launches 1 --no-floor -q --format json |
	jq -c '[.cases[] | .samples, .failed], (.cases[1].minor_faults - .cases[0].minor_faults >= 76)'
echo '# both stamps'
"$PROCBENCH" posix_spawn:exec=static-pie posix_spawn:exec=dynamic,libs=2 --phases --iters 8 --launches 2 --no-floor -q --format json |
	jq -c '.cases[] | [.case, .failed, (.spans.exec.median_ns < .spans.main.median_ns)]'
echo '# refused'
for spec in fork:libs=2 fork:exec=static,libs=2 fork:exec=dynamic,libs=65 fork:exec=dynamic,relocs=5 fork:exec=dynamic,libs=1,relocs=2M; do
	"$PROCBENCH" "$spec" --iters 1
done 2>&1
exit 0
