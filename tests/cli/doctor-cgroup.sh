# The limit of a cgroup holds for those below it: the least of all above is told (or less, where
# the test runs within a limit).
[ "$(id -u)" = 0 ] || { echo "needs root, to make a cgroup"; exit 77; }
for root in /sys/fs/cgroup/pids /sys/fs/cgroup; do
	outer=$root/procbench-test-$$
	mkdir "$outer" 2>/dev/null || continue
	{ echo +pids >"$outer/cgroup.subtree_control"; } 2>/dev/null
	mkdir "$outer/inner"
	if { echo 300 >"$outer/pids.max" && [ -e "$outer/inner/pids.max" ]; } 2>/dev/null; then
		(
			echo 0 >"$outer/inner/cgroup.procs"
			exec "$PROCBENCH" doctor --format json
		) >out.json
		found=yes
	fi
	rmdir "$outer/inner" "$outer"
	[ -z "$found" ] || break
done
[ -n "$found" ] || { echo "no cgroup with the pids controller can be made here"; exit 77; }
jq -c '.checks[] | select(.name == "cgroup_pids_max") | [.value <= 300, .verdict]' out.json
