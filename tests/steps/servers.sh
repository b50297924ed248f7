# the comparisons with redis and PostgreSQL servers say what they should, and leave nothing

# Predictions are judged by their order of magnitude only: other work of the machine delays the server. It may hold one
# of the two up for most of an attempt, which is then repeated; a wrong unit is wrong in each.
plausible() {
	awk -F, 'NR > 1 && !($7 > 0.03 && $7 < 30 && $8 > 0.03 && $8 < 30) { exit 1 } END { if (NR != 3) exit 1 }' "$1"
}

compare() {
	scripts/compare-redis --rounds 3 --bound 3000 --csv "$out.csv" && plausible "$out.csv"
}

out=$logs/$step/out status=0
build "$folder" all || return 0
check 'it succeeds within a wide bound' attempts 4 compare
check 'its CSV has a row for each size' diff <(cut -d, -f1 "$out.csv") <(printf '%s\n' size_mb 64 128)
check 'predictions have the order of magnitude' plausible "$out.csv"
for factor in 0.01 100; do
	awk -F, -v OFS=, -v factor="$factor" 'NR > 1 { $7 = factor } { print }' "$out.csv" >"$out.wrong"
	check "that notices predictions times $factor" refuses plausible "$out.wrong"
done
"$tools/reaper" 900 "$out.left" scripts/compare-redis --rounds 1 --bound 0 >"$out" 2>&1 || status=$?
check 'beyond its bound it fails' test "$status" = 1
check 'it says what was predicted' says "$out" 'predicted at .* of what it took, the bound is 0 %'
check 'its server does not outlive it' test -f "$out.left" -a ! -s "$out.left"
check 'it says the shape as a spec' says "$out" '128 MB: fork:.*rss=[0-9]+K'
check 'it refuses what it does not know' refuses scripts/compare-redis --rounds 0
status=0
"$tools/reaper" 900 "$out.left" scripts/compare-postgres --connections 3 >"$out" 2>&1 || status=$?
if [[ $status == 77 ]]; then
	skip 'PostgreSQL' "$(tail -n 1 "$out")"
	return
fi
check 'PostgreSQL: a fork of the postmaster is predicted' \
	says "$out" '^postmaster  traced .* \([1-9][0-9]* forks\).*: [0-9.]+x$'
check 'PostgreSQL: the shape of a backend is a spec' says "$out" '^backend     fork:.*rss=[0-9]+[KM]'
check 'PostgreSQL: its server does not outlive it' test -f "$out.left" -a ! -s "$out.left"
