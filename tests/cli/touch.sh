# Pages that the child or the parent writes after the creation: each is a page fault of its own.
"$PROCBENCH" fork clone3 --rss 1M --touch 0,100 --touch_parent 0,100 --iters 2 --launches 1 --warmup 1 --no-floor --format json -q >out.json
echo "exit $?"
jq -c '.cases[] | [.case, .samples, .failed, .minor_faults >= 100, .parent_faults >= 100]' out.json
# a child that borrows memory has nothing to copy, nor has its parent
"$PROCBENCH" vfork posix_spawn --rss 1M --touch_parent 100 --iters 2 --launches 1 --warmup 1 --no-floor --format json -q |
	jq -c '.cases[] | [.case, .samples, .minor_faults >= 100, .parent_faults >= 100]'
# in a child that executes too, and by every way of reaping
"$PROCBENCH" fork:exec=tiny,touch=100 --rss 1M --touch_parent 100 --reap wait4,pidfd --iters 2 --launches 1 --warmup 1 --no-floor --format json -q |
	jq -c '.cases[] | [.case, .samples, (.minor_faults | . == null or . >= 100), .parent_faults >= 100]'
try() {
	echo "$*:"
	"$PROCBENCH" "$@" 2>&1
	echo "exit $?"
}
try fork:touch=1k
try fork:rss=64K --touch_parent 17
try vfork:rss=1M,touch=1
try clone:flags=vm,rss=1M,touch=1
try posix_spawn:rss=1M,touch=1
try null:rss=1M,touch_parent=1
