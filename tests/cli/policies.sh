# cpus=, numa= and madvise=: what the kernel says of the children, and what cannot be had.
[ "$(nproc)" -ge 2 ] || { echo "needs two CPUs"; exit 77; }
cat >tell <<'END'
#!/bin/sh
sed -n 's/^Cpus_allowed_list:[[:blank:]]*//p' /proc/self/status >>cpus
grep -o ' bind:[0-9]*' /proc/self/numa_maps | sort -u >>policies
END
chmod +x tell
low=$(taskset -pc $$ | sed 's/.*: \([0-9]*\).*/\1/')
high=$(taskset -pc $$ | sed 's/.*[-,]\([0-9]*\)$/\1/')
seen() { sort -u cpus | sed "s/^$low\$/the lowest/; s/^$high\$/the highest/"; rm -f cpus policies; }
measure() { "$PROCBENCH" "$1" --iters 2 --launches 1 --warmup 0 --no-floor -q --format json -- ./tell | jq -r .headline | sed -E 's/.*(on CPU|on diff)/\1/; s/[0-9]+/N/g'; }
echo '# cpus='
measure "vfork:cpus=$low"
seen
measure "vfork:cpus=$high+$low"
seen
measure "vfork:cpus=$high+$low,cpu=other"
seen
measure "vfork:cpus=$low+$high,parallel=2"
seen
echo '# numa='
if [ -e /proc/self/numa_maps ]; then measure fork:numa=bind:0 >/dev/null; sort -u policies; seen >/dev/null; else echo ' bind:0'; fi
echo '# refused'
for spec in fork:cpus=1+1 fork:cpus=x "fork:cpus=$low,cpu=other" fork:cpus=1,cpu=any fork:numa=node0 fork:numa=bind:5000 fork:madvise=mergeable fork:madvise=dontfork,rss=1M,touch=1 fork:madvise=wipeonfork,rss=1M,backing=shared; do
	"$PROCBENCH" "$spec" --iters 1 2>&1 | sed -E 's/cpus=[0-9]+/cpus=N/g'
done
echo '# not on this machine'
for spec in fork:cpus=8191 fork:numa=bind:1023; do
	"$PROCBENCH" "$spec" --iters 1 2>&1 >/dev/null | grep skipped
done
exit 0
