# Places where observing is refused or restricted, and what it leaves behind.
creates=$TOOLS/creates

echo '# procbench is traced itself'
strace -f -qq -o /dev/null "$PROCBENCH" observe -- true
echo "exit $?"

echo '# the process is traced already'
sleep 1000 &
sleeper=$!
strace -qq -o /dev/null -p $sleeper &
until grep -q '^TracerPid:.*[1-9]' /proc/$sleeper/status; do sleep 0.02; done # polls
"$PROCBENCH" observe --pid $sleeper 2>&1 | sed 's/[0-9][0-9]*/N/g'
kill $sleeper
wait

echo '# there are no seccomp filters, or there is no ptrace'
"$TOOLS/deny" seccomp=ENOSYS -- "$PROCBENCH" observe --export seen.json -- "$creates" refused fork 2>&1 >/dev/null |
	sed -n '/^note/,$p' | tr -s ' \n' ' '
echo
jq -c '[.filtered, .ended, .status, [.creations[].call]]' seen.json
"$TOOLS/deny" ptrace=EPERM -- "$PROCBENCH" observe -- true
echo "exit $?"

echo '# it is let go by a signal, and goes on'
sh -c 'while :; do sleep 0.01; done' '' '' & # not a wait: its creations; what is empty stands for the title of a server
looper=$!
"$PROCBENCH" observe -q --pid $looper --export seen.json &
observer=$!
until grep -q "^TracerPid:.$observer" /proc/$looper/status; do sleep 0.02; done # polls
kill -TERM $observer
wait $observer
echo "exit $?"
grep TracerPid /proc/$looper/status | tr '\t' ' '
jq -r '.attached, .ended, .command' seen.json
kill $looper
wait $looper

echo '# killed: what it observes is killed, too'
# shellcheck disable=SC2016 # the shells'
sh -c '"$PROCBENCH" observe -q -- sh -c "echo \$\$ >pid; exec sleep 1000" & echo $! >observer'
until [ -s pid ] && grep -q sleep "/proc/$(cat pid)/comm" 2>/dev/null; do sleep 0.02; done # polls
kill -9 "$(cat observer)"
while [ -e "/proc/$(cat pid)" ]; do sleep 0.02; done # polls
echo 'nothing is left'

echo '# signals are passed on'
# shellcheck disable=SC2016 # the shell's that is observed
"$PROCBENCH" observe -q -- sh -c 'trap "exit 9" TERM; echo >ready; while :; do sleep 0.05; done' & # not a wait: a command that ends by a signal only
observer=$!
await ready
kill -TERM $observer
wait $observer
echo "exit $?"

echo '# the command ends before what it has started, and lets it go on by its end'
mkfifo hold
"$PROCBENCH" observe --export seen.json -o report -- sh -c '(read -r line <hold; sleep 0.3; /bin/true) >/dev/null 2>&1 & exec 9>hold; exit 4' 2>&1 | sed 's/threads: [0-9]*/threads: N/' # not a wait: it goes on later
echo "exit ${PIPESTATUS[0]}"
jq -c '[.ended, .status, ([.creations[].program // "-" | split("/")[-1]] | sort)]' seen.json

echo '# many at once'
"$PROCBENCH" observe -q --export seen.json -- "$creates" many=300
echo "exit $?"
jq -c '[.creation_count, .process_count, .losses.events, ([.processes[].ended] | unique)]' seen.json
exit 0
