# In a pid namespace: as its first process, and where /proc is that of another one.
unshare --pid --fork --mount-proc true 2>/dev/null || { echo "needs a pid namespace with a /proc of its own"; exit 77; }
# what others orphan is adopted, and lives: each of 2 launches sees it
mkfifo hold
unshare --pid --fork --mount-proc bash -c '
	(setsid cat hold >/dev/null & echo $! >orphan)
	export ORPHAN=$(<orphan)
	exec "$PROCBENCH" fork --iters 2 --launches 2 --warmup 0 --no-floor -q --format json -- /bin/sh -c "kill -0 $ORPHAN && echo lives >>seen"' >out.json
echo "exit $?"
cat seen
jq '.cases[0].samples' out.json
# a child that hangs is found without /proc
unshare --pid --fork "$PROCBENCH" fork --iters 2 --launches 1 --warmup 0 --timeout 200ms --no-floor -q --format json -- sleep 1000 >out.json
echo "exit $?"
jq -c '.cases[0] | [.samples, .errors, .launches_lost]' out.json
# .. and so is what a target leaves
unshare --pid --fork "$PROCBENCH" fork --iters 2 --launches 2 --warmup 0 --no-floor -q --format json -- /bin/sh -c 'setsid sleep 1000 &' >out.json
echo "exit $?"
jq -c '.cases[0] | [.samples, .errors, .launches_lost]' out.json
