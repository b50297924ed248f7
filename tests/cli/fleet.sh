# Saved results of many hosts: ranked, the slow one named, and what is missing or cannot be compared.
# regenerated
results=$(dirname "${BASH_SOURCE[0]}")/results

# run LABEL SEED FACTOR [FILTER]: a result whose fork takes FACTOR times as long, and varies a little
run() {
	mkdir -p hosts
	jq --arg name "$1" --argjson seed "$2" --argjson factor "$3" '.label = $name | .settings.seed = $seed
		| .tags = {instance: (if $name < "d" then "small" else "large" end)} | .warnings = []
		| .cases[0].launches |= [to_entries[] | (.value.span_median_ns.total * $factor
			* (1 + ((.key * 7 + $seed * 3) % 5 - 2) * 0.004 + (($seed * 5) % 7 - 3) * 0.003)) as $ns
			| .value | .median_ns = $ns | .span_median_ns.total = $ns] | '"${4:-.}" "$results/a.json" >"hosts/$1-$2.json"
}
i=0
for label in a b c d e f g h; do
	factor=1
	[ "$label" = e ] && factor=1.12
	for _ in 1 2 3; do run "$label" $((++i)) "$factor"; done
done
"$PROCBENCH" fleet hosts
echo "exit $?"
"$PROCBENCH" fleet hosts --strict >/dev/null
echo "exit with --strict: $?"
"$PROCBENCH" fleet hosts --error-rate 0.0001% --strict >/dev/null
echo "exit at a lower error rate: $?"
"$PROCBENCH" fleet hosts --format json >fleet.json
jq -c '.estimator, (.cases[] | [.case, .floor, .group, .runs, (.hosts | map(.host + (if .outlier then "!" else "" end)) | join(" "))])' fleet.json
"$PROCBENCH" fleet hosts --format csv | tr -d '\r' | sed -n '1,3p'
"$PROCBENCH" fleet hosts --format markdown | sed -n '1,16p'
"$PROCBENCH" fleet hosts --export fleet.html >/dev/null
"$PROCBENCH" fleet hosts --export fleet.xml 2>&1
grep -c '<figure' fleet.html
grep -o '<strong>[^<]*' fleet.html

echo '# groups'
"$PROCBENCH" fleet hosts --by instance --format json | jq -c '.by, (.cases[] | [.case, .group, (.hosts | length)])'
"$PROCBENCH" fleet hosts --by instance | grep '^fork'
run k 90 1 '.host.kernel = "6.9.0"'
"$PROCBENCH" fleet hosts | grep '^fork'
"$PROCBENCH" fleet hosts --across-machines | grep -A4 '^fork'
rm hosts/k*

echo '# another floor, and a name for different machines'
mkdir others
run a 91 1 '.cases[0].floor = "floor-vfork" | .cases[2].method = "floor-vfork"'
run a 92 1 '.host.cpu_model = "Other"'
mv hosts/a-9* others
"$PROCBENCH" fleet hosts others --format json | jq -c '.warnings, (.cases[] | [.case, .floor, .runs])'

echo '# missing'
rm -r others
printf '# the cluster\na\nb x\n\nz1\ne # slow\n' >labels
"$PROCBENCH" fleet hosts --hosts labels | grep '^missing'
"$PROCBENCH" fleet hosts --hosts 10 | grep '^missing'
"$PROCBENCH" fleet hosts --hosts 8 >/dev/null && echo 'all are there'
"$PROCBENCH" fleet hosts --hosts labels --format csv -q | tr -d '\r' | grep ',missing'
echo 'garbage' >hosts/x.json
run p 93 1 '.cases[0] |= (.skipped = "no memory" | .samples = 0) | del(.cases[1])'
run q 94 1 '.cases[0].failed = 3 | .cases[1].floor = "floor-thread"'
run r 95 1 '.partial = true'
cp hosts/a-1.json hosts/a-1b.json
"$PROCBENCH" fleet hosts | sed -n '/^not measured/,$p'
echo "exit ${PIPESTATUS[0]}"
"$PROCBENCH" fleet hosts --format json -q | jq -c '.not_measured[], .warnings[]'

echo '# load'
for name in t u; do run "$name" 97 1 '.warnings = ["other load on this machine (load average 9 on 2 CPUs): wait"]'; done
"$PROCBENCH" fleet hosts/[at]*.json hosts/u*.json -q | grep 'under other load'
rm hosts/t* hosts/u*

echo '# few hosts'
"$PROCBENCH" fleet hosts/a-1.json hosts/b-4.json | sed 's/^/ /'
"$PROCBENCH" fleet hosts/[abe]-*.json | sed -n 's/.*minimum/minimum/p; /^note/,/^$/p'

echo '# refused'
mkdir empty
run s 96 1 '.settings.clock = "instructions"'
for arguments in '' 'empty' 'hosts/x.json' 'missing' 'hosts' 'empty hosts/a-1.json --by ,' 'hosts/a-1.json --by kernle' \
	'hosts/a-1.json --hosts none' 'hosts/a-1.json --format junit' 'hosts/a-1.json --seed 1' 'hosts/a-1.json --error-rate 0'; do
	# shellcheck disable=SC2086 # words
	"$PROCBENCH" fleet $arguments 2>&1 >/dev/null | tail -n 1
	echo "exit ${PIPESTATUS[0]}"
done
"$PROCBENCH" fork --by kernel 2>&1
exit 0
