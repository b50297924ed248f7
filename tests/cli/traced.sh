# The call is really made, with its flags: seen by trace, in the subject, after its warm-up.
trace() {
	echo "$1:"
	strace -f -qq -e signal=none -e trace=execve,clone,clone3,fork,vfork -o log "$PROCBENCH" "$1" --iters 3 --launches 1 --warmup 0 --no-floor -q >/dev/null
	# the calls of the process that became the subject; glibc from 2.38 on has posix_spawn reset handlers
	# by a flag, where older ones call rt_sigaction in the child
	subject=$(sed -n 's/^\([0-9]*\) *execve(.*@subject.*/\1/p' log)
	sed -n "s/^$subject *//p" log | grep -v '^execve\|^+++\|^<' |
		sed -E 's/0x[0-9a-f]+/ADDRESS/g; s/(CLONE_VFORK)\|CLONE_CLEAR_SIGHAND(.*stack=)/\1\2/; s/\[[0-9]+\]/[N]/g; s/cgroup=[0-9]+/cgroup=N/; s/\) += [0-9]+$/)/; s/ <unfinished.*//; s/ => \{.*//; s/\}, (88|64)\)?$/})/; s/\}$/})/' |
		sort | uniq -c | awk '{ $1 = "  " $1 " x"; print }'
}
trace null
trace fork
trace vfork
trace posix_spawn
trace posix_spawnp
trace system
trace popen
trace clone
trace clone:flags=vm+vfork
trace clone:flags=vm+sighand+files+fs+io+sysvsem
trace clone:flags=pidfd
trace clone3
trace clone3:flags=vm+vfork+pidfd+files
trace clone3:flags=clear_sighand
trace pthread_create
trace thread
trace clone:flags=settls+parent_settid+child_settid+child_cleartid
trace clone:flags=untraced
trace clone:flags=detached
trace clone3:flags=settls+pidfd+parent_settid+child_settid+child_cleartid
trace floor
