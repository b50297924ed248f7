# The CSV format: header, order, one row per case, empty fields for values that were not measured.
# regenerated
"$PROCBENCH" fork null --iters 60 --launches 6 --format csv -q >out.csv
echo "exit $?"
tr -d '\r' <out.csv | head -n 1
# every line ends with CR LF and has as many fields as the header
awk -F, -v RS='\r\n' '{ print NF }' out.csv | sort | uniq -c | awk '{ print $1 " lines of " $2 " fields" }'
awk -F, -v RS='\r\n' 'NR > 1 {
	printf "%s %s %s samples, %s failed, %s launches", $1, $2, $3, $4, $5
	for (i = 6; i <= 15; i++) if ($i !~ /^[0-9.]+$/) printf " [%d: %s]", i, $i
	print ""
	print "  ordered: " ($6 <= $8 && $8 <= $7 && $7 <= $9 && $12 <= $13 && $13 <= $14 && $14 <= $15)
	print "  call " ($16 != "") ", start " ($17 != "") ", exec " ($18 != "") ", main " ($19 != "") ", reap " ($20 != "")
	print "  ratio " ($21 != "") ", floor multiple " ($24 != "") ", skipped \"" $25 "\""
}' out.csv
