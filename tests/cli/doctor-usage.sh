# doctor takes what belongs to it, and nothing else; other verbs do not take what is doctor's.
# regenerated
try() {
	printf '$ procbench'
	printf ' %q' "$@"
	echo
	"$PROCBENCH" "$@" 2>&1
	echo "exit $?"
}
try doctor extra
try doctor --iters 3
try doctor --rss 1M
try doctor --phases
try doctor --export a.json
try doctor --format xml
try doctor -- ls
try fork --strict
try list --strict
try doctor --strict=yes
"$PROCBENCH" doctor >&-
echo "closed: $?"
"$PROCBENCH" doctor >/dev/full
echo "full: $?"
"$PROCBENCH" doctor --strict >/dev/full
echo "full, strict: $?"
