# What compare cannot take: wrong words, other machines, cases and runs that stand twice.
results=$(dirname "${BASH_SOURCE[0]}")/results
cp "$results/a.json" a.json
jq '.host.kernel = "6.2.0" | .host.clocksource = "hpet"' a.json >other.json
jq 'del(.host.libc)' a.json >unknown.json
jq '.cases[1].case = "fork"' a.json >twice.json
for arguments in '' 'a.json' 'a.json --' '-- a.json' 'a.json a.json a.json' 'a.json missing.json' '- -' \
	'a.json a.json --metric reap' 'a.json a.json --margin -1' 'a.json a.json --margin 101%' 'a.json a.json --seed 1' \
	'a.json other.json' 'a.json unknown.json' 'a.json twice.json' 'a.json a.json -- other.json'; do
	# shellcheck disable=SC2086 # words
	"$PROCBENCH" compare $arguments 2>&1
	echo "exit $?"
done
"$PROCBENCH" fork --metric call 2>&1
echo "exit $?"
