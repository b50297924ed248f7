# shellcheck disable=SC2086 # words of options
# A CPU that the kernel refuses, or takes back, is never claimed: the case is skipped or its drift counted.
# failures vary
[ "$(nproc)" -ge 2 ] || { echo "needs two CPUs"; exit 77; }
short='--iters 4 --launches 2 --no-floor --format json -q'
measure() { "$@" >out.json; echo "exit $?"; }
hide='s/CPU [0-9][-0-9]*/CPU N/g; s/[0-9][-0-9]* allowed/N allowed/'
show() {
	jq -r '.headline, (.cases[] | [.case, .samples, (.launches | length) + .launches_drifted, .launches_drifted > 0, .skipped] | tojson)' out.json |
		sed -E "$hide"
}
refuse='deny sched_setaffinity=EPERM --'
echo '# refused from the start'
measure $refuse "$PROCBENCH" $short fork vfork:cpu=other floor fork:spawners=2 fork:busy=1
show
measure $refuse "$PROCBENCH" $short fork floor --cpu any
show
measure deny sched_getaffinity=EPERM -- "$PROCBENCH" $short fork
show
# A command that starts the subject is behind the pinning: what comes after it meets the refusal.
echo '# refused in the subject'
for spec in fork fork:cpu=other fork:spawners=2 fork:busy=1; do
	"$PROCBENCH" duel "$spec" "$spec" --launches 1 --time 20s --wrap-a "$refuse" --format json -q >out.json
	echo "exit $?"
	jq -r '.headline, (.cases[] | select(.case | startswith("fork")) | .skipped // empty)' out.json | sed -E "$hide"
done
echo '# taken back during the run'
low=$(taskset -pc $$ | sed 's/.*: \([0-9]*\).*/\1/')
echo "#!/bin/sh
taskset -apc $low \$PPID >/dev/null" >meddle
chmod +x meddle
for spec in vfork vfork:cpu=other vfork:cpu=any vfork:spawners=2 vfork:busy=1; do
	measure "$PROCBENCH" $short "$spec" -- ./meddle
	show
done
measure "$PROCBENCH" $short vfork floor -- /bin/true
show
