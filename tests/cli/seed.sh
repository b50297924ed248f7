# The order of launches is drawn from the seed, which is recorded.
order() { "$PROCBENCH" fork vfork null --iters 8 --launches 8 --format json -q "$@" | jq -c '.settings.seed, [.cases[].launches[].order]'; }
[ "$(order --seed 1)" = "$(order --seed 1)" ] && echo "same seed, same order"
[ "$(order --seed 1 | tail -n 1)" != "$(order --seed 2 | tail -n 1)" ] && echo "another seed, another order"
[ "$(order | head -n 1)" != "$(order | head -n 1)" ] && echo "a new seed each time"
