# A folder of saved results: changes with their commits, spikes, what cannot be used, blessing and the gate.
# regenerated
results=$(dirname "${BASH_SOURCE[0]}")/results

# make DIR COUNT FILTER: results of COUNT days; in FILTER $i is the day and $noise is within +-1%
make_history() {
	mkdir -p "$1"
	jq -c --argjson count "$2" 'def at($i): ((($i * 7919 % 23) - 11) / 1100) as $noise |
		.date = ("2026-01-\($i + 1 | tostring | if length < 2 then "0" + . else . end)T06:00:00Z")
		| .settings.seed = $i | .label = "ci" | .warnings = [] | .tags = {commit: "c\($i)abc"}
		| .cases[0].floor_multiple = 2 * (1 + $noise) | .cases[1].floor_multiple = 0.5 * (1 - $noise)
		| '"${3:-.}"'; range(0; $count) as $i | at($i)' "$results/a.json" |
		awk -v dir="$1" '{ print >sprintf("%s/%02d.json", dir, NR - 1) }'
}
make_history days 24 'if $i >= 14 then .cases[0].floor_multiple *= 1.08 else . end
	| if $i == 5 then .cases[0].floor_multiple *= 1.4 else . end
	| if $i == 23 then .cases[1].floor_multiple *= 0.6 else . end'
"$PROCBENCH" history days
echo "exit $?"
"$PROCBENCH" history days --gate >/dev/null
echo "exit with --gate: $?"
"$PROCBENCH" history days vfork --gate | sed -n '1,4p'
echo "exit with --gate, of a case without a change: ${PIPESTATUS[0]}"
"$PROCBENCH" history days --format json >days.json
jq -c '.order, .machines, (.series[] | [.case, .machine, .floor, .judged, (.points | length), ([.points[] | select(.mark) | .mark + " " + .commit] | join(", "))])' days.json
jq -c '.series[0].changes[0] | [.before.commit, .after.commit, .earliest.commit, .latest.commit, .fresh, .blessed, .ratio > 1.07, .ratio_low < .ratio, .confirm]' days.json
"$PROCBENCH" history days fork --format csv | tr -d '\r' | sed -n '1,2p;7p;15,16p'
"$PROCBENCH" history days --format markdown
"$PROCBENCH" history days --export page.html --export csv:page.txt >days.txt
"$PROCBENCH" history days --format csv | cmp - page.txt
"$PROCBENCH" history days | cmp - days.txt && echo 'exported'
"$PROCBENCH" history days --export page.xml 2>&1
grep -c '<svg' page.html
grep -o '<p class="fresh">.*change</strong>' page.html

echo '# blessed'
printf '# the last line has no end' >days/blessed
"$PROCBENCH" history days --bless fork@c14abc --gate | sed -n '/change:/p'
echo "exit ${PIPESTATUS[0]}"
"$PROCBENCH" history days --bless fork@c14abc --bless fork@2026-01-15T06:00:00Z --gate >/dev/null
cat days/blessed
"$PROCBENCH" history days --gate >/dev/null
echo "exit of the next day: $?"
printf '# by hand\r\nfork\n' >>days/blessed
"$PROCBENCH" history days --format json -q | jq -c '.warnings, .fresh, .series[0].changes[0].blessed'
{ "$PROCBENCH" history days --format csv >/dev/null; } 2>&1
for change in fork@c3abc vfork@c14abc fork@c1 fork c14abc @c14abc; do
	"$PROCBENCH" history days --bless "$change" 2>&1 >/dev/null | tail -n 1
done

make_history quoted 12 '.cases[0].case = "fork:exec=/it\u0027s" | if $i >= 6 then .cases[0].floor_multiple *= 2 else . end'
"$PROCBENCH" history quoted | sed -n '/^To accept/,/^$/p'

echo '# other orders and machines'
make_history order 12 'if $i % 2 == 0 then .cases[0].floor_multiple *= 1.5 else . end'
"$PROCBENCH" history order fork | sed -n '4p'
for i in 0 2 4 6 8 10 1 3 5 7 9; do echo "c${i}abcdef 0123"; done >commits
"$PROCBENCH" history order fork --commits commits 2>&1 | sed -n '1p;/change:/,/^ *procbench/p'
make_history machines 24 'if $i >= 12 then .host.kernel = "6.9.0" | .tags.size = "large" | .cases[0].floor_multiple *= 1.1
	else .tags.size = "small" end'
"$PROCBENCH" history machines fork | sed -n '1p;/^fork/p;/^machine/p'
"$PROCBENCH" history machines fork --across-machines | sed -n '/^fork/p;/change:/p'
"$PROCBENCH" history machines fork --across-machines --by size | sed -n '/^fork/p;/change:/p'

echo '# programs and counts'
make_history programs 12 '.cases[0].case = "fork:exec=/opt/it'\''s/app,rss=1M" | .settings.clock = "instructions"
	| .cases[0].spans.total |= (.median_ns = (if $i >= 8 then 41001 else 41000 end)
	| .median_low_ns = null | .median_high_ns = null)'
"$PROCBENCH" history programs | sed -n '3,$p' | sed -n '/^fork/,/^$/p'

"$PROCBENCH" history programs --format markdown | sed -n '/^|/p;/change/p'

echo '# microseconds'
make_history times 12 '.cases[0].spans.total |= (.median_ns = (if $i >= 8 then 1.2e6 else 1e6 end) * (1 + $noise)
	| .median_low_ns = null | .median_high_ns = null)'
"$PROCBENCH" history times fork --values time | sed -n '3,$p' | sed '/^To/,$d'
"$PROCBENCH" history times fork | sed -n '4p'

echo '# what cannot be used'
make_history bad 14 'if $i == 3 then .cases[0].floor_multiple = null | .cases[0].floor_multiple_low = null | .cases[0].floor_multiple_high = null
	elif $i == 4 or $i == 5 then .cases[0].skipped = "no memory" elif $i == 6 then .cases[1].failed = 2
	elif $i == 7 then .date = null elif $i == 8 then .partial = true elif $i == 9 then .tags = {} else . end'
echo 'garbage' >bad/x.json
cp bad/00.json bad/copy.json
"$PROCBENCH" history bad --commits commits | sed -n '/^fork/,$p' | grep -v '^Changes\|^  [a-z].*'
echo "exit ${PIPESTATUS[0]}"
"$PROCBENCH" history bad --format json -q 2>/dev/null | jq -c '.not_measured[]'

echo '# refused'
mkdir empty
for arguments in '' 'empty' 'none' 'days forkk' 'days --by size' 'days --by ,' 'days --commits none' 'days --format junit' \
	'days --seed 1' 'days --bless fork@c14abc --commits /dev/null'; do
	# shellcheck disable=SC2086 # words
	"$PROCBENCH" history $arguments 2>&1 >/dev/null | tail -n 1
	echo "exit ${PIPESTATUS[0]}"
done
"$PROCBENCH" fork --gate 2>&1
exit 0
