# SIGKILL of the controller: no process and no file is left (the runner looks for both).
exec 2>/dev/null # bash reports killed jobs at a time of its own
set -m
killed() { # PID
	kill -KILL "$1"
	wait "$1"
	echo "exit $?"
	rm -f up
}
"$PROCBENCH" fork --iters 1000000000 --export out.json >/dev/null 2>&1 &
await --subject $! >/dev/null
killed $!
for method in posix_spawn forkserver daemon popen; do
	"$PROCBENCH" $method --no-floor --iters 10 --export out.json >/dev/null 2>&1 -- /bin/sh -c 'setsid sh -c "echo >up; exec sleep 1000" & sleep 1000' &
	await up
	killed $!
done
"$PROCBENCH" floor --iters 10 --export out.json >/dev/null 2>&1 -- /bin/sh -c 'echo >up; exec sleep 1000' &
await up
killed $!
# a command that was to become a subject, and what it started
printf '%s\n' '#!/bin/sh' '(echo >up; exec sleep 1000) &' 'sleep 1000' >wrap
chmod +x wrap
"$PROCBENCH" duel fork vfork --wrap-a ./wrap >/dev/null 2>&1 &
await up
killed $!
rm wrap
ls -A
