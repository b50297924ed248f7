# cold=: the pages of the program and of its libraries come from the disk again, as its major faults and what it has read
# show; what other processes map stays, and is told.
[ "$(stat -f -c %T .)" != tmpfs ] || { echo "needs a folder on a disk"; exit 77; }
command -v dash >/dev/null || { echo "needs dash"; exit 77; }
cp "$(command -v dash)" copy
# the twelfth field: major faults of the shell that reads it
cat >tell <<'END'
read -r line </proc/$$/stat
set -- $line
[ "${12}" -gt 0 ] && echo faults >>seen || echo none >>seen
END
measure() {
	rm -f seen
	"$PROCBENCH" "$1" --iters 5 --launches 1 --warmup 1 --no-floor -q --format json -- "${@:2}" | jq -c '.cases[0] | [.samples, .failed]'
	tail -n 5 seen | sort | uniq -c | tr -s ' '
}
# Of five that are not cold one may read again what a machine short of memory has dropped.
measure_warm() { measure "$@" | sed 's/^ 4 none$/ 5 none/; /^ 1 faults$/d'; }
measure_warm vfork ./copy ./tell
measure vfork:cold=yes ./copy ./tell
measure posix_spawn:cold=yes ./copy ./tell
echo '# the interpreter of a script'
printf '#!%s/copy %s/tell\n' "$PWD" "$PWD" >script
chmod +x script
measure_warm vfork ./script
measure vfork:cold=yes ./script
echo '# a library of its own: 64 pages of it, far apart, are read again'
cat >library.c <<'END'
static const volatile char bytes[64 * 262144] = {1};
int touch(void);
int touch(void)
{
	int sum = -1;

	for (long at = 0; at < (long)sizeof(bytes); at += 262144)
		sum += bytes[at];
	return sum;
}
END
cat >program.c <<'END'
#include <stdio.h>
int touch(void);
int main(int argc, char **argv)
{
	char line[80];
	FILE *io = fopen("/proc/self/io", "r"), *seen = fopen("seen", "a");
	long read_bytes = -1;

	(void)argv;
	if (touch() != 0)
		return 1;
	if (argc > 1)
		return puts("stays") < 0 || fflush(stdout) < 0 || getchar() > 0;
	while (io && fgets(line, sizeof(line), io))
		sscanf(line, "read_bytes: %ld", &read_bytes);
	fprintf(seen, "%s\n", read_bytes < 0 ? "unknown" : read_bytes >= 64 * 4096 ? "read" : "not read");
	return 0;
}
END
cc -shared -fPIC -O1 -o libtouch.so library.c && cc -O1 -o program program.c -L. -ltouch -Wl,-rpath,"$PWD" || exit 1
# run CASE: what the children say, whether the case says that pages stayed, and of which file
run() {
	rm -f seen
	"$PROCBENCH" "$1" --iters 5 --launches 1 --warmup 1 --no-floor -q --format json -- ./program |
		jq -r '.cases[0].failed, (.warnings[] | select(contains(": cold: ")) | "told: \(capture("most of .(?<file>[^\u0027]*)").file)")' |
		sed 's/told: .*libtouch.so$/told: libtouch.so/; /^told: [^l]/d'
	tail -n 5 seen | sort | uniq -c | tr -s ' '
}
run vfork
run vfork:cold=yes
echo '# mapped by another process'
mkfifo hold
./program stay <hold >stays &
exec 9>hold
await stays
cp program other && mv other program # whose own file is not in use then
run vfork:cold=yes | grep -v read
exec 9>&-
wait
rm hold
echo '# in use by another process'
mkfifo hold
./copy -c 'echo >runs; read -r line' <hold &
exec 9>hold
await runs
"$PROCBENCH" fork:cold=yes --iters 2 --no-floor -q -- ./copy ./tell 2>&1 >/dev/null | cat
exec 9>&-
wait
echo '# in memory'
"$PROCBENCH" fork:exec=tiny,cold=yes --iters 2 --no-floor -q 2>&1 >/dev/null | cat
echo '# refused'
for spec in fork:cold=yes fork:cold=yes,exec=/bin/true,parallel=2 fork:cold=maybe pthread_create:cold=yes; do
	"$PROCBENCH" "$spec" --iters 1
done 2>&1
exit 0
