# What a file says is shown in every format, and obeyed in none.
results=$(dirname "${BASH_SOURCE[0]}")/results
"$PROCBENCH" report "$results/names.json"
"$PROCBENCH" report "$results/names.json" --format csv | cut -d, -f1,2,3,25-29
"$PROCBENCH" report "$results/names.json" --format json | cat -v | grep -E '"(case|skipped|headline|hostname)":'
for format in $("$PROCBENCH" list | sed -n '/^formats/,$ { /^formats/! s/^  \([a-z]*\) .*/\1/p }'); do
	"$PROCBENCH" report "$results/names.json" --format "$format" >out 2>err || { echo "$format: exit $?" && cat err; }
	if LC_ALL=C grep -q $'[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]' out; then
		echo "$format: control characters come through"
	fi
done
