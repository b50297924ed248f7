# A saved observation: its calls as cases, what would replace them, and what cannot be.
seen=$(dirname "${BASH_SOURCE[0]}")/results/observe.json
few=(--iters 6 --launches 6 --no-floor -q)

# Beside the vfork and the call that failed: a fork of 48 MiB that goes on, one that executes, and a thread.
jq '.sites += [
	(.sites[0] | .site = 3 | .call = "fork" | .flags = "none" | .flag_bits = 0 | .kind = "fork"
		| .like.private_bytes = 50331648 | .like.tables = 30 | .shape_low.rss_anon_bytes = 50331648
		| .shape_high.rss_anon_bytes = 50331648 | .calls_before_exec = [] | .count = 5),
	(.sites[0] | .site = 4 | .call = "fork" | .flags = "none" | .flag_bits = 0 | .kind = "fork" | .program = null
		| .calls_before_exec = []),
	(.sites[0] | .site = 5 | .call = "clone3" | .kind = "thread" | .program = null | .calls_before_exec = []
		| .flags = "vm+files+fs+sighand+sysvsem+settls+parent_settid+child_cleartid+thread" | .flag_bits = 4001536)
]' "$seen" >seen.input.json

# Keys depend on the shape that procbench has anyway.
keys() {
	sed -E 's/=[0-9]+K?([,"])/=N\1/g'
}

echo '# priced and replaced'
"$PROCBENCH" replay seen.input.json --instead posix_spawn "${few[@]}" --export out.json >out.txt
echo "exit $?"
jq -r '.sites[] | [.name, .calls, .now, .then, .why, .note] | tojson' out.json | keys
jq -r '.cases[] | [.case, .samples] | tojson' out.json | keys
jq -c '.sites[0] | .saved_run_ns / .saved_ns | round' out.json
grep -E '^replay of|^python3: .*not (repl|repro)' out.txt
grep -cE '^8 calls take .* per run of the program now, and' out.txt

echo '# the same from the saved result'
"$PROCBENCH" report out.json | cmp - out.txt && echo same
"$PROCBENCH" report out.json --format markdown | grep -c '^- python3: .*: not '
"$PROCBENCH" report out.json --format html | grep -oE '<h1>.*</h1>|<h2 id="(replay|answer)">.*</h2>'
# counted from the end, because specs have commas
"$PROCBENCH" report out.json --format csv | tr -d '\r' | awk -F, '
	NR == 1 { for (i = 1; i <= NF; i++) if ($i == "observed_calls") from_end = NF - i }
	NR > 1 { at = NF - from_end; print $at, ($(at + 1) != ""), ($(at + 2) != ""), ($(at + 3) != "") }'

echo '# without a replacement'
"$PROCBENCH" replay seen.input.json "${few[@]}" | grep -oE 'calls take .* of the program\.|then' | sed 's/take [0-9.]* [mun]\?s/take N/'

echo '# refused'
for words in '' 'a b' "$seen --instead vfrok" "$seen --instead fork:rss" /dev/null results.json "$seen --rss 1M"; do
	# shellcheck disable=SC2086 # several words
	"$PROCBENCH" replay $words
	echo "exit $?"
done 2>&1 | sed "s|$seen|SEEN|"
jq '.sites = [.sites[1] | .site = 1] | .creations = []' "$seen" >failed.input.json
"$PROCBENCH" replay failed.input.json
echo "exit $?"
