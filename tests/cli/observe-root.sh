# What only root can show: a privilege that is not granted, and the kernel's own count of creations.
if ! unshare --pid --fork --mount-proc setpriv --reuid 65534 true 2>/dev/null; then
	echo 'needs root, for another user and a pid namespace'
	exit 77
fi
creates=$TOOLS/creates

echo '# a program that loses a privilege'
open=$(mktemp -d /tmp/procbench-granted-XXXXXX) # where any user may go
chmod 755 "$open"
cp /bin/true "$open/granted" && chmod 4755 "$open/granted"
cp "$PROCBENCH" "$open/procbench"
setpriv --reuid 65534 --regid 65534 --clear-groups "$open/procbench" observe -- "$open/granted" 2>&1 |
	sed -n '/^note/,$p' | tr -s ' \n' ' ' | sed "s,'[^']*/granted','granted',"
echo
"$PROCBENCH" observe -- "$open/granted" 2>&1 | grep -c privilege

echo '# a user who may have no other process'
setpriv --reuid 65533 --regid 65533 --clear-groups prlimit --nproc=1 "$open/procbench" observe -- true
echo "exit $?"
rm -r "$open"

echo '# each creation, counted by the kernel'
unshare --pid --fork --mount-proc "$PROCBENCH" observe -q --export seen.json -- "$creates" storm 8 100 >lines
jq -r '.creation_count' seen.json
sed -n 's/^kernel //p' lines
jq -r '.creations[] | select(.kind != "thread") | "\(.child) \(.tid)"' seen.json | sort >seen
grep -v kernel lines | sort | cmp - seen && echo 'each by its thread'
exit 0
