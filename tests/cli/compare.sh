# Saved results against each other: the table, the lines for programs, the exit status.
results=$(dirname "${BASH_SOURCE[0]}")/results

# make FILE SEED FORK-FACTOR MACHINE-FACTOR: the saved result, with fork and the whole machine slower
make() {
	jq --argjson seed "$2" --argjson fork "$3" --argjson all "$4" '
		def slower(f): walk(if type == "object" then with_entries(
			if (.key | endswith("_ns")) and (.value | type) == "number" then .value *= f else . end) else . end)
			| .launches |= map(.span_median_ns |= map_values(. * f));
		.settings.seed = $seed | .warnings = [] | .cases |= map(slower($all))
		| .cases[0] |= slower($fork)' "$results/a.json" >"$1"
}

verdicts() {
	"$PROCBENCH" compare "$@" | grep '^verdict'
	echo "exit ${PIPESTATUS[0]}"
}

for i in 1 2 3; do
	make "old$i.json" "$i" "1.00$i" "1.0$i"
	make "same$i.json" "1$i" "1.00$((4 - i))" "1.1$i"
	make "slow$i.json" "2$i" "1.05$i" "1.1$i"
done
"$PROCBENCH" compare old1.json slow1.json
echo "exit $?"
"$PROCBENCH" compare old?.json -- slow?.json
echo "exit $?"
echo "the same, on a slower machine"
verdicts old?.json -- same?.json --margin 5%
verdicts old1.json old1.json --margin 0
echo "metrics"
verdicts old?.json -- slow?.json --metric call
verdicts old?.json -- slow?.json --metric p99
verdicts old?.json -- slow?.json --metric exec
echo "without a control, of an unknown machine, and CSV"
jq 'del(.cases[2])' old1.json >bare.json
"$PROCBENCH" compare bare.json slow1.json | head -2
"$PROCBENCH" report old1.json --format csv >old.csv
verdicts old.csv slow1.json
jq '.host = {}' old1.json >unknown.json
verdicts unknown.json slow1.json
verdicts unknown.json slow1.json --across-machines --margin 50%
echo "between kernels the control moves too: what was measured is judged"
for i in 1 2 3; do jq ".host.kernel = \"6.12\"" "same$i.json" >"kernel$i.json"; done
"$PROCBENCH" compare old?.json -- kernel?.json --across-machines --margin 5% | grep -v "^[0-9]* samples"
echo "missing, added, skipped and failed"
jq '.cases |= [.[1], .[2], (.[0] | .case = "clone")]' slow1.json >other.json
"$PROCBENCH" compare old1.json other.json | grep -A99 '^case.*verdict$'
jq '.cases[0].skipped = "no memory" | .cases[1].failed = 3' old1.json >broken.json
"$PROCBENCH" compare old1.json broken.json --margin 50% | grep -A99 '^case.*verdict$'
echo "in other formats"
"$PROCBENCH" compare old1.json slow1.json --format json --export same.json >out.json
cmp out.json same.json && jq -c '.comparisons[0] | keys_unsorted' out.json
"$PROCBENCH" report out.json --format json | cmp - out.json && echo "report: the same bytes"
echo "CSV has the verdict of each case, also of one that only the old side has"
"$PROCBENCH" compare old1.json other.json --format csv 2>/dev/null | tr -d '\r' | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "verdict") at = i } { print $1, $at, $(at + 1), $(at + 2), $(at + 3), $(at + 4) }'
