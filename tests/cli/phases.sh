# Which spans a method can have: start where code of ours runs in the child, exec where the target stamps.
"$PROCBENCH" fork vfork posix_spawn posix_spawnp clone3:flags=vm+vfork,exec=none null:cpu=any --phases --iters 120 \
	--launches 6 --format json >out.json 2>err
echo "exit $?"
jq -r '.cases[] | [.case, (.spans | to_entries[] | select(.value.median_ns != null) | .key)] | join(" ")' out.json
# stamps are in order: the child starts before its image is entered (total is of other launches)
jq -c '.cases[] | .spans | select(.start.median_ns and .exec.median_ns) | .start.median_ns < .exec.median_ns' out.json
jq -c '.cases[] | [.case, .probe_ns != null]' out.json
# what call contains differs by method, by flags, and by the policy that decides who runs first on one CPU
"$PROCBENCH" fork vfork posix_spawn:sched=batch clone clone:flags=vm+vfork,exec=none system --phases --iters 12 --launches 6 --no-floor |
	sed -n '/^call of/,/^$/p'
"$PROCBENCH" vfork --iters 12 --launches 6 --no-floor --format html 2>err | grep -o '<p>call of [^<]*'
