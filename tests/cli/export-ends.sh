# A signal while files are written: they are written, then it ends the run. No hidden file is left
# (the runner looks for them).
for call in fsync linkat rename; do
	strace -qq -o trace -e "inject=$call:signal=TERM:when=1" "$PROCBENCH" fork --iters 6 --launches 1 --no-floor -q --export a.json --samples s.csv >/dev/null
	echo "$call: exit $?, $(jq -c '[.partial, .cases[0].samples]' a.json), $(wc -l <s.csv) lines"
	rm -f a.json s.csv
done
# .. a second one ends it at once
"$PROCBENCH" fork --iters 6 --launches 1 --no-floor -q --export a.json >/dev/null
(
	strace -qq -o trace -e inject=fsync:signal=TERM:when=1 -e inject=rename:signal=TERM:when=1 "$PROCBENCH" report a.json --export b.json --export c.csv >/dev/null
	echo "exit $?"
) 2>/dev/null # bash says which signal it was
ls b.json c.csv 2>&1
rm -f b.json
# a file above the limit of its size is an error like a full disk
(
	ulimit -f 100
	"$PROCBENCH" fork --iters 6000 --launches 60 --no-floor -q --samples s.csv --export b.json >/dev/null
	echo "exit $?"
)
jq -c '[.partial, .cases[0].samples > 0]' b.json
(
	ulimit -f 1
	"$PROCBENCH" fork --iters 6 --no-floor -q --format json | jq -r '.cases[0].skipped' | sed 's/[0-9]* bytes/N bytes/'
)
# a pipe that nobody reads does not hold up the end
mkfifo pipe
exec 3<>pipe
head -c 65536 /dev/zero >&3
strace -qq -o trace -e inject=write:signal=TERM:when=1 "$PROCBENCH" report a.json --format csv --export csv:pipe >/dev/null
echo "exit $?"
