# like-go makes the calls that os/exec of Go 1.19 makes for a command whose streams are not set.
# shellcheck source=tests/cli/spawn-calls
. "$(dirname "${BASH_SOURCE[0]}")/spawn-calls"
# shellcheck source=tests/cli/like-runtimes
. "$(dirname "${BASH_SOURCE[0]}")/like-runtimes"
if [[ $(go version 2>/dev/null) != *' go1.19'* ]]; then
	echo 'go is not here, or not 1.19'
	exit 77
fi
cat >original.go <<'END'
package main

import "os/exec"

func main() {
	for i := 0; i < 2; i++ {
		exec.Command("/bin/true").Run()
	}
}
END
if ! GOCACHE=$PWD/cache GO111MODULE=off go build original.go >build.log 2>&1; then
	echo 'go does not build a program'
	exit 77
fi
# the scheduler's own signals and wakeups are no part of a creation
export GODEBUG=asyncpreemptoff=1
first='^openat[(].*"/dev/null", O_RDONLY'
trace log.original ./original
names log.original "$first" '^wait4[(]' | grep -v '^  \(futex\|rt_sigreturn\)$' >original
trace log.ours "$PROCBENCH" like-go --iters 2 --launches 1 --warmup 0 --no-floor -q -- /bin/true
names log.ours "$first" '^wait4[(]' >ours
same original ours
