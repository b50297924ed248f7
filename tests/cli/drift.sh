# A parent that is no longer what its case says, when it has measured, is told of; and no other.
cat >meddle <<'END'
#!/bin/sh
[ "$1" = no ] || renice -n 9 -p $PPID >/dev/null 2>&1
END
chmod +x meddle
"$PROCBENCH" vfork:nice=5 vfork --iters 4 --launches 2 --no-floor --format json -q -- ./meddle >out.json
jq -r '.warnings[] | select(test("changed"))' out.json
jq -c '.cases[] | [.case, .samples, .failed, .skipped]' out.json
"$PROCBENCH" vfork:nice=5,vmas=500,fds=20,handlers=9,threads=2,busy=1,rss=4M,seccomp=10,locked=64K --iters 4 --launches 2 --no-floor --format json -q -- ./meddle no |
	jq -r '.warnings[] | select(test("changed"))'
