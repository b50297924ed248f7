# What executes through a shell: its words arrive whole, its exit status is the sample's, nothing is left.
cat >args <<'SCRIPT'
#!/bin/sh
printf '<%s>' "$@" >seen
SCRIPT
cat >talk <<'SCRIPT'
#!/bin/sh
head -c 200000 /dev/zero
SCRIPT
chmod +x args talk
measure() {
	"$PROCBENCH" "$1" --iters "$2" --launches 1 --warmup 0 --no-floor --format json -q "${@:3}" >out.json
	echo "$1: exit $?"
}
for method in system popen; do
	rm -f seen
	# shellcheck disable=SC2016 # the shell below must not read it either
	measure $method 1 -- ./args "it's" 'a  b' '' '$HOME' '`id`' '\' '*' '"' '; echo no' $'two\nlines'
	cat seen && echo
	measure $method 6
	jq -c '.cases[0] | [.case, .samples, .failed, .minor_faults]' out.json
	for target in './missing' './out.json' 'exit 3' '/bin/sh -c exit\ 3'; do
		measure $method 6 --exec "$target"
		jq -c '.cases[0] | [.samples, .failed, .errors]' out.json
	done
	measure $method 6 -- ./talk
	jq -c '.cases[0] | [.samples, .failed, .errors]' out.json
	measure $method 2 --timeout 200ms -- sleep 1000
	jq -c '.cases[0] | [.samples, .failed, .errors]' out.json
done
