# A duel of slow programs: few samples and warm-ups per launch, so that there is a verdict in seconds.
# timing
for ms in 060 120; do
	printf '#!/bin/sh\nexec sleep 0.%s\n' $ms >sleep-$ms && chmod +x sleep-$ms
done
"$PROCBENCH" duel "posix_spawn:exec=$PWD/sleep-060" "posix_spawn:exec=$PWD/sleep-120" --margin 20% --time 20s -q --export out.json >out
echo "exit $?, $(grep -o '^verdict=[a-z-]*' out)"
jq -c "[.cases[].launches[].samples] | unique" out.json
