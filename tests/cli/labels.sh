# What the user calls the machine and the run, in every output, and results saved under names of their own.
once() { "$PROCBENCH" fork --iters 2 --launches 1 --no-floor -q "$@"; }
once --label 'box 1' --tag commit=1a2b3c --tag 'note=a, "b" <c>' --format json --export out.csv --export out.html >out.json
jq -c '[.label, .tags]' out.json
tr -d '\r' <out.csv | awk 'NR == 2' | sed 's/.*,ns,,//; s/">*,[,0-9]*$/"/'
grep -o 'box 1: commit=1a2b3c, note=a, &quot;b&quot; &lt;c&gt;, ' out.html
"$PROCBENCH" report out.json --format json | cmp - out.json && echo 'loaded and written again: the same bytes'
echo '# by default the name of the node or of the host'
once --format json | jq -r .label | sed "s/^$(uname -n)$/HOST/"
NODE_NAME=pod7 once --format json | jq -r .label
SLURMD_NODENAME=n3 NODE_NAME=pod7 once --format json | jq -r .label
SLURMD_NODENAME='' once --format json | jq -r .label | sed "s/^$(uname -n)$/HOST/"
echo '# saved'
for _ in 1 2 3 4; do once --save results --label ../a/b --tag commit=1a2b3c >/dev/null & done
wait
once --save results --label plain >/dev/null
find results -type f -printf '%f\n' | sed 's/1a2b3c-[0-9]*\.json/1a2b3c.json/; s/[0-9]\{8\}T[0-9]\{6\}\.[0-9]\{6\}Z/DATE/' | sort | uniq -c
"$PROCBENCH" duel fork fork --launches 2 --time 50s -q --save results --label duel >/dev/null
jq -c '[.label, (.comparisons | length)]' results/*duel.json
wc -l <"$(echo results/*plain.json)" | tr -d ' '
echo '# refused'
for tag in commit =1 'a b=1' 'a,b=1' ''; do
	once --tag "$tag" 2>&1
done
once --tag a=1 --tag b=1 --tag a=2 2>&1
once --label '' 2>&1
touch file
once --save file 2>&1 | sed 's,file.*json,FILE,'
once --save missing/folder 2>&1
"$PROCBENCH" report out.json --label x 2>&1
exit 0
