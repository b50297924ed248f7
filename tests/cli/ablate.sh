# What a flag costs: the full set, and the set without each one.
"$PROCBENCH" clone3 --ablate sighand+vm+vfork+vfork --iters 60 --launches 6 --format json -q >out.json
echo "exit $?"
jq -c '.cases[] | [.case, .samples, .marginal.flag, (.marginal | type)]' out.json
jq -c '.cases[1].marginal | keys_unsorted' out.json
jq -r '.warnings[] | select(test("is skipped"))' out.json
# the figure is the centre of what the rounds say, which lies between their extremes
jq -c '.cases[0].launches as $full | .cases[1:3][] | . as $case | [$full, .launches] | transpose | map(.[0].median_ns - .[1].median_ns) |
	min <= $case.marginal.value_ns and $case.marginal.value_ns <= max' out.json
# vm saves the copy of the page tables of 64 MiB: the fastest samples are an order of magnitude apart
"$PROCBENCH" clone --ablate vm --rss 0,64M --iters 60 --launches 6 --no-floor --format json -q >out.json
jq -c '.cases[] | [.case, .marginal.flag]' out.json
jq -c '.cases[2].spans.total.min_ns * 2 < .cases[3].spans.total.min_ns' out.json
# in CSV at the end of the row
"$PROCBENCH" clone --ablate vm --iters 60 --launches 6 --no-floor --format csv -q | tr -d '\r' |
	awk -F, 'NR == 1 { print $29 } NR > 1 { print $1, $29 ~ /^-?[0-9.]+$/, $31 ~ /^-?[0-9.]+$/ }'
"$PROCBENCH" clone --ablate files --iters 60 --launches 6 --no-floor |
	awk '/^case / { print "heading", $0 ~ /without  *marginal  *95% CI  *median / } /^clone  / { print "row", $0 ~ / files  *-?[0-9.]+  *-?[0-9.]+( to |-)-?[0-9.]+  / }'
for words in 'fork --ablate vm' 'clone3:flags=vm --ablate fs' 'clone3 --flags vm --ablate fs' 'clone3 --ablate none' 'clone3 --ablate sighand'; do
	# shellcheck disable=SC2086 # several words
	"$PROCBENCH" $words --iters 10 2>&1 | head -n 1
	echo "exit ${PIPESTATUS[0]}"
done
