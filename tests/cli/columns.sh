# --columns: columns by name, from what was measured, in the report and in an export.
"$PROCBENCH" fork:exec=tiny --iters 60 --launches 6 --no-floor -q --columns call_p99,user,max_rss,minor_faults --export out.csv |
	sed -n '/^case/,/^fork/p' | tr -s ' ' | sed 's/[0-9][0-9.]*[0-9]/N/g; s/ [mun]\?s\b/ TIME/g'
tr -d '\r' <out.csv | head -n 1
# a child takes page faults, and has memory
tr -d '\r' <out.csv | awk -F, 'NR > 1 { print ($2 > 0), ($4 > 65536), ($5 > 0) }'
"$PROCBENCH" fork --columns call_p98 --iters 1 2>&1
echo "exit $?"
"$PROCBENCH" doctor --columns call_p99 2>&1
echo "exit $?"
