# attr=like-rust makes the calls that Rust's std::process::Command makes, in their order, but: wait4 asks
# for the child's usage too.
# shellcheck source=tests/cli/spawn-calls
. "$(dirname "${BASH_SOURCE[0]}")/spawn-calls"
RUSTUP_HOME=${RUSTUP_HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)/.rustup}
export RUSTUP_HOME
cat >original.rs <<'END'
fn main() {
    for _ in 0..2 {
        std::process::Command::new("/bin/true").status().unwrap();
    }
}
END
if ! rustc original.rs >build.log 2>&1; then
	echo 'rustc is not here, or does not build'
	exit 77
fi
trace log.original ./original
calls log.original /bin/true >original.calls
ours posix_spawnp:attr=like-rust
compare original.calls ours
grep -v 'sigaction\|sigprocmask' ours
