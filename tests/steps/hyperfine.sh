# the comparison with hyperfine agrees within wide limits, and judges by its bound

# Both programs time the same target: a limit so wide that a busy machine keeps it, and that a wrong unit or a run
# that was not divided by its creations does not. The slope is a difference of two runs, and other work may delay
# either, so an attempt that fails is repeated: a wrong unit is wrong in each.
agree() {
	awk -F, 'NR > 1 && !($3 > $2 / 9 && $3 < $2 * 9) { exit 1 } END { if (NR != 3) exit 1 }' "$1"
}

compare() {
	scripts/compare-hyperfine --rounds 3 --bound 1000 --csv "$out.csv" && agree "$out.csv"
}

out=$logs/$step/out
build "$folder" all || return 0
check 'it succeeds within its bound' attempts 5 compare
check 'its CSV has a row for each question' diff <(cut -d, -f1 "$out.csv") <(printf '%s\n' what target slope)
check 'procbench and hyperfine agree within a factor' agree "$out.csv"
for column in 2 3; do
	awk -F, -v OFS=, -v column="$column" 'NR > 1 { $2 = $3 = 1; $column *= 10 } { print }' "$out.csv" >"$out.wrong"
	check "that notices column $column times ten" refuses agree "$out.wrong"
done
status=0
scripts/compare-hyperfine --rounds 1 --bound 0 >"$out" 2>&1 || status=$?
check 'beyond its bound it fails' test "$status" = 1
check 'it says what remains' says "$out" 'remain unexplained, the bound is 0 %'
check 'it refuses what it does not know' refuses scripts/compare-hyperfine --rounds 0
