# --ok-exit: statuses that count as success, such as grep's without a match.
once() {
	"$PROCBENCH" --iters 3 --launches 1 --warmup 0 --no-floor -q --format json "$@" >saved.json
	echo "exit $?, $(jq -c '[.settings.ok_exit, .cases[0].samples, .cases[0].failed, .cases[0].errors]' saved.json)"
}
once posix_spawn -- grep -q nothing /dev/null
once posix_spawn --ok-exit 0,1 -- grep -q nothing /dev/null
once posix_spawn --ok-exit 255,1 -- sh -c 'exit 255'
once posix_spawn --ok-exit 2,3 -- sh -c 'exit 1'
once fork --ok-exit 137 -- sh -c 'kill -9 $$'
echo '# in saved results and in duels'
"$PROCBENCH" posix_spawn --ok-exit 0,1 --iters 2 --no-floor -q --format json -- false | "$PROCBENCH" report - --format json | jq -c .settings.ok_exit
"$PROCBENCH" duel posix_spawn posix_spawn --ok-exit 1 --launches 2 --time 50s -q --format json -- false | jq -c '[.cases[].failed]'
echo '# refused'
for value in 256 '1,' one ''; do
	"$PROCBENCH" fork --ok-exit "$value" 2>&1
done
exit 0
