# A shape that does not fit is skipped with the numbers; one that fits is measured.
# failures vary
"$PROCBENCH" fork --rss 8M --vmas 100 --fds 100 --iters 6 --launches 2 --no-floor --format csv -q | cut -d, -f1- | grep -c '^"fork:fds=100,rss=8M,vmas=100",fork,6,0,2,'
"$PROCBENCH" fork:rss=900000G fork:vmas=100M fork:fds=1000M fork --iters 6 --launches 2 --no-floor --format json -q >out.json
echo "exit $?"
jq -r '.cases[] | [.case, .skipped, .samples] | @tsv' out.json | sed 's/, [0-9.]* GiB/, N GiB/; s/, [0-9]* are/, N are/'
