# the comparisons with redis and PostgreSQL servers say what they should, and leave nothing

# What it measures is not judged here, but for the order of magnitude.
out=$logs/$step/out status=0
build "$folder" all || return 0
check 'it succeeds within a bound that only says the order of magnitude' \
	scripts/compare-redis --rounds 3 --bound 900 --csv "$out.csv"
check 'its CSV has a row for each size' diff <(cut -d, -f1 "$out.csv") <(printf '%s\n' size_mb 64 128)
# shellcheck disable=SC2016 # awk's own dollars
check 'no prediction is ten times too low' awk -F, 'NR > 1 && !($7 > 0.1 && $8 > 0.01) { exit 1 }' "$out.csv"
"$tools/reaper" 300 "$out.left" scripts/compare-redis --rounds 1 --bound 0 >"$out" 2>&1 || status=$?
check 'beyond its bound it fails' test "$status" = 1
check 'it says what was predicted' says "$out" 'predicted at .* of what it took, the bound is 0 %'
check 'its server does not outlive it' test -f "$out.left" -a ! -s "$out.left"
check 'it says the shape as a spec' says "$out" '128 MB: fork:.*chunks=[0-9]+,rss=[0-9]+K'
check 'it refuses what it does not know' bash -c '! scripts/compare-redis --rounds 0'
status=0
"$tools/reaper" 300 "$out.left" scripts/compare-postgres --connections 3 >"$out" 2>&1 || status=$?
if [[ $status == 77 ]]; then
	skip 'PostgreSQL' "$(tail -n 1 "$out")"
	return
fi
check 'PostgreSQL: a fork of the postmaster is predicted' \
	says "$out" '^postmaster  traced .* \([1-9][0-9]* forks\).*: [0-9.]+x$'
check 'PostgreSQL: the shape of a backend is a spec' says "$out" '^backend     fork:.*rss=[0-9]+[KM]'
check 'PostgreSQL: its server does not outlive it' test -f "$out.left" -a ! -s "$out.left"
