# How long a busy thread of the parent is held up: a span of its own, in every format, of busy cases only.
"$PROCBENCH" fork fork:busy=2 --rss 16M --iters 12 --launches 6 --no-floor -q --samples samples.csv --export out.json --export out.csv --export out.txt >/dev/null
jq -c '.cases[] | [.case, .spans.stall.samples, (.spans.stall | .min_ns > 0 and .min_ns <= .max_ns)]' out.json
head -1 out.csv | tr -d '\r' | cut -d, -f38
awk -F, 'NR == 1 { after = NF - 38 } NR > 1 { print ($(NF - after) + 0 > 0) }' out.csv
head -1 samples.csv | tr -d '\r' | grep -o '[^,]*$'
awk -F, 'NR > 1 { n[$1 ~ /busy/, $NF + 0 > 0]++ } END { print "busy: " n[1, 1] + 0 " with, " n[1, 0] + 0 " without; else: " n[0, 1] + 0 " with, " n[0, 0] + 0 " without" }' samples.csv
grep -c '^case .* stall ' out.txt
# a child's stamps are of other launches than the parent's spans
"$PROCBENCH" fork:busy=1 --phases --iters 8 --launches 2 --no-floor --format json -q | jq -c '.cases[0].spans | [.stall.samples, .total.samples, .start.samples]'
# nothing to be held up
"$PROCBENCH" fork:spawners=2,busy=1 2>&1
echo "exit $?"
