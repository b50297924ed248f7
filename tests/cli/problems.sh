# What fails is on standard error whatever the command and the format, and with -q too.
options='--iters 6 --launches 2 --no-floor'
missing='^procbench: posix_spawn:exec=./missing: .*No such file'
for format in table csv json html junit; do
	for quiet in '' -q; do
		# shellcheck disable=SC2086 # words of options
		"$PROCBENCH" posix_spawn:exec=./missing $options --format $format $quiet 2>err >out
		echo "$format $quiet: exit $?: $(grep -c "$missing" err)"
	done
done
# the page says it too
# shellcheck disable=SC2086
"$PROCBENCH" posix_spawn:exec=./missing $options --format html -q 2>/dev/null | grep -c '<p class="warning">posix_spawn:exec=./missing: .*No such file.*</p>'
# shellcheck disable=SC2086
"$PROCBENCH" posix_spawn:exec=./missing fork $options --format json -q 2>/dev/null >failed.json
"$PROCBENCH" report failed.json --format csv -q 2>&1 >/dev/null | grep -c "$missing"
"$PROCBENCH" compare failed.json failed.json --format json -q 2>err >/dev/null
echo "compare: exit $?: $(cut -c1-70 err)"
"$PROCBENCH" duel fork posix_spawn:exec=./missing --launches 2 --format json -q 2>err >/dev/null
echo "duel: exit $?: $(grep -c "$missing" err)"
deny ptrace=EPERM -- "$PROCBENCH" claims clone-beneath --format json -q 2>err >/dev/null
echo "claims: exit $?: $(cut -c1-90 err)"
deny clone=EAGAIN:ARG0=17 -- "$PROCBENCH" doctor --measure --format json -q 2>err >/dev/null
echo "doctor: exit $?: $(cat err)"
deny clone=EAGAIN:ARG0=18874385 -- "$PROCBENCH" reproduce stress-ng-exec --format json -q 2>err >/dev/null
echo "reproduce: exit $?: $(head -n 1 err)"
