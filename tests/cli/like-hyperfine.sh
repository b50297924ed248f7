# attr=like-hyperfine makes the calls that hyperfine -N makes while its clock runs, in their order, but:
# wait4 asks for the child's usage, where hyperfine asks for that of all children after its clock.
# shellcheck source=tests/cli/spawn-calls
. "$(dirname "${BASH_SOURCE[0]}")/spawn-calls"
if ! hyperfine --version >/dev/null 2>&1; then
	echo 'hyperfine is not here'
	exit 77
fi
trace log.original hyperfine -N --style none --warmup 0 --runs 2 /bin/true
calls log.original /bin/true >original
ours posix_spawnp:attr=like-hyperfine
compare original ours
# what is between, in short
grep -v 'sigaction\|sigprocmask\|prlimit' ours
