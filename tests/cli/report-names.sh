# What a file says is shown in every format, and obeyed in none.
results=$(dirname "${BASH_SOURCE[0]}")/results
"$PROCBENCH" report "$results/names.json"
"$PROCBENCH" report "$results/names.json" --format csv | cut -d, -f1,2,3,25-29
"$PROCBENCH" report "$results/names.json" --format json | cat -v | grep -E '"(case|skipped|headline|hostname)":'
jq '.cases[0].case = "x\u0085\u202e\u007f\u0090\u2066" | .cases[0].method = "\u001b[31m" | .host.hostname = "\u200f"' "$results/names.json" >marks.input.json
for format in $("$PROCBENCH" list | sed -n '/^formats/,$ { /^formats/! s/^  \([a-z]*\) .*/\1/p }'); do
	for file in "$results/names.json" marks.input.json; do
		"$PROCBENCH" report "$file" --format "$format" >out 2>err || { echo "$format: exit $?" && cat err; }
		if LC_ALL=C grep -qP '[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]' out; then
			echo "$format: control characters come through"
		fi
	done
done
