# Where parent and child run; what cannot place its child says so.
[ "$(nproc)" -ge 2 ] || { echo "needs two CPUs"; exit 77; }
"$PROCBENCH" fork vfork floor --cpu same,other,any --iters 6 --launches 2 --format csv -q | cut -d, -f1,3,4
"$PROCBENCH" posix_spawn --cpu other --iters 6 --launches 2 --no-floor --format json -q | jq -r '.cases[0].skipped'
taskset -c 0 "$PROCBENCH" fork --cpu other --iters 6 --launches 2 --no-floor --format json -q | jq -r '.cases[0].skipped'
