# What a program creates: the report, its formats, what passes through, and what is refused.
creates=$TOOLS/creates
see() { "$PROCBENCH" observe -q --export seen.json "$@"; }

echo '# output, input and status are those of the command'
echo 'a line' | see -- sh -c 'cat; exit 3'
echo "exit $?"
see -- sh -c 'kill -USR1 $$'
echo "exit $?"
"$PROCBENCH" observe -o report.txt -- true
head -n 1 report.txt
"$PROCBENCH" observe -- true 2>beside.txt
cmp report.txt beside.txt && echo 'the report is beside'

echo '# sites'
see --calls all -- "$creates" exec=/bin/true fork vfork vfork stack refused clone3 >/dev/null
jq -c '.sites[] | [.call, .flags, .kind, .error, (.program // "-" | split("/")[-1]), .count, .failed_execs_high, .fallbacks]' seen.json | sort
"$PROCBENCH" report seen.json --format csv | tr -d '\r' | cut -d, -f3,5,7,9-12 | sed 's,/usr,,' | sort
"$PROCBENCH" report seen.json --format markdown | sed -n '1p; /^| 1/p' | sed 's/[0-9.]* [KM]iB/SIZE/g'
"$PROCBENCH" report seen.json --format html >page.html
grep -c '<section>' page.html
"$PROCBENCH" report seen.json --format json | cmp - seen.json && echo 'json: as it was saved'
"$PROCBENCH" report - --format json <seen.json >again.json
cmp again.json seen.json && echo 'of standard input'
mkfifo pipe
cat seen.json >pipe &
"$PROCBENCH" report pipe --format json | cmp - seen.json && echo 'of a pipe'
"$PROCBENCH" report seen.json --tree | sed -n '/^processes/,/^$/p' | sed 's/pid [0-9]*/pid N/'
"$PROCBENCH" report seen.json | awk 'length > 80 { print "too wide: " $0 }'

echo '# descriptors that are inherited, and a loop of closes'
see --calls all -- sh -c '/bin/true 7</dev/null' 3>&-
jq -c '.creations[0] | [.inherits | contains("7 /dev/null")]' seen.json
see -- "$creates" closes=3000 exec=/bin/true fork >/dev/null
jq -c '[.losses.counts_cut_short, .creations[0].calls_before_exec, .creations[0].count_complete, (.creations[0].program | split("/")[-1])], .warnings' seen.json

echo '# whose calls are counted: ever fewer of those that are alike'
# shellcheck disable=SC2016 # the shell's that is observed
see -- dash -c 'i=0; while [ $i -lt 100 ]; do i=$((i + 1)); if [ $i -le 20 ]; then (:); else (umask 77); fi; done'
jq -c '[.creations[] | select(.calls_before_exec) | .creation]' seen.json

echo '# without a filter'
see --no-filter -- "$creates" refused fork >/dev/null
jq -c '.filtered, .losses, [.creations[].call]' seen.json

echo '# refused'
for arguments in '' '--pid 1 -- true' 'x -- true' '--pid 99999999' '--pid 4194303' '--pid 10k' '--pid -1' '--pid 2147483648' '--time 1s -- true' '-- ./missing' '--format junit -- true' \
	'--export x.xml -- true' '--export no/x.json -- true' '--rss 1M -- true' '--'; do
	# shellcheck disable=SC2086 # words
	"$PROCBENCH" observe $arguments 2>&1 >/dev/null | tail -n 1
	echo "exit ${PIPESTATUS[0]}"
done
ls x.xml 2>&1
"$PROCBENCH" fork --pid 1 2>&1
"$PROCBENCH" report seen.json --format junit 2>&1
sed 's/"fork"/"frok"/' seen.json >bad.input.json
"$PROCBENCH" report bad.input.json 2>&1
exit 0
