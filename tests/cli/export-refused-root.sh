# As root can arrange it: a file that cannot be renamed to, a folder for pictures that is not ours.
if [ "$(id -u)" != 0 ] || ! unshare --mount true 2>/dev/null; then
	echo "needs root, and a mount namespace"
	exit 77
fi
cp "$PROCBENCH" procbench
chmod 755 .
mkdir -m 1777 sticky
mkdir -m 755 ours
touch sticky/a.json
chmod 666 sticky/a.json
for place in "--export sticky/a.json" "--plot ours"; do
	# shellcheck disable=SC2086 # an option and its value
	timeout 20 setpriv --reuid 65534 --regid 65534 --clear-groups ./procbench fork --time 1000s $place
	echo "exit $?"
done
touch mounted.json
# shellcheck disable=SC2016 # for that shell
timeout 20 unshare --mount sh -c 'mount --bind mounted.json mounted.json && exec ./procbench fork --time 1000s --export mounted.json'
echo "exit $?"
# without /dev/null, what a target prints would go elsewhere
touch file
# shellcheck disable=SC2016 # for that shell
timeout 20 unshare --mount sh -c 'mount --bind file /dev/null && exec ./procbench fork --iters 2 --no-floor -q --format json -- /bin/echo stray' >out.json
echo "exit $?"
jq -r '.cases[0].skipped' out.json
cat file
