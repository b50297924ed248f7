# like-java makes the calls that OpenJDK 17 makes in ProcessBuilder.inheritIO().start(), and its helper those of jspawnhelper.
# shellcheck source=tests/cli/spawn-calls
. "$(dirname "${BASH_SOURCE[0]}")/spawn-calls"
# shellcheck source=tests/cli/like-runtimes
. "$(dirname "${BASH_SOURCE[0]}")/like-runtimes"
if [[ $(java -version 2>&1) != *'version "17.'* ]] || ! command -v javac >/dev/null; then
	echo 'java or javac is not here, or not 17'
	exit 77
fi
cat >Original.java <<'END'
class Original {
	public static void main(String[] args) throws Exception {
		for (int i = 0; i < 2; i++)
			new ProcessBuilder("/bin/true").inheritIO().start().waitFor();
	}
}
END
if ! javac Original.java >build.log 2>&1; then
	echo 'javac does not compile a class'
	exit 77
fi
# calls_of LOG: up to the end of /proc/PID/stat, without the closing of whatever the parent had open
calls_of() {
	names "$1" '^pipe2[(]' '^read[(].*, "", 1024[)]' |
		awk '/getdents64/ { listing = !listing } !listing || !/close/'
}
trace log.original java -Xint Original
calls_of log.original >original
trace log.ours "$PROCBENCH" like-java --iters 2 --launches 1 --warmup 0 --no-floor -q -- /bin/true
calls_of log.ours >ours
# what libc and its loader do in the child differs by version
same original ours | grep -v '^[0-9]* *rt_sig' |
	awk '/^[0-9]+ *execve/ { loader = !loader } /fcntl/ { loader = 0 } !loader || /execve|:/'
