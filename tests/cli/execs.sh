# What is executed, and how often: seen by trace.
trace() {
	echo "$*:"
	strace -f -qq -e trace=execve -o log "$PROCBENCH" "$@" --iters 3 --launches 1 --warmup 0 --no-floor -q >/dev/null
	sed '1,/@subject/d' log | sed -E 's/^[0-9]* *//; s/, 0x[0-9a-f]+.*//; s/ <unfinished.*//' | grep '^execve' | sort | uniq -c |
		awk '{ $1 = "  " $1 " x"; print }'
}
trace fork:exec=tiny
trace vfork:exec=static
trace posix_spawnp
trace posix_spawnp:exec=dynamic
trace posix_spawnp:exec=script
trace posix_spawn '--exec=/bin/echo one\ two three'
trace posix_spawnp --exec=true | grep 'ENOENT\|/true' | sed 's/execve("[^"]*true"/execve("...\/true"/' | tail -n 1
