# A child that starts in a cgroup whose cpuset has other CPUs is not where its case says: skipped.
[ "$(nproc)" -ge 2 ] || { echo "needs two CPUs"; exit 77; }
mount=$(awk '/ - cgroup2 / { print $5; exit }' /proc/self/mountinfo)
grep -qsw cpuset "$mount/cgroup.subtree_control" || { echo 'cgroup v2 has no cpuset here'; exit 77; }
folder=$mount/test-of-cpuset-$$
mkdir "$folder" 2>/dev/null || { echo 'there can be no cgroup here'; exit 77; }
trap 'rmdir "$folder"' EXIT
allowed=$(taskset -pc $$ | sed 's/.*: //')
run() {
	"$PROCBENCH" "clone3:flags=into_cgroup,into=$folder,cpu=$1" --iters 4 --launches 2 --no-floor --format json -q 2>/dev/null >out.json
	echo "$1: exit $?"
	jq -c '.cases[] | [.samples, .failed, .skipped]' out.json | sed 's/CPU [0-9]*/CPU N/'
}
echo "${allowed%%[,-]*}" >"$folder/cpuset.cpus" # the parent is on the highest
run same
run any
echo "${allowed##*[,-]}" >"$folder/cpuset.cpus"
run same
run other
