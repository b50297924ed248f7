# How children close what they inherit: seen by trace, in the child, up to exec.
trace() {
	echo "$1:"
	rm -f log.*
	(
		ulimit -Sn 20
		exec strace -ff -qq -e signal=none -e trace=execve,clone,vfork,close,close_range,openat,getdents64,exit_group -o log \
			"$PROCBENCH" "$1" --iters 1 --launches 1 --warmup 0 --no-floor -q >/dev/null
	)
	subject=$(grep -l '@subject' log.*)
	child=$(sed -n 's/^\(clone\|vfork\)(.* = \([0-9]*\)$/\2/p' "$subject")
	sed 's/^/  /; s/ = .*//; s/, 0x[0-9a-f]*[^,)]*/, ../g; s/ *$//' "log.$child" | sed '/execve/q'
}
for close in none cloexec close_range proc; do trace "fork:close=$close,exec=tiny,fds=5"; done
# up to the limit, whatever is open
trace clone:close=loop
trace vfork:close=close_range
trace clone:flags=vm,close=proc,fds=2
# what cannot be
try() {
	echo "$*:"
	"$PROCBENCH" "$@" 2>&1
	echo "exit $?"
}
try clone:flags=vm+files,close=loop
try clone3:close=cloexec,flags=files
try posix_spawn:close=loop
try floor:close=loop
try fork:close=all
ulimit -Sn 64
deny close_range=ENOSYS -- "$PROCBENCH" fork --close none,cloexec,loop,close_range,proc --iters 2 --launches 1 --warmup 0 --no-floor --format json -q | jq -c '.cases[] | [.case, .samples, .skipped]'
