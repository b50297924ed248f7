# How children are collected: seen by trace, in the subject, from its first creation on.
trace() {
	echo "$1:"
	rm -f log.*
	strace -ff -qq -e signal=none -e trace=execve,clone,clone3,vfork,wait4,waitid,pidfd_open,ppoll,read,rt_sigsuspend,signalfd4,close -o log \
		"$PROCBENCH" "$1" --iters 3 --launches 1 --warmup 0 --no-floor -q >/dev/null
	sed -n '/^clone\|^vfork\|^signalfd/,$p' "$(grep -l '@subject' log.*)" | grep -v '^+++' |
		sed -E 's/ += .*//; s/^(clone|clone3)\(.*/\1(..)/; s/^read\((.*), .*, /read(\1, .., /; s/pidfd_open\([0-9]*/pidfd_open(PID/
			s/^wait4\([0-9]+, .*, (0|WNOHANG), NULL\)/wait4(PID, .., \1, NULL)/; s/^wait4\([0-9]+, .*, 0, \{.*/wait4(PID, .., 0, {rusage})/
			s/^waitid\(P_PID, [0-9]+, \{.*\}/waitid(P_PID, PID, {..}/; s/^(waitid\(P_PIDFD, 3), \{.*\}/\1, {..}/' |
		sort | uniq -c | awk '{ $1 = "  " $1 " x"; print }'
}
for reap in wait4 waitpid waitid pidfd sigchld signalfd; do trace "vfork:reap=$reap"; done
# the pidfd of the method's own
trace clone:flags=vm+vfork+pidfd,reap=pidfd
# whoever is executed
"$PROCBENCH" fork vfork clone posix_spawn posix_spawnp --reap wait4,waitpid,waitid,pidfd,sigchld,signalfd --iters 1 --launches 1 --warmup 1 --no-floor --format json -q >out.json
echo "exit $?"
jq -c '[.cases[] | .samples] | add, length' out.json
# only wait4 reads the child's page faults
jq -r '.cases[] | select((.minor_faults == null) == (.keys.reap == "wait4")) | .case' out.json
# what ends otherwise, or not at all
"$PROCBENCH" fork --reap waitid,pidfd,sigchld,signalfd --timeout 200ms --iters 1 --launches 1 --warmup 0 --no-floor --format json -q -- sleep 1000 | jq -c '[.cases[].errors]'
"$PROCBENCH" fork --reap waitid,pidfd,sigchld,signalfd --iters 1 --launches 1 --no-floor --format json -q -- /bin/sh -c 'kill -SEGV $$' | jq -c '[.cases[].errors]'
# what has a reap of its own, and what is no way
"$PROCBENCH" null:reap=pidfd 2>&1
"$PROCBENCH" fork:reap=wait3 2>&1
deny pidfd_open=ENOSYS -- "$PROCBENCH" fork vfork:reap=pidfd --iters 6 --launches 2 --no-floor --format json -q | jq -c '.cases[] | [.case, .samples, .skipped]'
