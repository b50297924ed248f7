# exit=: what the kernel sees of a child that ends by exit(), and which cases cannot have it.
count() {
	strace -f -qq -e trace=write -o trace "$PROCBENCH" "$1" --iters 3 --launches 1 --warmup 0 --no-floor -q >/dev/null 2>&1 || echo "exit $?"
	echo "$1: $(grep -c 'write(1, "a line of 64 bytes.*) = 4032' trace) children wrote what was in the buffer"
}
strace -f -qq -e trace=write -o trace true || { echo 'strace does not work here' && exit 77; }
count fork
count fork:exit=exit
count fork:exit=atexit
count clone:exit=atexit
echo '# the saved case'
"$PROCBENCH" fork --exit atexit --iters 5 --no-floor -q --format json | jq -c '[.cases[] | .case, .samples, .failed]'
echo '# refused'
for spec in vfork:exit=exit fork:exec=tiny,exit=exit clone:exit=atexit,flags=vm+vfork posix_spawn:exit=exit fork:exit=quit; do
	"$PROCBENCH" "$spec" --iters 1
done 2>&1
exit 0
