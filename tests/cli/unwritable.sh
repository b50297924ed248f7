# An ordinary user who may not write there is told so before the measurement.
[ "$(id -u)" = 0 ] || { echo "needs root, to become somebody else"; exit 77; }
mkdir locked
chmod 755 . locked
cp "$PROCBENCH" procbench
setpriv --reuid 65534 --regid 65534 --clear-groups ./procbench fork --time 1000s --export locked/a.csv
echo "exit $?"
# and may measure everything else
setpriv --reuid 65534 --regid 65534 --clear-groups ./procbench fork vfork posix_spawn clone3:flags=vm+vfork+pidfd --rss 1M --iters 6 --launches 2 --format json -q |
	jq -c '.cases[] | [.case, .samples, .failed, .skipped]'
