# Several that create at the same time: every method that can, with as many samples as asked for, and
# why the others cannot.
# regenerated
# failures vary
measure() {
	"$PROCBENCH" "$@" --iters 120 --launches 3 --warmup 1 --no-floor -q --format json >out.json
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
"$PROCBENCH" fork --exec tiny --parallel 1,2 --iters 8000 --launches 16 --no-floor | grep -o '  per second .*' | tr -s ' '
"$PROCBENCH" fork --exec tiny --parallel 1,2 --iters 8000 --launches 16 --no-floor --format csv --export out.json -q | tr -d '\r' | sed 's/"[^"]*"/case/' |
	awk -F, 'NR == 1 { columns = NF; print $32 "," $33 "," $34 "," $35 "," $36 "," $37 }
		NR > 1 { print NF == columns, ($33 <= $32 && $32 <= $34 && $32 > 0), ($35 == "" ? "no scaling" : $36 <= $35 && $35 <= $37) }'
# the rates of the launches are what the figures come from, where all of a launch created at once
jq -c '.cases[] | (.launches | map(.per_second | select(.)) | sort) as $rates | $rates[0] <= .per_second and .per_second <= $rates[-1], .scaling == null' out.json
"$PROCBENCH" null --parallel 2 --iters 40 --launches 1 --no-floor --samples samples.csv -q >/dev/null
cut -d, -f3 samples.csv | tail -n +2 | sort -n | uniq | wc -l
# children stamp, each spawner's for itself; what they execute cannot tell whose it is
"$PROCBENCH" fork fork:exec=tiny --spawners 2 --phases --iters 120 --launches 6 --no-floor --format json -q |
	jq -c '(.cases[] | [.case, .spans.start.samples, .spans.exec.samples]), (.warnings[] | select(test("stamp")))'
# targets that sleep: as many times the rate as parents, by a limit that a busy machine keeps
"$PROCBENCH" fork --parallel 1,2,4,8 --iters 8 --launches 1 --warmup 0 --no-floor --format json -q -- /bin/sleep 0.3 |
	jq -c '[[1, 2, 4, 8], [.cases[] | .scaling // 1]] | transpose | map(if .[1] > 0.5 * .[0] and .[1] < 1.5 * .[0] then .[0] else .[1] end)'
