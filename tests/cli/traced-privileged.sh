# The calls that need a privilege are really made, with their arguments, seen by trace.
for flag in newns newtime newuser into_cgroup; do
	"$PROCBENCH" list | grep -q "^  $flag  *supported" && continue
	echo "flags=$flag does not work here"
	exit 77
done
trace() {
	echo "$1:"
	strace -f -qq -e signal=none -e trace=execve,clone,clone3 -o log "$PROCBENCH" "$1" --iters 3 --launches 1 --warmup 0 --no-floor -q >/dev/null
	subject=$(sed -n 's/^\([0-9]*\) *execve(.*@subject.*/\1/p' log)
	sed -n "s/^$subject *//p" log | grep -v '^execve\|^+++\|^<\|NULL, 0' |
		sed -E 's/0x[0-9a-f]+/ADDRESS/g; s/\[[0-9]+\]/[N]/g; s/cgroup=[0-9]+/cgroup=N/; s/\) += [0-9]+$/)/; s/ <unfinished.*//; s/ => \{.*//; s/\}, (88|64)\)?$/})/; s/\}$/})/' |
		sort | uniq -c | awk '{ $1 = "  " $1 " x"; print }'
}
trace clone:flags=newns+newnet+newpid+newuts+newipc+newcgroup
trace clone:flags=newuser+newpid
trace clone3:flags=newns+newtime+newcgroup
trace clone3:flags=into_cgroup
trace clone3:set_tid=auto
