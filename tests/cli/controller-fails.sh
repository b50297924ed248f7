# What the controller cannot get at some moment costs a launch, never what was measured.
# failures vary
lose() {
	strace -qq -o trace -e "inject=$1:error=EAGAIN:when=$2" "$PROCBENCH" fork --iters 60 --launches 6 --warmup 1 --no-floor -q --format json >out.json
	echo "$1: exit $?"
	jq -c '.partial, (.cases[] | [.stopped_by, .launches_lost, .samples > 0, (.launches | length)])' out.json
	jq -r '.warnings[] | select(test("lost"))' out.json | sed 's/[0-9]* bytes/N bytes/'
}
lose memfd_create 4
lose clone 3
lose ftruncate 5
lose pread64 12
# at every launch: the case is given up, and says why
lose clone 1+
# .. also after some: what was measured stays
lose clone 3+
# what the run cannot go on without ends it, and what was measured is reported
"$PROCBENCH" fork --iters 6000 --launches 6 --no-floor -q --format json --samples /dev/full >out.json
echo "exit $?"
jq -c '.partial, (.cases[] | [.stopped_by, .samples > 0, .samples < 6000])' out.json
jq -r '.warnings[] | select(test("early"))' out.json
# what ended a run is what happened
"$PROCBENCH" fork --launches 2 --time 50s --no-floor -q --format json | jq -c '[.cases[].stopped_by, .settings.rounds]'
"$PROCBENCH" fork --iters 3 --no-floor -q --format json | jq -c '[.cases[].stopped_by, .settings.rounds]'
