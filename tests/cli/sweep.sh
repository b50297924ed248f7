# A comma list in an option multiplies the cases that do not set the key themselves.
"$PROCBENCH" fork vfork:rss=2M null --rss 1M,4M --fds 10 --iters 4 --launches 1 --format csv -q | cut -d, -f1-3
# names with commas are one field
"$PROCBENCH" fork:rss=1M,vmas=10 --iters 4 --launches 1 --no-floor --format csv -q | tail -n +2 | cut -c1-22
# a range is such a list written short
"$PROCBENCH" fork null --rss 0,1M..4M*2 --fds 0..20+10 --iters 1 --launches 1 --no-floor --format csv -q | cut -d, -f1-2
