# A guest that fails: cause and remedy, its last lines, exit 4, and nothing that stays. QEMU is a script here.
if [[ $(uname -m) != x86_64 ]]; then
	echo 'the kernel and QEMU of this case are those of x86_64'
	exit 77
fi
mkdir bin empty kernels kernels/x86_64
export PROCBENCH_KERNELS=$PWD/kernels
{ head -c 514 /dev/zero && printf HdrS && head -c 2000 /dev/zero; } >kernels/x86_64/6.1.0-9
{ head -c 56 /dev/zero && printf 'ARM\x64' && head -c 2000 /dev/zero; } >arm
head -c 2000 /dev/zero >zeros

# qemu TEXT: the next QEMU is this script; $console is what the guest writes to.
qemu() {
	{
		echo '#!/bin/bash'
		# shellcheck disable=SC2016 # expands in the script
		echo 'for word; do [[ $word != file,*path=* ]] || console=${word##*path=}; done'
		echo "$1"
	} >bin/qemu-system-x86_64
	chmod +x bin/qemu-system-x86_64
}

# try WORDS...: what procbench says, without where this folder is.
try() {
	local status=0
	echo "== $*"
	PATH=$PWD/bin:/usr/bin:/bin "$PROCBENCH" "$@" --progress off 2>&1 | sed "s|$PWD|HERE|g" || status=$?
	echo "exit $status"
}
set -o pipefail

echo '-- no QEMU, and one that refuses'
status=0
PATH=$PWD/empty "$PROCBENCH" fork --count --progress off 2>&1 || status=$?
echo "exit $status"
qemu 'echo "qemu-system-x86_64: -icount: unsupported" >&2; exit 1'
try fork --count

echo '-- kernels'
qemu 'exit 0'
try fork --count --kernel 5.4
try fork --count --kernel ./arm
try fork --count --kernel ./zeros
try fork --count --kernel ./missing
try fork --count --arch sparc
try fork --count --guest-binary /bin/sh

echo '-- guests that fail'
qemu 'exit 0'
try fork --count
qemu 'printf "Kernel panic - not syncing: No working init found\r\nCPU: 0\r\n" >"$console"'
try fork --count
qemu 'head -c 3000 /dev/zero >"$console"; printf "\n@procbench-frame output 5 0000000000000000\nabc" >>"$console"'
try fork --count
qemu 'printf "\n@procbench-frame output 3 0000000000000000\nabc" >"$console"'
try fork --count
qemu 'printf "\n@procbench-frame output x\n" >"$console"'
try fork --count
qemu 'kill -SEGV $$'
try fork --count
qemu 'echo booting >"$console"; exec sleep 1000'
try fork --count --guest-time 4s

echo '-- what a guest cannot give'
qemu 'echo started >&2; exit 1'
try fork --count --format hyperfine
try fork --count --export google:x.json
try fork --count --samples samples.csv
try duel fork vfork --count --wrap-a nice
try reproduce hotos19-memory --count

echo '-- procbench is interrupted, and killed'
exec 2>/dev/null # bash reports killed jobs at a time of its own
qemu 'echo $$ >pid.new; mv pid.new pid; exec sleep 1000'
PATH=$PWD/bin:/usr/bin:/bin "$PROCBENCH" fork --count -q &
await pid
kill -TERM $!
status=0
wait $! || status=$?
echo "exit $status"
[[ -e /proc/$(<pid) ]] && echo 'QEMU lives' || echo 'QEMU ended'
rm pid
PATH=$PWD/bin:/usr/bin:/bin "$PROCBENCH" fork --count -q &
await pid
kill -KILL $!
wait $! 2>/dev/null || true
for ((i = 0; i < 2000; i++)); do
	[[ -e /proc/$(<pid) ]] || break
	sleep 0.01 # polls
done
[[ -e /proc/$(<pid) ]] && echo 'QEMU lives' || echo 'QEMU ended'
rm -rf bin empty kernels arm zeros pid
