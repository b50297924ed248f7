# Saved results in any format: the same bytes back, several files where the format allows.
results=$(dirname "${BASH_SOURCE[0]}")/results
"$PROCBENCH" report "$results/a.json"
"$PROCBENCH" fork vfork --iters 12 --launches 6 --phases -q --export own.json --export own.csv --export own.txt >/dev/null
"$PROCBENCH" report own.json --format json | cmp - own.json && echo "JSON: the same bytes"
"$PROCBENCH" report - --format csv <own.json | cmp - own.csv && echo "CSV: the same bytes"
"$PROCBENCH" report own.json --export copy.txt >/dev/null && cmp copy.txt own.txt && echo "table: the same bytes"
"$PROCBENCH" report own.csv --format csv | cmp - own.csv && echo "CSV of CSV: the same bytes"
cp "$results/a.json" .
"$PROCBENCH" report "$results/a.json" - --format csv <a.json
"$PROCBENCH" report "$results/a.json" "$results/a.json" | grep -c '^case'
for arguments in '' 'missing.json' '- -' 'own.json own.json --format json' 'own.json own.json --export both.json' 'own.json --seed 3' 'own.json --rss 1M'; do
	# shellcheck disable=SC2086 # words
	"$PROCBENCH" report $arguments >out
	echo "exit $?, $(head -c 4 out)"
done
ls
