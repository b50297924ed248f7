# What each word of attr= adds to the calls of a plain spawn or takes away, seen by trace; and where it
# stands in the name of a case.
# shellcheck source=tests/cli/spawn-calls
. "$(dirname "${BASH_SOURCE[0]}")/spawn-calls"
ours posix_spawn
mv ours plain
for attr in setsigmask setpgroup setsid resetids usevfork dup2 open close closefrom chdir; do
	echo "$attr:"
	ours "posix_spawn:attr=$attr"
	diff plain ours | sed -nE 's/^< */  - /p; s/^> */  + /p' | sed -E 's/^(  . (dup[23]|close|close_range|setpgid)\()[0-9]+, ?/\1N, /; s/close\([0-9]+\)/close(N)/; s/(setres.id\(-1, )[0-9]+/\1ID/'
done
# libc asks for the disposition of no signal that it is told to reset; of which others it does depends on
# its release
ours posix_spawn:attr=setsigdef
echo 'setsigdef:'
grep SIGPIPE ours
ours posix_spawn:attr=setsigdef_all
echo "setsigdef_all: $(grep -c asked ours) asked, $(grep -c default ours) set"
"$PROCBENCH" posix_spawn:attr=setsid+setsigmask,exec=/bin/true posix_spawnp --attr close+dup2 --iters 12 --launches 2 --no-floor \
	--format json -q >out.json
jq -c '.cases[] | [.case, .keys.attr, .samples]' out.json
"$PROCBENCH" posix_spawn fork --attr none,setsid --iters 12 --launches 2 --no-floor --format csv -q | cut -d, -f1,3,4
