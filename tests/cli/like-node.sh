# like-node makes the calls that Node 20 makes through libuv; newer ones spawn otherwise.
# shellcheck source=tests/cli/spawn-calls
. "$(dirname "${BASH_SOURCE[0]}")/spawn-calls"
# shellcheck source=tests/cli/like-runtimes
. "$(dirname "${BASH_SOURCE[0]}")/like-runtimes"
if [[ $(node --version 2>/dev/null) != v20.* ]]; then
	echo 'node is not here, or not 20'
	exit 77
fi
trace log.original node -e 'for (let i = 0; i < 2; i++) require("child_process").spawnSync("/bin/true", { stdio: "inherit" })'
names log.original >original
trace log.ours "$PROCBENCH" like-node --iters 2 --launches 1 --warmup 0 --no-floor -q -- /bin/true
names log.ours >ours
same original ours
