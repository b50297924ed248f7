# What no case can execute is not tried; other cases are reported all the same.
# failures vary
touch plain
mkdir folder bin bin/tool
for target in ./missing ./folder ./plain missing; do
	"$PROCBENCH" "fork:exec=$target" vfork:exec=tiny "posix_spawnp:exec=$target a b" --iters 6 --launches 2 --no-floor --format json -q >out.json
	echo "exit $?"
	jq -c '.cases[] | [.case, .samples, .failed, .errors, .skipped]' out.json
done
# a folder in PATH is no program
PATH=$PWD/bin "$PROCBENCH" fork:exec=tool --iters 6 --no-floor --format json -q | jq -r '.cases[0].skipped'
# The errno of exec comes back, by every way to execute; a launch of it is enough.
printf '#!/missing\n' >broken
chmod +x broken
"$PROCBENCH" fork:exec=./broken vfork:exec=tiny posix_spawn:exec=./broken posix_spawnp:exec=./broken \
	clone3:flags=vm+vfork,exec=./broken clone:exec=./broken --iters 6 --launches 2 --no-floor --format json -q >out.json
echo "exit $?"
jq -c '.cases[] | [.case, .samples, .failed, .errors, .stopped_by]' out.json
# .. and others do not wait for it: they are known to the precision in time
"$PROCBENCH" fork:exec=./broken vfork:exec=tiny --precision 90% --time 1000s --no-floor --format json -q |
	jq -c '.cases[] | [.case, .samples > 0, (.launches | length) > 1, .stopped_by]'
