# like-make makes the calls that GNU make 4.3 makes for a command that needs no shell.
# shellcheck source=tests/cli/spawn-calls
. "$(dirname "${BASH_SOURCE[0]}")/spawn-calls"
# shellcheck source=tests/cli/like-runtimes
. "$(dirname "${BASH_SOURCE[0]}")/like-runtimes"
if [[ $(make --version) != 'GNU Make 4.3'* ]]; then
	echo 'make is not 4.3'
	exit 77
fi
unset MAKEFLAGS MFLAGS MAKELEVEL
printf 'all:\n\t@/bin/true\n\t@/bin/true\n' >original.mk
first='^rt_sigprocmask[(]SIG_BLOCK, .HUP INT QUIT TERM XCPU XFSZ'
trace log.original make -f original.mk
names log.original "$first" '^wait4[(]' >original
trace log.ours "$PROCBENCH" like-make --iters 2 --launches 1 --warmup 0 --no-floor -q -- /bin/true
names log.ours "$first" '^wait4[(]' >ours
same original ours | grep -v "^[0-9]* *rt_sigaction" # libc's, which differ by version
