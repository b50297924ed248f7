# Ctrl-C ends claims at once, wherever they are; what was tried is shown, and nothing stays behind.
set -m
for claim in vfork-exec lazy-copy; do
	"$PROCBENCH" claims own-memory $claim --format json >out.json 2>/dev/null &
	pid=$!
	sleep 0.7
	kill -INT $pid
	wait $pid
	echo "$claim: exit $?"
	jq -c '[.partial, [.claims[].name]]' out.json
done
# what cannot be tried is told apart from what does not hold
deny ptrace=EPERM -- "$PROCBENCH" claims clone-beneath own-memory --format json -q >out.json
echo "exit $?"
jq -c '.claims[] | [.name, .verdict, .measured.fork_calls]' out.json
