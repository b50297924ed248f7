# A duel: three answers by exit status, one line for programs, and nothing passes that was not measured.
duel() {
	"$PROCBENCH" duel "$@" -q >out 2>err
	status=$?
	line=$(grep '^verdict=' out)
	echo "duel $*: exit $status, ${line%% *}"
	cat err
}
# orders of magnitude apart, in both directions
duel fork fork:rss=16M --time 9s --margin 50%
duel fork:rss=16M fork --time 9s --margin 50%
grep '^verdict=' out | sed 's/[0-9][0-9.]*/N/g'
grep -c '^no regression: fork takes' out
# what was not measured, or not without failures, is no answer
duel fork fork:exec=./missing --time 300ms
duel fork fork --time 1ms
duel fork fork:image=./missing --time 1s
# nor is it where only some failed, or an interrupt came first, however clear the interval
printf '#!/bin/sh\nexit $(($$ %% 20 == 0))\n' >flaky && chmod +x flaky
duel fork:exec=./flaky vfork:exec=./flaky --time 8s --margin 100%
tr '\n' ' ' <out | tr -s ' ' | grep -o 'the interval lies below the limit, but samples failed or launches were lost'
set -m
"$PROCBENCH" duel fork:rss=64M fork --margin 0 --time 30s -q --format json >cut.json &
sleep 2
kill -INT $!
wait $!
echo "exit $?"
set +m
jq -c '.partial, .comparisons[0].verdict' cut.json
# the time that is said is the time that is saved
"$PROCBENCH" duel null null --time 1s -q --format json | jq .settings.time_ns
# commands that start the subjects
duel fork fork:rss=16M --time 9s --margin 50% --wrap-a 'env A=1' --wrap-b 'nice -n 1'
grep -c "A starts under 'env A=1'; B starts under 'nice -n 1'" <(tr '\n' ' ' <out | tr -s ' ')
duel fork fork --time 1s --wrap-a nosuch
duel fork fork --time 1s --wrap-b true
tr '\n' ' ' <out | tr -s ' ' | grep -o "'true' did not become the subject" | head -n 1
printf '#!/bin/sh\nexec sleep 1000\n' >hang && chmod +x hang
duel fork fork --time 1s --wrap-a ./hang --timeout 200ms
tr '\n' ' ' <out | tr -s ' ' | grep -o "no subject began within the time for a child (see '--timeout')" | head -n 1
# the answer stands in the saved result, and comes out of it again
"$PROCBENCH" duel fork fork:rss=16M --time 9s --margin 50% --export duel.json -q >out
jq -r '.comparisons[] | [.a, .b, .metric, .verdict, .margin, .confidence, .ratio > 2, .low <= .ratio, .pairs > 7] | @csv' duel.json
"$PROCBENCH" report duel.json | cmp - out && echo "the same report"
# --launches counts whole blocks; the stop is by time or by width
"$PROCBENCH" duel fork fork --launches 15 --time 60s --format json -q | jq -c '[.comparisons[0].pairs, .cases[].launches[-1].round]'
# usage
for arguments in '' 'fork' 'fork vfork clone' 'fork vfork --rss 1M,2M' 'fork frok' 'fork vfork --margin -1' 'fork vfork --margin x' 'fork vfork --iters 10'; do
	# shellcheck disable=SC2086 # words
	"$PROCBENCH" duel $arguments 2>&1
	echo "exit $?"
done
"$PROCBENCH" fork --margin 2% 2>&1
echo "exit $?"
