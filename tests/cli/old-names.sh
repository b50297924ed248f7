# Keys by names of earlier versions and options with underscores are accepted; what is printed has one spelling.
for words in 'fork:islands=3,rss=1M,touch_parent=2' 'fork:touch-parent=2,rss=1M,chunks=3' \
	'fork --islands 3 --rss 1M --touch_parent 2' 'fork --chunks 3 --rss 1M --touch-parent 2'; do
	# shellcheck disable=SC2086 # words
	"$PROCBENCH" $words --iters 3 --launches 1 --no-floor --format json -q | jq -r '.cases[] | [.case, .keys.chunks, .keys.touch_parent, .samples] | @tsv'
done
"$PROCBENCH" null --touch_parent 2 2>&1
echo "exit $?"
"$PROCBENCH" fork:islands=3,chunks=3 2>&1
echo "exit $?"
# a result that an earlier version saved is compared with one of today, and swept by the key's name
for side in old new; do
	"$PROCBENCH" fork:dirty=2,rss=1M,vmas=9 --chunks 2,4 --iters 20 --launches 8 --no-floor --seed 3 --format json -q >$side.json
done
jq '.date = "2020-01-01T00:00:00Z" | .cases[] |= (.case |= sub("chunks=(?<n>.),dirty=2"; "dirty=2,islands=\(.n)") | .keys |= with_entries(.key |= sub("chunks"; "islands")))' \
	old.json >islands.input.json
jq -r '.cases[].case' islands.input.json
"$PROCBENCH" compare islands.input.json -- new.json --margin 99% --format json | jq -r '.comparisons[] | [.a, .b] | @tsv'
"$PROCBENCH" report islands.input.json --format json | jq -r '.cases[] | [.case, .keys.chunks] | @tsv'
