# An ordinary user is told as much as files let him see, and nothing fails.
[ "$(id -u)" = 0 ] || { echo "needs root, to become somebody else"; exit 77; }
chmod 755 .
cp "$PROCBENCH" procbench
setpriv --reuid 65534 --regid 65534 --clear-groups ./procbench doctor --format json >out.json
echo "exit $?"
jq -c '[.checks[] | select(.verdict == "unknown" and .why == null)]' out.json
"$PROCBENCH" doctor --format json >root.json
diff <(jq -r '.checks[].name' root.json) <(jq -r '.checks[].name' out.json) && echo "the same checks"
# the limits are those of the process
(ulimit -n 100 -u 200; ./procbench doctor --format json) |
	jq -c '.checks[] | select(.name | test("^rlimit_n")) | [.name, .value, .verdict, .remedy]'
