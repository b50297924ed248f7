# Several that create at the same time: every method that can, with as many samples as asked for, and
# why the others cannot.
# regenerated
# failures vary
measure() {
	"$PROCBENCH" "$@" --iters 36 --launches 3 --warmup 1 --no-floor -q --format json >out.json
	jq -r '.cases[] | "\(.case) \(.samples) \(.failed) \(.launches | length)"' out.json
}
known() { # is skipped here, where another libc or kernel has it
	sed 's/^\(pidfd_spawn[^ ]*\) .*/\1 may be skipped/'
}
methods=$("$PROCBENCH" list | sed -n '/^methods/,/^$/ s/^  \([a-z0-9_]*\) .*/\1/p')
flags='clone:flags=vm+sighand clone3:flags=vm+vfork+pidfd'
# shellcheck disable=SC2086,SC2046 # words
{
	measure $methods $flags --parallel 2,3 | known
	measure $(grep -vE 'daemon|forkserver|floor' <<<"$methods") $flags --spawners 2,4 | known
	measure fork --parallel 2 --spawners 2
	measure vfork --spawners 2 --reap wait4,waitpid,waitid,pidfd
	measure fork:exec=tiny,touch=3,rss=64K,close=close_range,args=10 fork:exec=script --spawners 3
	measure fork --parallel 2 --spawners 2 --cpu any
}
for words in daemon:spawners=2 forkserver:spawners=2 floor:spawners=2 fork:spawners=0 fork:parallel=0 fork:parallel=257 fork:spawners=1k \
	fork:spawners=2,reap=sigchld fork:spawners=2,reap=signalfd fork:spawners=2,rss=64K,touch_parent=1 \
	posix_spawn:attr=like-python,spawners=2 clone3:flags=into_cgroup,spawners=2 clone3:set_tid=auto,spawners=2 clone3:parallel=2,set_tid=77; do
	"$PROCBENCH" "$words" --iters 1 2>&1
	echo "exit $?"
done
# limits: of the controller's descriptors, and of a user's processes
(ulimit -n 100 && "$PROCBENCH" fork --parallel 12,13 --iters 13 --launches 1 --no-floor --format json -q) | jq -r '.cases[] | [.samples, .skipped] | @tsv'
# the columns, on the terminal for those that create at once only
"$PROCBENCH" fork --iters 60 --launches 6 --no-floor | grep -c 'per second'
"$PROCBENCH" fork --exec tiny --parallel 1,2 --iters 24 --launches 6 --no-floor --format json -q |
	jq '.cases[0] += {per_second: 1000, per_second_low: 990, per_second_high: 1010, scaling: null, scaling_low: null, scaling_high: null} |
		.cases[1] += {per_second: 1800, per_second_low: 1700, per_second_high: 1900, scaling: 1.8, scaling_low: 1.7, scaling_high: 1.9}' >out.json
"$PROCBENCH" report out.json | grep -o '  per second .*' | tr -s ' '
"$PROCBENCH" report out.json --format csv | tr -d '\r' | sed 's/"[^"]*"/case/' | awk -F, 'NR == 1 { columns = NF } { print NF == columns, $32, $33, $34, $35, $36, $37 }'
# targets that sleep: no parent creates more of them than one in 0.2 s, and four together create more than one can
"$PROCBENCH" fork --parallel 1,4 --iters 16 --launches 1 --warmup 0 --no-floor --format json -q -- /bin/sleep 0.2 >out.json
jq -c '[.cases[] | .per_second / .keys.parallel <= 5], .cases[1].per_second > 5, [.cases[] | .scaling // 1 | . > 1]' out.json
jq -c '.cases[] | .launches[0].per_second == .per_second' out.json
"$PROCBENCH" null --parallel 2 --iters 40 --launches 1 --no-floor --samples samples.csv -q >/dev/null
cut -d, -f3 samples.csv | tail -n +2 | sort -n | uniq | wc -l
# children stamp, each spawner's for itself; what they execute cannot tell whose it is
"$PROCBENCH" fork fork:exec=tiny --spawners 2 --phases --iters 120 --launches 6 --no-floor --format json -q |
	jq -c '(.cases[] | [.case, .spans.start.samples, .spans.exec.samples]), (.warnings[] | select(test("stamp")))'
