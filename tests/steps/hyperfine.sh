# the comparison with hyperfine says what it should, and judges by its bound

# What it measures is not judged here, only that it measures and judges.
out=$logs/$step/out status=0
build "$folder" all || return 0
check 'within a wide bound it succeeds' \
	scripts/compare-hyperfine --rounds 1 --bound 1000 --csv "$out.csv"
check 'its CSV has a row for each question' diff <(cut -d, -f1 "$out.csv") \
	<(printf '%s\n' what target slope)
# shellcheck disable=SC2016 # awk's own dollars
check 'every figure is a number' awk -F, \
	'NR > 1 { for (i = 2; i <= NF; i++) if ($i !~ /^-?[0-9.]+$/) exit 1 }' "$out.csv"
scripts/compare-hyperfine --rounds 1 --bound 0 >"$out" 2>&1 || status=$?
check 'beyond its bound it fails' test "$status" = 1
check 'it says what remains' says "$out" 'remain unexplained, the bound is 0 %'
check 'it refuses what it does not know' bash -c '! scripts/compare-hyperfine --rounds 0'
