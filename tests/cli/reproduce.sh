# Published results: listed without a name, repeated and judged with one.
# regenerated
"$PROCBENCH" reproduce
echo "exit $?"
"$PROCBENCH" reproduce stress-ng-exec dup-mmap --format json -q >out.json
# 1: the shape differs on this machine, 4: it cannot be told; both are data
[ $? = "$(jq '[.reproductions[].verdict] | if all(. == "same shape") then 0 elif any(. == "different shape here") then 1 else 4 end' out.json)" ] && echo measured
jq -c '[.schema, .partial, (.date | length), (.host.kernel | length > 0)]' out.json
jq -c '.reproductions[] | [.name, .source.year, (.verdict | IN("same shape", "different shape here", "cannot tell here")), (.rows | length), (.shapes | length)]' out.json
# a row that was only published has no measurement, and the other way round
jq -c '.reproductions[0].rows[] | [.case, .published_ns == null, .measured_ns == null, (.measured_ns == null or .measured_ns > 0), .left_out]' out.json
jq -c '.reproductions[] | .shapes[] | [.what, .published]' out.json
# the table: both columns, and the source
"$PROCBENCH" reproduce stress-ng-exec | sed -E '1,/Z$/c HEAD' | sed -E '/MiB/s/ +[0-9.]+ [mun]?s( .*)?$/ TIME/; /shape  /,$d; s/^(stress-ng-exec:) .*/\1 VERDICT/'
try() {
	echo "$*:"
	"$PROCBENCH" "$@" 2>&1
	echo "exit $?"
}
try reproduce hotos-memory
try reproduce redis --format csv
try reproduce redis --format html
try reproduce redis --iters 10
set -m
"$PROCBENCH" reproduce hotos19-memory --format json >out.json 2>/dev/null &
pid=$!
await --subject $pid >/dev/null
kill -INT $pid
wait $pid
echo "exit $?"
jq -c '[.partial, .reproductions]' out.json
