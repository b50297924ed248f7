# Two runs on one host at the same time notice each other; one alone does not warn of any. In a network namespace of
# its own, so that no other test is seen.
unshare -n true 2>/dev/null || { echo 'no network namespaces' && exit 77; }
[ -n "${TWO_RUNS_INSIDE-}" ] || TWO_RUNS_INSIDE=1 exec unshare -n bash "${BASH_SOURCE[0]}"
others() {
	jq -r '.warnings[] | select(test("other run")) | sub(" \\(.*\\)"; "")' "$1"
	jq -r '.warnings[] | select(test("other run")) | capture("\\((?<what>.*)\\)").what' "$1"
}
set -m
"$PROCBENCH" fork --time 200s --iters 100000000 --format json -q 2>/dev/null >first.json &
set +m
until grep -q '@procbench-measures' /proc/self/net/unix; do sleep 0.02; done # polls
"$PROCBENCH" fork --iters 60 --format json -q 2>/dev/null >second.json
kill -INT %1
wait %1
for run in first second; do
	echo "$run:"
	others "$run.json"
done
"$PROCBENCH" fork --iters 60 --format json -q 2>/dev/null >alone.json
echo 'alone:'
others alone.json
