# flags=into_cgroup: the child starts there, and no cgroup outlives a run, even a killed one.
# failures vary
"$PROCBENCH" clone3:flags=into_cgroup --iters 1 --launches 1 --no-floor -q >/dev/null 2>&1 || {
	echo 'this user cannot make a cgroup v2'
	exit 77
}
mount=$(awk '/ - cgroup2 / { print $5; exit }' /proc/self/mountinfo)
made() { find "$mount" -type d -name "procbench-*" 2>/dev/null; }
# poll CONDITION...: for five seconds at most; removing a cgroup is no event that inotify shows
poll() {
	for _ in $(seq 100); do
		"$@" && return
		sleep 0.05 # polls
	done
	return 1
}
is_gone() { [ -z "$(made)" ]; }
# whatever other runs of this machine are about
is_gone || {
	echo 'another procbench has a cgroup'
	exit 77
}

"$PROCBENCH" clone3:flags=into_cgroup --iters 1 --launches 1 --warmup 0 --no-floor -q --format csv -- \
	/bin/sh -c "sed -n 's/^0:://p' /proc/self/cgroup >$PWD/where" | cut -d, -f1-4 | tail -n 1 | tr -d '"' | cut -c1-12
echo "exit ${PIPESTATUS[0]}, in $(sed 's/.*\(procbench-\)[0-9]*$/\1N/' where)"
made

# many launches, each with its own
"$PROCBENCH" clone3:flags=into_cgroup+vm+vfork --iters 60 --launches 6 --no-floor -q --format csv | tail -n 1 | cut -d, -f1-5
made

# one of the user's own is left alone
own=$mount/own-$$
mkdir "$own" && {
	"$PROCBENCH" "clone3:flags=into_cgroup,into=$own" --iters 1 --launches 1 --warmup 0 --no-floor -q -- \
		/bin/sh -c "sed -n 's/^0:://p' /proc/self/cgroup >$PWD/where" >out
	echo "exit $?, in $(sed 's/.*\(own-\)[0-9]*$/\1N/' where)"
	made
	rmdir "$own" && echo 'it is still there, and empty'
}
"$PROCBENCH" "clone3:flags=into_cgroup,into=$own" --iters 1 --no-floor --format json -q | jq -r '.cases[0].skipped' | sed "s|$own|OWN|"
"$PROCBENCH" "clone3:flags=into_cgroup,into=/tmp" --iters 1 --no-floor --format json -q | jq -r '.cases[0].skipped'

# ended by a signal, the controller, its subject or both
set -m
exec 2>/dev/null # bash says which job was killed, at a time of its own
for ending in INT KILL subject both; do
	"$PROCBENCH" clone3:flags=into_cgroup --iters 1000 --launches 1 --warmup 0 --no-floor --timeout 60 >out 2>&1 -- sh -c 'echo >up; exec sleep 1000' &
	pid=$!
	await up
	folder=$(made)
	[ -n "$folder" ] || echo 'it made none'
	rm up
	case $ending in
	subject) kill -KILL "${folder##*-}" ;;
	both) kill -KILL "${folder##*-}" $pid ;;
	*) kill -$ending $pid ;;
	esac
	wait $pid 2>/dev/null
	echo "$ending: exit $?"
	poll is_gone || made
done
