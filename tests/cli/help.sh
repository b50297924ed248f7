# What help prints, whole; 80 columns are enough for it.
# regenerated
"$PROCBENCH" --help | tee full.txt
awk 'length > 80 { print "too long: " $0 }' full.txt
"$PROCBENCH" help | cmp - full.txt
echo "--- -h"
"$PROCBENCH" -h | tee short.txt
awk 'length > 80 { print "too long: " $0 } END { if (NR > 35) print "more than a screen" }' short.txt
for command in duel compare report list doctor claims reproduce help version; do
	echo "--- $command --help"
	"$PROCBENCH" "$command" --help | tee "$command.txt"
	awk 'length > 80 { print "too long: " $0 }' "$command.txt"
	"$PROCBENCH" help "$command" | cmp - "$command.txt"
	"$PROCBENCH" "$command" -h | cmp - "$command.txt"
done
# a case stands for measuring
"$PROCBENCH" fork:rss=1M --help >measure.txt
"$PROCBENCH" vfork --help | cmp - measure.txt
"$PROCBENCH" help CASE | cmp - measure.txt
# a word of a table; one that is in several
for word in touch-parent close vfork json strict lazy-copy dup-mmap stall thp; do
	echo "--- help $word"
	"$PROCBENCH" help "$word" | tee word.txt
	awk 'length > 80 { print "too long: " $0 }' word.txt
done
for word in touch_parent= --touch-parent touch-parent=4; do
	"$PROCBENCH" help "$word" | cmp - <("$PROCBENCH" help touch-parent)
done
"$PROCBENCH" help fork:rss=1M | cmp - <("$PROCBENCH" help fork)
for words in rs nosuchword 'duel compare'; do
	# shellcheck disable=SC2086 # words
	"$PROCBENCH" help $words 2>&1
	echo "exit status $?"
done
# every option of the full help is in that of a command, and no other
grep -hoE '^  (-., )?--[a-z_-]+' full.txt | sort -u >all.txt
grep -hoE '^  (-., )?--[a-z_-]+' duel.txt compare.txt report.txt doctor.txt claims.txt reproduce.txt measure.txt | sort -u | diff all.txt - | grep '^[<>]'
echo "--- version"
"$PROCBENCH" version | cmp - <("$PROCBENCH" --version) && "$PROCBENCH" -V | cmp - <("$PROCBENCH" version)
# old spellings are accepted
"$PROCBENCH" null --no_floor --iters 2 --launches 1 -q --format json | jq -c '[.cases[].case]'
"$PROCBENCH" fork --touch-parent 1 --rss 0.5MiB --no-floor --iters 2 --launches 1 -q --format json | jq -c '[.cases[].case]'
