# The shape of a live process, in the place of like=PID; what is said wins.
known 4 512 40 9 2 >ready &
pid=$!
await ready
"$PROCBENCH" fork posix_spawn --like $pid --fds 7 --iters 6 --launches 2 --no-floor --format json -q >out.json
echo "exit $?"
jq -r '.cases[] | [.case, .samples, .failed] | @tsv' out.json | sed -E 's/:exec=tiny,/:/; s/(dirty|chunks|vmas|rss)=[0-9]+[KM]?,?//g; s/,\t/\t/'
# the spec that it prints is one that can be given again
spec=$(jq -r '.cases[0].case' out.json)
"$PROCBENCH" "$spec" --iters 6 --launches 2 --no-floor --format json -q | jq -r --arg spec "$spec" '.cases[0].case == $spec'
# the table says whose shape it is, and what is not in it
"$PROCBENCH" fork:like=$pid --iters 6 --launches 2 --no-floor | tr '\n' ' ' | grep -oE 'like=[0-9]+ \(known\): (chunks|dirty|fds|not)' | sed -E "s/$pid/PID/; s/: (chunks|dirty)/: fds/"
kill $pid
try() {
	echo "$*:"
	"$PROCBENCH" "$@" 2>&1
	echo "exit $?"
}
try fork:like=me
try fork --like 2147483647
try floor:like=1
try fork:chunks=3
