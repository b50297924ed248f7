# Bytes of arguments and environment, and folders of PATH: as the executed program finds them.
cat >weigh <<'END'
#!/bin/sh
echo "$(($(wc -c </proc/$$/cmdline))) $(($(wc -c </proc/$$/environ))) $(($(wc -c </proc/$PPID/environ)))" >>weights
END
chmod +x weigh
weigh() {
	rm -f weights
	"$PROCBENCH" "$1" --iters 1 --launches 1 --warmup 0 --no-floor --format json -q -- ./weigh | jq -c '.cases[0].errors'
	[ -e weights ] || return
	[ -n "$base" ] || base=$(cat weights)
	echo "$1: $(cat weights) $base" | awk '{ print "  " $1, "arguments +" $2 - $5 ", environment +" $3 - $6 ", parent +" $4 - $7 }'
}
base=
weigh fork
for bytes in 1 1000 128K 300000 1M; do weigh "fork:args=$bytes"; done
weigh fork:env=1
weigh fork:env=200000
weigh vfork:args=64K,env=64K
weigh posix_spawn:args=5000,env=7000
# more than the kernel takes comes back from exec, or keeps the parent from being one
weigh vfork:args=7M
weigh posix_spawn:args=7M
(ulimit -Ss 8192 && exec "$PROCBENCH" fork:env=5M --iters 1 --no-floor --format json -q) | jq -r '.cases[0].skipped'
# a parent with a large environment needs no program
"$PROCBENCH" fork vfork null --env 0,100K --iters 2 --launches 2 --no-floor --format json -q | jq -c '.cases[] | [.case, .samples]'
# the tiny target is given them too, and stamps only if it is told to
"$PROCBENCH" fork posix_spawnp --args 1,2,1M --phases --iters 4 --launches 2 --no-floor --format json -q |
	jq -c '.cases[] | [.case, .samples, .failed, .spans.exec.samples]'
# folders of PATH before the right one
search() {
	echo "$*:"
	rm -f log.*
	strace -ff -qq -e trace=execve -o log "$PROCBENCH" "$@" --iters 1 --launches 1 --warmup 0 --no-floor -q >/dev/null
	cat log.* | sed -nE 's/^execve\("([^"]*)\/(true|5)".* = (-1 ENOENT|0).*/  \1 \3/p' | uniq -c
}
search posix_spawnp
search posix_spawnp:path=3
search posix_spawnp:path=2,exec=true | head -n 2
"$PROCBENCH" posix_spawnp:path=10k --iters 1 --launches 1 --warmup 0 --no-floor --format json -q | jq -c '.cases[0] | [.samples, .failed]'
# what makes no sense
for case in fork:args=1K fork:path=2 posix_spawnp:path=2,exec=/bin/true posix_spawnp:path=10001 fork:env=6M null:args=1 floor:env=1; do
	"$PROCBENCH" "$case" 2>&1
	echo "exit $?"
done
