# Places where observing is refused or restricted, and what it leaves behind.
creates=$TOOLS/creates

echo '# procbench is traced itself'
strace -f -qq -o /dev/null "$PROCBENCH" observe -- true
echo "exit $?"

echo '# the process is traced already'
sleep 1000 &
sleeper=$!
strace -qq -o /dev/null -p $sleeper &
until grep -q '^TracerPid:.*[1-9]' /proc/$sleeper/status; do :; done
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
sh -c 'while :; do sleep 0.01; done' & # not a wait: its creations
looper=$!
"$PROCBENCH" observe -q --pid $looper --export seen.json &
observer=$!
until grep -q "^TracerPid:.$observer" /proc/$looper/status; do :; done
kill -TERM $observer
wait $observer
echo "exit $?"
grep TracerPid /proc/$looper/status | tr '\t' ' '
jq -c '.attached, .ended' seen.json
kill $looper
wait $looper

echo '# killed: what it observes is killed, too'
# shellcheck disable=SC2016 # the shells'
sh -c '"$PROCBENCH" observe -q -- sh -c "echo \$\$ >pid; exec sleep 1000" & echo $! >observer'
until [ -s pid ] && grep -q sleep "/proc/$(cat pid)/comm" 2>/dev/null; do :; done
kill -9 "$(cat observer)"
while [ -e "/proc/$(cat pid)" ]; do :; done
echo 'nothing is left'

echo '# signals are passed on'
# shellcheck disable=SC2016 # the shell's that is observed
"$PROCBENCH" observe -q -- sh -c 'trap "exit 9" TERM; echo >ready; while :; do sleep 0.05; done' & # not a wait: a command that ends by a signal only
observer=$!
until [ -e ready ]; do :; done
kill -TERM $observer
wait $observer
echo "exit $?"

echo '# the command ends before what it has started'
"$PROCBENCH" observe --export seen.json -o report -- sh -c '(sleep 0.3; /bin/true) >/dev/null 2>&1 & exit 4' 2>&1 | sed 's/threads: [0-9]*/threads: N/'
echo "exit ${PIPESTATUS[0]}"
jq -c '[.ended, .status, ([.creations[].program // "-" | split("/")[-1]] | sort)]' seen.json

echo '# many at once'
"$PROCBENCH" observe -q --export seen.json -- "$creates" many=300
echo "exit $?"
jq -c '[.creation_count, .process_count, .losses.events, ([.processes[].ended] | unique)]' seen.json
exit 0
