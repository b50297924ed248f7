# What --assert demands of a program that is observed, and of a saved observation: the status is 1 where it fails,
# 3 where nobody can tell, and otherwise the program's own.
observe() {
	"$PROCBENCH" observe -q "$@" 2>&1
	echo "exit $?"
}
# Which numbers a run has differs.
numbers() {
	sed -E 's/pid [0-9]+/pid N/; s/to [0-9.]+ MiB/to N MiB/; s/pipe:\[[0-9]+\]/pipe:[N]/; s|/usr/bin/|/bin/|g'
}
# dash spawns by vfork, and bash by fork
spawn='/bin/true; exit 5' leak='exec 7</dev/null; /bin/true; :'
{
	echo '# live'
	observe --assert vfork --assert no-close-loop --assert max-creations=1 --assert cloexec -- dash -c "$spawn"
	observe --assert vfork -- bash -c "$spawn"
	observe --assert no-fork-above=1G -- bash -c "$spawn"
	observe --assert no-fork-above=16K -- bash -c "$spawn"
	observe --assert max-creations=0 -- dash -c "$spawn"
	observe --assert cloexec -- bash -c "$leak"
	observe --assert vfork -- true
	observe --assert vfork -- false
	echo '# what the command was started with is not its own'
	"$PROCBENCH" observe -q --assert cloexec -- dash -c '/bin/true; true' 8</dev/null
	echo "exit $?"
	echo '# a loop of close in a child, of which no call is counted unless it is asserted'
	loop='(for ((i = 0; i < 40; i++)); do exec 9</dev/null 9<&-; done; exec /bin/true); :'
	observe --assert no-close-loop -- bash -c "$loop" | sed 's/by [0-9]* calls/by N calls/'
	observe --assert no-close-loop --calls none --export uncounted.json -- bash -c "$loop"
	"$PROCBENCH" report uncounted.json --assert no-close-loop 2>&1 >/dev/null
	echo "exit $?"
	echo '# saved'
	"$PROCBENCH" observe -q --export saved.json -- bash -c "$spawn"
	"$PROCBENCH" report saved.json --assert vfork --assert max-creations=7 2>&1 >/dev/null
	echo "exit $?"
	"$PROCBENCH" report saved.json --assert max-creations=7 >/dev/null
	echo "exit $?"
	echo '# refused, and nothing is run'
	observe --assert vfrok -- touch file
	observe --assert max-creations -- touch file
	observe --assert vfork=1 -- touch file
	observe --assert no-fork-above=much -- touch file
	ls file 2>/dev/null
	"$PROCBENCH" report "$(dirname "${BASH_SOURCE[0]}")/results/a.json" --assert vfork 2>&1
	echo "exit $?"
} | numbers
