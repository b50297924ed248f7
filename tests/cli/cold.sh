# cold=: the program's own pages come from the disk again, as its major faults show; and where they cannot be dropped.
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
	"$PROCBENCH" "$1" --iters 5 --launches 1 --warmup 1 --no-floor -q --format json -- ./copy ./tell | jq -c '.cases[0] | [.samples, .failed]'
	tail -n 5 seen | sort | uniq -c | tr -s ' '
}
measure vfork
measure vfork:cold=yes
measure posix_spawn:cold=yes
echo '# in use by another process'
mkfifo hold
./copy -c 'read -r line' <hold &
exec 9>hold
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
