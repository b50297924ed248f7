# The errno of exec comes back, by every way to execute; other cases are reported all the same.
touch plain
mkdir folder
for target in ./missing ./folder ./plain; do
	"$PROCBENCH" "fork:exec=$target" vfork:exec=tiny "posix_spawn:exec=$target" "posix_spawnp:exec=$target" \
		"clone3:flags=vm+vfork,exec=$target" "clone:exec=$target" --iters 6 --launches 2 --no-floor --format json -q >out.json
	echo "exit $?"
	jq -c '.cases[] | [.case, .samples, .failed, .errors]' out.json
done
