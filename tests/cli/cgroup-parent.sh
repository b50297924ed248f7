# cgroup=PATH: the parent moves there, so its children start there; its limits are those that count.
# failures vary
mount=$(awk '/ - cgroup2 / { print $5; exit }' /proc/self/mountinfo)
folder=$mount/test-of-parent-$$
mkdir "$folder" 2>/dev/null || {
	echo 'there can be no cgroup here'
	exit 77
}
trap 'rmdir "$folder"' EXIT
"$PROCBENCH" fork --cgroup "$folder" --iters 1 --launches 1 --warmup 0 --no-floor -q --format json -- \
	/bin/sh -c "sed -n 's/^0:://p' /proc/self/cgroup >$PWD/where" | jq -c '.cases[0] | [.samples, .failed, .skipped]'
sed 's/.*\(test-of-parent-\)[0-9]*$/\1N/' where
wc -l <"$folder/cgroup.procs"
"$PROCBENCH" "fork:cgroup=$folder/none" --iters 1 --no-floor -q --format json | jq -r '.cases[0].skipped' | sed 's/.*: //'
