# Small pictures below the table: blocks where the locale is UTF-8, else plain ASCII.
"$PROCBENCH" fork vfork --fds 0,1k,2k --iters 60 --launches 6 --no-floor --export run.json -q >/dev/null
LC_ALL=C.UTF-8 "$PROCBENCH" report run.json --histogram | grep -c -E '█'
LC_ALL=C "$PROCBENCH" report run.json --histogram >plain
LC_ALL=C grep -c -P '[^\x00-\x7f]' plain
grep -E '(log scale|#)' plain | sed 's/ .*#.*/ #/'
# only where it is asked for
"$PROCBENCH" report run.json | grep -c 'log scale'
true
