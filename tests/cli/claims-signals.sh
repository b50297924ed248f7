# Ctrl-C ends claims at once, during any of them; finished claims are shown, and no process is left.
# failures vary
set -m
for claim in vfork-exec lazy-copy; do
	"$PROCBENCH" claims own-memory $claim --format json >out.json 2>/dev/null &
	pid=$!
	await --subject $pid >/dev/null # own-memory has none
	kill -INT $pid
	wait $pid
	echo "$claim: exit $?"
	jq -c '[.partial, [.claims[].name]]' out.json
done
# a claim that cannot be tested is not refuted
deny ptrace=EPERM -- "$PROCBENCH" claims clone-beneath own-memory --format json -q >out.json
echo "exit $?"
jq -c '.claims[] | [.name, .verdict, .measured.fork_calls]' out.json
# no process is left when procbench itself is killed, at any point of an experiment (the runner checks)
for after in 0.01 0.03 0.06 0.1 0.13 0.2; do
	"$PROCBENCH" claims vfork-freezes exec-replaces clone-beneath vfork-tables >/dev/null 2>&1 &
	pid=$!
	sleep $after # not a wait: spreads the kills over the experiments
	kill -KILL $pid 2>/dev/null
	wait $pid 2>/dev/null
done
echo "killed"
