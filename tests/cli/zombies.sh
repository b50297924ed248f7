# Dead children that the parent keeps: there while it measures, gone with it, no obstacle to a timeout.
# failures vary
cat >count <<'END'
#!/bin/sh
cat /proc/[0-9]*/stat 2>/dev/null | awk -v parent=$PPID '$3 == "Z" && $4 == parent { n++ } END { print n + 0 }' >>counted
END
chmod +x count
"$PROCBENCH" fork posix_spawn vfork:zombies=7 --zombies 0,40 --iters 2 --launches 1 --warmup 0 --no-floor --format json -q -- ./count | jq -c '.cases[] | [.case, .samples, .failed]'
sort -n counted | uniq -c | awk '{ print $1 " times " $2 " zombies" }'
# a child that hangs is told from those that are dead
"$PROCBENCH" fork:zombies=5 --timeout 200ms --iters 2 --launches 1 --warmup 0 --no-floor --format json -q -- sleep 1000 | jq -c '.cases[0].errors'
# what does not fit is found out before the first one
"$PROCBENCH" fork --zombies 1000000M,5M --iters 1 --no-floor --format json -q | jq -r '.cases[].skipped[:70]' | sed 's/, [0-9].*//'
"$PROCBENCH" floor:zombies=3 2>&1
echo "exit $?"
