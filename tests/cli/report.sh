# Saved results in any format: the same bytes back, several files where the format allows.
# regenerated
results=$(dirname "${BASH_SOURCE[0]}")/results
"$PROCBENCH" report "$results/a.json"
"$PROCBENCH" fork vfork --iters 12 --launches 6 --phases -q --export own.json >/dev/null
"$PROCBENCH" report own.json --format json | cmp - own.json && echo "JSON: the same bytes"
"$PROCBENCH" report own.json --export own.txt --export own.csv >/dev/null
"$PROCBENCH" report - <own.json | cmp - own.txt && echo "table: the same bytes"
while read -r arguments; do
	# shellcheck disable=SC2086 # words
	"$PROCBENCH" $arguments -q --export kind.json >/dev/null
	"$PROCBENCH" report kind.json --format json | cmp - kind.json && echo "the same: $arguments"
done <<-'end'
	fork vfork --rss 0,1M,2M,4M --iters 6 --launches 6
	clone3 --ablate vm+vfork --iters 6 --launches 6
	fork --parallel 2 --iters 6 --launches 6
	fork:exec=./missing vfork --iters 6 --launches 6
	duel fork vfork --launches 2
	compare own.json own.json
end
rm kind.json
cp "$results/a.json" .
"$PROCBENCH" report "$results/a.json" - --format csv <a.json
"$PROCBENCH" report "$results/a.json" "$results/a.json" | grep -c '^case'
for arguments in '' 'missing.json' 'own.csv' '- -' 'own.json own.json --format json' 'own.json own.json --export both.json' 'own.json --seed 3' 'own.json --rss 1M'; do
	# shellcheck disable=SC2086 # words
	"$PROCBENCH" report $arguments >out
	echo "exit $?, $(head -c 4 out)"
done
ls
