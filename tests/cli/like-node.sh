# like-node makes the calls that Node makes through libuv up to 1.52; what comes after that spawns otherwise.
# shellcheck source=tests/cli/spawn-calls
. "$(dirname "${BASH_SOURCE[0]}")/spawn-calls"
# shellcheck source=tests/cli/like-runtimes
. "$(dirname "${BASH_SOURCE[0]}")/like-runtimes"
if [[ $(node -p process.versions.uv 2>/dev/null) != 1.4[6-9].* && $(node -p process.versions.uv 2>/dev/null) != 1.5[0-2].* ]]; then
	echo 'node is not here, or its libuv is not 1.46 to 1.52'
	exit 77
fi
trace log.original node -e 'for (let i = 0; i < 2; i++) require("child_process").spawnSync("/bin/true", { stdio: "inherit" })'
names log.original >original
trace log.ours "$PROCBENCH" like-node --iters 2 --launches 1 --warmup 0 --no-floor -q -- /bin/true
names log.ours >ours
same original ours
