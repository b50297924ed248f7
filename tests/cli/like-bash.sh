# like-bash makes the calls that bash 5.2.15 makes for an external command of a script.
# shellcheck source=tests/cli/spawn-calls
. "$(dirname "${BASH_SOURCE[0]}")/spawn-calls"
# shellcheck source=tests/cli/like-runtimes
. "$(dirname "${BASH_SOURCE[0]}")/like-runtimes"
if [[ $BASH_VERSION != 5.2.15* ]]; then
	echo 'bash is not 5.2.15'
	exit 77
fi
first='^rt_sigprocmask[(]SIG_BLOCK, .INT TERM CHLD'
trace log.original "$BASH" -c '/bin/true; /bin/true; :'
names log.original "$first" '^wait4[(]' >original
trace log.ours "$PROCBENCH" like-bash --iters 2 --launches 1 --warmup 0 --no-floor -q -- /bin/true
names log.ours "$first" '^wait4[(]' >ours
same original ours
