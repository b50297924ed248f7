# A cpuset that takes the CPU away during the run, for good: no launch counts.
[ "$(nproc)" -ge 2 ] || { echo "needs two CPUs"; exit 77; }
unified=$(awk '/ - cgroup2 / { print $5; exit }' /proc/self/mountinfo)
legacy=$(awk '/ - cgroup / && /cpuset/ { print $5; exit }' /proc/self/mountinfo)
if grep -qsw cpuset "$unified/cgroup.subtree_control"; then
	base=$unified
else
	base=$legacy
fi
folder=$base/test-of-cpuset-$$
{ [ -n "$base" ] && mkdir "$folder"; } 2>/dev/null || { echo 'there can be no cpuset here'; exit 77; }
leave() {
	echo $$ >"$base/cgroup.procs"
	rmdir "$folder"
}
trap leave EXIT
allowed=$(taskset -pc $$ | sed 's/.*: //')
low=${allowed%%[,-]*}
[ "$base" = "$unified" ] || cat "$base/cpuset.mems" >"$folder/cpuset.mems"
echo "$allowed" >"$folder/cpuset.cpus"
echo $$ >"$folder/cgroup.procs"
echo "#!/bin/sh
echo $low >$folder/cpuset.cpus" >meddle
chmod +x meddle
for place in same other; do
	echo "$allowed" >"$folder/cpuset.cpus"
	taskset -pc "$allowed" $$ >/dev/null
	"$PROCBENCH" vfork:cpu=$place --iters 4 --launches 2 --no-floor --format json -q -- ./meddle 2>/dev/null >out.json
	echo "exit $?"
	jq -c '.cases[] | [.samples, .launches_drifted > 0, .skipped]' out.json | sed 's/CPU [0-9]*/CPU N/; s/[0-9][-0-9]* allowed/N allowed/'
done
