# The report of an observation with what its calls cost.
# timing
creates=$TOOLS/creates
few=(--time 1s --price)

echo '# each site has its price, or the reason why it has none'
"$PROCBENCH" observe -q "${few[@]}" --export seen.json -o report.txt -- "$creates" exec=/bin/true vfork vfork fork refused >/dev/null
echo "exit $?"
jq -r '.sites[] | [.kind, .error, .count, (.price | (.case // "-" | split(":")[0]), .median_ns != null, .note)] | tojson' seen.json | sort
jq -c '[.priced, .priced_creations, .creation_count, .price_per_run.median_ns > 0]' seen.json
grep -c ' per run, for 3 of ' report.txt
# a second is too short for the precision: a warning of the measurement, in each format
jq -c '[.warnings[] | startswith("prices: ")] | any' seen.json
grep -q '^note: prices: ' report.txt && echo noted
for format in markdown html; do "$PROCBENCH" report seen.json --format $format | grep -q 'prices: ' && echo "$format"; done
"$PROCBENCH" report seen.json | cmp - report.txt && echo 'the same from the file'
awk 'length > 80 && !/=/ { print "too wide: " $0 }' report.txt
"$PROCBENCH" report seen.json --format csv | tr -d '\r' | awk -F, 'NR == 1 { print $27, $28, $29, $30, $31 }; NR > 1 { print $7, $11, ($27 > 0) }' | sort
"$PROCBENCH" report seen.json --format markdown | grep -c '^| .* [mun]\?s |$'
"$PROCBENCH" report seen.json --format html | grep -c '<th[^>]*>price</th>'

echo '# there is nothing to price, and the status is the command'"'"'s'
"$PROCBENCH" observe "${few[@]}" -- sh -c 'exit 3'
echo "exit $?"
