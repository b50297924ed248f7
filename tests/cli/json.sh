# The JSON keeps the contract: schema, names, types.
# regenerated
"$PROCBENCH" fork vfork:rss=1M --iters 60 --launches 6 --seed 7 --format json -q >out.json
echo "exit $?"
jq -c 'keys_unsorted' out.json
jq -c '.schema, .tool.version, .partial, .settings.seed, .settings.iters' out.json
jq -c '.cases[] | [.case, .method, .skipped, .samples, .failed, .errors, .stopped_by]' out.json
jq -c '.cases[] | .keys' out.json
jq -c '.cases[0].spans | keys_unsorted' out.json
jq -c '.cases[0].spans.total | keys_unsorted' out.json
jq -c '.cases[1].ratio | keys_unsorted, .to' out.json
jq -c '.cases[] | .launches | length' out.json
jq -c '.cases[0].launches[0] | keys_unsorted' out.json
jq -c '[.cases[] | .launches[] | .samples] | add' out.json
jq -c '[del(.host.nice, .cases[].ratio) | .. | numbers | select(. < 0)] | length' out.json
# each round launches every case once
jq -c '[.cases[].launches[] | [.round, .order]] | sort | map(join(".")) | join(" ")' out.json
