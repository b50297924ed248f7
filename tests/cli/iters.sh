# Exactly N samples per case, however they are spread over launches, with one row per sample.
for n in 1 2 5 37; do
	"$PROCBENCH" fork clone --iters $n --launches 5 --no-floor --samples s.csv --format csv -q |
		awk -F, 'NR > 1 { print $1, $3 + $4, "in", $5 }'
	awk -F, 'NR > 1 { n[$1]++; launch[$1 "," $2]++ } END { for (c in n) print c, n[c], "rows" }' s.csv | sort
done
tr -d '\r' <s.csv | head -n 1
# --phases takes half of them with stamps
"$PROCBENCH" fork --iters 11 --launches 2 --no-floor --phases --samples s.csv --format csv -q |
	awk -F, 'NR > 1 { print $1, $3 + $4, "in", $5, "start", ($17 != ""), "exec", ($18 != "") }'
tr -d '\r' <s.csv | awk -F, 'NR > 1 { print ($4 != "") ($5 != "") ($6 != "") ($7 != "") ($8 != ""), $9 }' | sort | uniq -c |
	awk '{ print $1, $2, $3 }'
# what a launch could not hold is refused
"$PROCBENCH" fork --iters 20000000 --launches 1 2>&1
echo "exit $?"
