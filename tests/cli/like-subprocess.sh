# like-python makes the calls that Python's subprocess makes by default.
# shellcheck source=tests/cli/spawn-calls
. "$(dirname "${BASH_SOURCE[0]}")/spawn-calls"
# shellcheck source=tests/cli/like-runtimes
. "$(dirname "${BASH_SOURCE[0]}")/like-runtimes"
if ! python3 -c 'import sys; assert sys.version_info[:2] == (3, 11)' 2>/dev/null; then
	echo 'python3 is not here, or not 3.11'
	exit 77
fi
# a handler is reset in the child: procbench has one of SIGTERM, Python one of SIGINT
trace log.original python3 -c 'import signal, subprocess
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGTERM, lambda *_: None)
for _ in range(2):
	subprocess.run(["/bin/true"])'
names log.original >original
trace log.ours "$PROCBENCH" like-python --iters 2 --launches 1 --warmup 0 --no-floor -q -- /bin/true
names log.ours >ours
same original ours
