# Without --iters: until precision or time, and the result says which.
# timing
"$PROCBENCH" null --precision 50% --time 20s --format json -q | jq -c '.cases[0] | [.stopped_by, (.launches | length) >= 10]'
"$PROCBENCH" fork --no-floor --precision 0.0001% --time 1s --format json -q | jq -c '.cases[0] | [.stopped_by, .samples > 0]'
