# attr=like-python makes the calls that Python's subprocess makes with close_fds=False, in their order,
# but: wait4 asks for the child's usage too.
# shellcheck source=tests/cli/spawn-calls
. "$(dirname "${BASH_SOURCE[0]}")/spawn-calls"
if ! python3 -c 'import subprocess; assert subprocess._USE_POSIX_SPAWN' 2>/dev/null; then
	echo 'python3 is not here, or does not use posix_spawn'
	exit 77
fi
trace log.original python3 -c 'import subprocess
for _ in range(2):
	subprocess.run(["/bin/true"], close_fds=False)'
calls log.original /bin/true >original
ours posix_spawn:attr=like-python
compare original ours
grep -v 'sigaction\|sigprocmask' ours
