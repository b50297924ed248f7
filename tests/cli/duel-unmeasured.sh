# A duel without an answer: nothing passes that was not measured; commands that start subjects; usage.
# failures vary
duel() {
	"$PROCBENCH" duel "$@" -q >out 2>err
	status=$?
	line=$(grep '^verdict=' out)
	echo "duel $*: exit $status, ${line%% *}"
	sed -E 's/[0-9]+ (of|samples|exit)/N \1/g' err
}
# what was not measured, or not without failures, is no answer
duel fork fork:exec=./missing --launches 2
duel fork fork --launches 1
duel fork fork:image=./missing --launches 2
# nor is it where only some failed, or an interrupt came first, however clear the interval
# every sample of each fourth launch fails, however many there are; a takes several times as long as b
cat >flaky-a <<'END'
#!/bin/sh
[ "$0" = ./flaky-b ] || sleep 0.03 # not a wait: its work
grep -qx $PPID "$0.parents" || echo $PPID >>"$0.parents"
exit $(($(grep -nx $PPID "$0.parents" | tail -n 1 | cut -d : -f 1) % 4 == 0))
END
chmod +x flaky-a
cp flaky-a flaky-b
touch flaky-a.parents flaky-b.parents
duel fork:exec=./flaky-a,rss=64M vfork:exec=./flaky-b --launches 15 --time 50s --margin 100%
tr '\n' ' ' <out | tr -s ' ' | grep -o 'the interval lies below the limit, but samples failed or launches were lost'
set -m
cat >counting <<'END'
#!/bin/sh
echo >>runs
[ "$(stat -c %s runs)" -ne 100 ] || echo >enough
END
chmod +x counting
"$PROCBENCH" duel fork:exec=./counting,rss=64M fork:exec=./counting --margin 0 --time 50s -q --format json >cut.json &
await enough
kill -INT $!
wait $!
echo "exit $?"
set +m
jq -c '.partial, .comparisons[0].verdict' cut.json
# the time that is said is the time that is saved
"$PROCBENCH" duel null null --launches 2 --time 50s -q --format json | jq .settings.time_ns
# commands that start the subjects
duel fork fork:rss=64M --launches 15 --time 50s --margin 50% --wrap-a 'env A=1' --wrap-b 'nice -n 1'
grep -c "A starts under 'env A=1'; B starts under 'nice -n 1'" <(tr '\n' ' ' <out | tr -s ' ')
duel fork fork --launches 2 --wrap-a nosuch
duel fork fork --launches 2 --wrap-b true
tr '\n' ' ' <out | tr -s ' ' | grep -o "'true' did not become the subject" | head -n 1
# usage
for arguments in '' 'fork' 'fork vfork clone' 'fork vfork --rss 1M,2M' 'fork frok' 'fork vfork --margin -1' 'fork vfork --margin x' 'fork vfork --iters 10'; do
	# shellcheck disable=SC2086 # words
	"$PROCBENCH" duel $arguments 2>&1
	echo "exit $?"
done
"$PROCBENCH" fork --margin 2% 2>&1
echo "exit $?"
