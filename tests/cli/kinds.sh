# What a parent may be beside large: each kind alone and all together, measured or refused with the reason.
# failures vary
"$PROCBENCH" fork vfork:rseq=off,nice=3,sched=batch,handlers=58 posix_spawn:seccomp=100,threads=3,dontfork=2M,locked=64K,zombies=2 \
	fork:rss=1M,backing=shared,touch=10 fork:rss=1M,backing=file,touch_parent=10 --exec tiny --iters 6 --launches 2 --no-floor --format json -q >out.json
jq -c '.cases[] | [.case, .samples, .failed, .skipped]' out.json
# threads are the parent's alone, and memory that no child gets is nothing to copy
"$PROCBENCH" fork --dontfork 0,256M --iters 40 --launches 8 --no-floor --format json -q |
	jq -c '.cases[1].spans.total.min_ns < 5 * .cases[0].spans.total.min_ns'
for case in fork:backing=thp fork:folio=64K,rss=1M fork:handlers=59 fork:seccomp=4097 fork:nice=20 fork:nice=05 fork:sched=idle floor:threads=1; do
	"$PROCBENCH" $case 2>&1
	echo "exit $?"
done
"$PROCBENCH" fork:rss=3M,backing=thp fork:rss=3M,backing=thp,folio=48K fork:cgroup=/proc --iters 1 --no-floor --format json -q | jq -r '.cases[] | .skipped' |
	sed 's/multiple of [0-9]*[KMG]/multiple of N/; s/^backing=thp: .*/rss=3M is not a multiple of N, the page size of backing=thp/; s/(see .*)/(see FILE)/'
