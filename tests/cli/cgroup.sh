# flags=into_cgroup: the child starts there, and no cgroup outlives a run, even a killed one.
# failures vary
# shellcheck source=tests/cli/own-cgroup
. "$(dirname "${BASH_SOURCE[0]}")/own-cgroup"
# poll CONDITION...: for a minute at most; removing a cgroup is no event that inotify shows
poll() {
	for _ in $(seq 1200); do
		"$@" && return
		sleep 0.05 # polls
	done
	return 1
}
is_gone() { [ -z "$(made)" ]; }

"$PROCBENCH" clone3:flags=into_cgroup --iters 1 --launches 1 --warmup 0 --no-floor -q --format csv -- \
	/bin/sh -c "sed -n 's/^0:://p' /proc/self/cgroup >$PWD/where" | cut -d, -f1-4 | tail -n 1 | tr -d '"' | cut -c1-12
echo "exit ${PIPESTATUS[0]}, in $(sed 's/.*\(procbench-\)[0-9]*$/\1N/' where)"
made

# many launches, each with its own
"$PROCBENCH" clone3:flags=into_cgroup+vm+vfork --iters 60 --launches 6 --no-floor -q --format csv | tail -n 1 | cut -d, -f1-5
made

# one of the user's own is left alone
# shellcheck disable=SC2154 # own-cgroup sets it
own=$home/own-$$
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
