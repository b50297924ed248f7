# A stripped binary still holds the programs that travel inside it, and does not load them.
strip --strip-all -o procbench "$PROCBENCH" || {
	echo 'there is no strip here'
	exit 77
}
./procbench fork:exec=tiny --iters 6 --launches 2 --format json -q >out.json
echo "exit $?"
jq -c '.cases[] | [.case, .samples, .skipped]' out.json
readelf -lW procbench | grep 'procbench\.' || echo "no segment holds one"
