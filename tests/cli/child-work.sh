# via=, depth= and stdio=: the calls of the children as the kernel sees them, and what cannot be had.
strace -f -qq -e trace=write -o trace true || { echo 'strace does not work here' && exit 77; }
# 3 samples; the subject is executed as well, by execve
calls() {
	strace -f -qq -e trace="$1" -o trace "$PROCBENCH" "$2" --iters 3 --launches 1 --warmup 0 --no-floor -q >/dev/null 2>&1 || echo "exit $?"
	echo "$2: $(grep -cE "$3" trace)"
}
calls execveat fork:exec=tiny 'execveat\(5'
calls execveat fork:exec=tiny,via=execveat 'execveat\(5, "".* = 0'
calls execveat vfork:exec=/bin/true,via=fexecve 'execveat\(5, "".* = 0'
PATH=/usr/bin calls execve fork:exec=true,via=execvp,path=2 'execve\("[^"]*/true".* ENOENT'
calls vfork vfork 'vfork\('
calls vfork vfork:depth=4 'vfork\('
calls pipe2 vfork:stdio=pipe 'pipe2\(.*O_CLOEXEC\) += 0'
echo '# a command that writes more than a pipe holds; one that fails below a chain'
"$PROCBENCH" fork:exec='/usr/bin/head -c 300000 /dev/zero',stdio=pipe --iters 5 --no-floor -q --format json | jq -c '[.cases[] | .samples, .failed]'
"$PROCBENCH" fork:exec=/bin/false,depth=3 vfork:exec=tiny,via=execvp,depth=2 --iters 5 --no-floor -q --format json 2>/dev/null | jq -c '[.cases[] | .samples, .failed]'
echo '# refused'
for spec in fork:depth=0 vfork:depth=257 fork:via=execveat posix_spawn:via=fexecve fork:stride=2 exit:stdio=pipe fork:stdio=file; do
	"$PROCBENCH" "$spec" --iters 1
done 2>&1
exit 0
