# Textbook claims: semantic ones hold on every machine; speeds are only measured.
# regenerated
"$PROCBENCH" claims --format json -q >all.json
status=$?
[ $status = "$(jq 'if any(.claims[]; .verdict == "cannot tell here") then 4 else 0 end' all.json)" ] && echo tested
jq -c '[.schema, .tool.name, .partial, (.claims | length)], (.date | test("^20..-..-..T..:..:..Z$")), (.host.kernel | length > 0)' all.json
# the system call that libc's vfork uses differs by architecture; tracing may be forbidden, frame numbers need root;
# times may be too noisy to compare
jq -r '.claims[] | select(.kind == "semantic") | if .name | IN("clone-beneath", "fork-pages", "lazy-copy") then "\(.name) \(.verdict != "does not hold here")" else "\(.name) \(.verdict)" end' all.json
jq -c '.claims[] | select(.kind == "speed") | [.name, .measured.vfork_1m_ns > 0, .measured.fork_64m_ns > 0, (.verdict | IN("holds", "depends", "does not hold here"))]' all.json
jq -c '.claims[] | [.name, (.statement | length > 20), (.explanation | length > 20), (.measured | keys)]' all.json
# some of them, by name, for people, in the order given
"$PROCBENCH" claims clone-shares own-memory clone-shares --color off | sed -E '1,/Z$/c HEAD' | sed '/^2 claims: /q'
"$PROCBENCH" claims vfork-shares --format markdown -q | sed '3s/.*/HEAD/; /^1 claim: /q'
"$PROCBENCH" claims own-memory --format html -q >page.html
echo "exit $?"
grep -c -e '<section id="own-memory">' -e 'verdict holds' -e '</html>' page.html
grep -c -e http -e '<script' page.html
try() {
	echo "$*:"
	"$PROCBENCH" "$@" 2>&1
	echo "exit $?"
}
try claims vfork-freeze
try claims own-memory --format csv
try claims own-memory --rss 1M
# what distorts them, with the report: here a setting that the loader of every target follows
unset LD_PRELOAD
only_loader() { grep -A1 loader; }
LD_DEBUG=none "$PROCBENCH" claims own-memory --color off 2>&1 | only_loader
LD_DEBUG=none "$PROCBENCH" claims own-memory --format json 2>stderr | jq -r '.warnings[]' | only_loader
only_loader <stderr
LD_DEBUG=none "$PROCBENCH" claims own-memory --format markdown -q 2>&1 | only_loader
LD_DEBUG=none "$PROCBENCH" claims own-memory --format html -q 2>&1 | only_loader
