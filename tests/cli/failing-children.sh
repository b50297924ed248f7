# A child that exits non-zero, is killed, or hangs is a failed sample under its name.
"$PROCBENCH" fork --iters 6 --launches 2 --format json -q -- /bin/sh -c 'exit 3' >out.json
echo "exit $?"
jq -c '.cases[0] | [.case, .samples, .failed, .errors, .spans.total.median_ns]' out.json
"$PROCBENCH" vfork --iters 6 --launches 2 --no-floor --format json -q -- /bin/sh -c 'kill -SEGV $$' >out.json
echo "exit $?"
jq -c '.cases[0] | [.samples, .failed, .errors]' out.json
"$PROCBENCH" posix_spawn --iters 2 --launches 1 --warmup 0 --timeout 200ms --no-floor --format json -q -- sleep 1000 >out.json
echo "exit $?"
jq -c '.cases[0] | [.samples, .failed, .errors]' out.json
# one that leaves its session and its parent behind is ended too (the runner looks for it)
"$PROCBENCH" fork --iters 2 --launches 1 --warmup 0 --no-floor --format csv -q -- /bin/sh -c 'setsid sleep 1000 &' | cut -d, -f3
