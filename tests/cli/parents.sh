# What a program sees of argc= and vars=, and of the parent that created it.
cat >seen <<'END'
#!/bin/sh
limit=$(awk '/Max open files/ { print $4 == 300 ? 300 : "inherited" }' /proc/$PPID/limits)
kinds=$(ls -l /proc/$PPID/fd | awk '/socket:/ { s++ } /pipe:/ { p++ } /memfd:procbench/ { m++ } /eventfd/ { e++ } END { print s + 0, p + 0, m + 0, e + 0 }')
living=$(for child in $(cat /proc/$PPID/task/$PPID/children); do sed -n 's/^State:\tZ.*/dead/p; s/^State:\t[^Z].*/living/p' /proc/$child/status; done | sort | uniq -c | tr -s ' \n' ' ')
echo "$# arguments, $(env | grep -c '^PB_[0-9a-f]') variables, limit $limit, sockets pipes memfds eventfds $kinds, children$living" >>seen.txt
END
chmod +x seen
once() { "$PROCBENCH" "$@" --iters 1 --launches 1 --warmup 0 --no-floor -q -- ./seen >/dev/null || echo "exit $?"; cat seen.txt; rm -f seen.txt; }
echo '# a number of strings, and the parent as it is'
once posix_spawn:argc=5,vars=7
once posix_spawn:args=1000,argc=3,env=100K,vars=50
echo '# descriptors of each kind, children and a limit'
once posix_spawn:sockets=3,pipes=2,memfds=4,eventfds=5,children=6,nofile=300
once fork:children=2,zombies=3
echo '# refused'
for spec in posix_spawn:argc=100,args=999 vfork:vars=1,env=200K fork:argc=3 fork:nofile=100,fds=50 fork:vars=300000; do
	"$PROCBENCH" "$spec" --iters 1
done 2>&1
exit 0
