# Another build as the subject, and things that are none.
dynamic=${PROCBENCH%/*}/procbench-dynamic
"$PROCBENCH" fork "fork:image=$dynamic" --iters 12 --launches 6 --no-floor --format json -q >out.json
echo "exit $?"
jq -c '.cases[] | [.samples, .failed, .skipped]' out.json
for image in /bin/true /bin/sh ./missing; do
	"$PROCBENCH" "fork:image=$image" vfork --iters 6 --launches 2 --no-floor --format json -q >out.json
	echo "exit $?"
	jq -c '.cases[] | [.case, .samples, .skipped]' out.json
done
