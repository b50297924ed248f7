# A duel: answers by exit status, one line for programs, and the saved result.
# timing
duel() {
	"$PROCBENCH" duel "$@" -q >out 2>err
	status=$?
	line=$(grep '^verdict=' out)
	echo "duel $*: exit $status, ${line%% *}"
	cat err
}
# orders of magnitude apart, in both directions
duel fork fork:rss=64M --launches 15 --time 50s --margin 50%
duel fork:rss=64M fork --launches 15 --time 50s --margin 50%
grep '^verdict=' out | sed 's/[0-9][0-9.]*/N/g'
tr -s '\n ' ' ' <out | grep -c 'fork takes [0-9.]*% less time than fork:rss=64M (99% CI [^)]*), .* less (99% CI [^)]*): no regression'
# the answer stands in the saved result, and comes out of it again
"$PROCBENCH" duel fork fork:rss=64M --launches 15 --time 50s --margin 50% --export duel.json -q >out
jq -r '.comparisons[] | [.a, .b, .metric, .verdict, .margin, .confidence, .ratio > 2, .pairs > 7] | @csv' duel.json
"$PROCBENCH" report duel.json | cmp - out && echo "the same report"
# --launches counts whole blocks; the stop is by time or by width
"$PROCBENCH" duel fork fork --launches 15 --time 60s --format json -q | jq -c '[.comparisons[0].pairs, .cases[].launches[-1].round]'
