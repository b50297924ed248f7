# What procbench was started with is a fact of every result; a key that says so sets it, 0 and other included.
[ "$(id -u)" = 0 ] || { echo "needs root, to lower the nice value"; exit 77; }
renice -n 0 -p $$ >/dev/null
cat >tell <<'END'
#!/bin/sh
{ nice; chrt -p $$ | sed -n 's/.*policy: //p'; } | paste -sd ' ' >told
END
chmod +x tell
started() { nice -n 5 chrt -b 0 "$@"; }
for options in '' '--nice 0' '--sched other' '--nice 0 --sched other'; do
	# shellcheck disable=SC2086 # words of options
	started "$PROCBENCH" fork --iters 2 --launches 1 --no-floor -q --format json $options -- ./tell >out.json
	cat told
	jq -c '[.cases[0].case, .cases[0].keys.nice, .cases[0].keys.sched, .host.nice, .host.sched_policy]' out.json
done
short='--iters 2 --launches 1 --no-floor -q --format json'
facts='[.host | .nice, .sched_policy, .rlimit_nofile, .rlimit_stack_bytes, .umask, .loader_settings, .environment_bytes > 100000, .traced]'
big=$(head -c 110000 /dev/zero | tr '\0' x)
# shellcheck disable=SC2086
(ulimit -n 200 -s 1024; umask 027; LD_PRELOAD=/none.so LD_BIND_NOW=1 BIG=$big exec "$PROCBENCH" fork $short) >other.json
jq -c "$facts" other.json
jq -r '.warnings[] | select(test("loader"))' other.json
# shellcheck disable=SC2086
"$PROCBENCH" fork $short >here.json
jq -r '.warnings[] | select(test("loader|trace"))' here.json
"$PROCBENCH" compare here.json -- other.json 2>&1 | grep -o "limit of descriptors.*" | sed "s/: '[0-9]*'/: N/g; s/, '1[0-9]*'$/, N/"
LD_PRELOAD=/none.so "$PROCBENCH" doctor --format csv | grep ^inherited,loader
# shellcheck disable=SC2086
GLIBC_TUNABLES=glibc.pthread.rseq=0 "$PROCBENCH" fork fork:rseq=off fork:rseq=on $short | jq -c '.cases[] | [.case, .keys.rseq, .samples, .skipped]'
