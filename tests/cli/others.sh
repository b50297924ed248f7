# What procbench did not start is none of its business, also where it is the parent.
set -m
mkfifo hold
# of the shell that procbench was executed in: a job in the background
bash -c 'cat hold >/dev/null & echo $! >job; exec "$PROCBENCH" fork floor --iters 4 --launches 2 -q --no-floor >/dev/null'
echo "exit $?"
kill -0 "$(<job)" && echo 'the job lives'
# .. and claims, which live in processes of their own
bash -c 'cat hold >/dev/null & echo $! >job2; exec "$PROCBENCH" claims own-memory exec-replaces >/dev/null'
echo "exit $?"
kill -0 "$(<job2)" && echo 'the job lives'
kill "$(<job)" "$(<job2)"
# .. a process substitution
bash -c 'exec "$PROCBENCH" fork --iters 4 --launches 2 -q --no-floor --format json > >(cat >out.json; echo >hold)'
read -r <hold
jq '.cases[0].samples' out.json
# where it may not lead a group, it ends no group
bash -c 'trap "echo the group was signalled" TERM
	deny setpgid=EPERM -- "$PROCBENCH" vfork --iters 4 --launches 1 --timeout 100s --no-floor -q -- /bin/sh -c "echo >hold; sleep 1000" & 
	read -r <hold
	kill -KILL $!
	wait $!
	echo "exit $?, and the group lives"' 2>/dev/null
