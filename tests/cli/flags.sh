# What `list` says of a flag is what a run finds: it is measured, skipped with that reason, or refused.
"$PROCBENCH" list >lists
sed -n '/^flags/,/^$/p' lists | awk '
	function put() { if (name) print name, state, text ~ /clone3 only/ ? "clone3" : "clone" }
	/^  [a-z]/ { put(); name = $1; state = "supported"; text = "" }
	/^ *unsupported: / { state = "unsupported" }
	/^ *not offered: / { state = "refused" }
	{ $1 = $1; text = text " " $0 }
	END { put() }' >states
wc -l <states
# what a flag needs beside it
declare -A beside=([sighand]=+vm [autoreap]=+pidfd [pidfd_autokill]=+pidfd+autoreap)
while read -r flag state call; do
	case $state in
	supported) expected="0 5" ;;
	unsupported) expected="4 0" ;;
	refused) expected="2 " ;;
	*) expected="? $state" ;;
	esac
	samples=$("$PROCBENCH" "$call:flags=$flag${beside[$flag]-}" --iters 5 --launches 1 --warmup 0 --no-floor --format csv -q 2>err |
		awk -F, 'NR == 2 { print $3 + 0 }'; exit "${PIPESTATUS[0]}")
	got="$? $samples"
	[ "$got" = "$expected" ] || echo "$flag is $state, but: $got $(cat err)"
done <states
# what is refused anywhere
for case in clone3:flags=thread clone:flags=parent clone3:flags=ptrace clone3:flags=sighand clone:flags=newns+fs \
	clone:flags=pidfd+parent_settid clone3:flags=detached clone:flags=newtime clone:flags=into_cgroup \
	clone3:into=/tmp clone3:set_tid=0 clone3:flags=newpid,set_tid=auto clone:set_tid=auto clone3:flags=none+vm; do
	"$PROCBENCH" "$case"
	echo "exit $?"
done 2>&1
