# The same checks on every machine, in every format; the verdicts are the machine's.
# regenerated
"$PROCBENCH" doctor >out.txt
echo "table: $?"
"$PROCBENCH" doctor --format json >out.json
echo "json: $?"
"$PROCBENCH" doctor --format csv >out.csv
echo "csv: $?"

# the table: groups and names as they are, the rest by its shape
awk '
	length > 80 { print "too long: " $0 }
	/^[a-z]+$/ { print; next }
	/^  (ok|note|problem|unknown) / { if (NF < 3) print "no value: " $0; print "  " $2; verdict = $1; next }
	/^            [^ ]/ { if (verdict == "ok") print "a reason for what is well: " $0; next }
	/^               [^ ]/ { next }
	/^                                    [^ ]/ { next }
	/^$/ { next }
	/^(no problems|1 problem|[0-9]+ problems), ([0-9]+ notes|1 note)(, [0-9]+ not readable)?$/ {
		print "summary"; next
	}
	{ print "neither: " $0 }' out.txt

# JSON: names, types, and verdicts that agree with each other
jq -c 'keys_unsorted, .schema' out.json
jq -c '[.checks[] | keys_unsorted] | unique' out.json
jq -c '[.checks[].verdict] - ["ok", "note", "problem", "unknown"]' out.json
jq -c '.counts == ([.checks[].verdict] as $all | .counts | with_entries(.key as $k | .value = ($all | map(select(. == $k)) | length)))' out.json
jq -c '[.checks[] | select((.value == null) != (.verdict == "unknown"))]' out.json
jq -c '[.checks[] | select((.why == null) != (.verdict == "ok"))]' out.json
jq -c '[.checks[] | select(.remedy != null and (.verdict == "ok" or .verdict == "unknown"))]' out.json
jq -c '[.checks[] | select((.name | test("_(ns|pct|bytes|max)$")) and .value != null and .value != "unlimited" and (.value | type) != "number")]' out.json

# CSV: a row a check
head -n 1 out.csv | tr -d '\r'
echo "as many rows as checks: $(($(grep -c $'\r$' out.csv) - 1 == $(jq '.checks | length' out.json)))"
diff <(jq -r '.checks[].name' out.json) <(sed 1d out.csv | cut -d, -f2) && echo "the same names"

# every result carries the same facts
"$PROCBENCH" null --iters 1 --launches 1 --no-floor -q --format json >run.json
jq -c --slurpfile run run.json '[.checks[] | select(.value != null and .name != "steal_now_pct") |
	select((.value | type) != ($run[0].host[.name] | type)) | .name]' out.json
