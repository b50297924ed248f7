# What fails is on standard error whatever the format, unless -q is given.
for format in table csv json html junit; do
	"$PROCBENCH" posix_spawn:exec=./missing --iters 6 --launches 2 --no-floor --format $format 2>err >out
	echo "$format: exit $?: $(grep -c '^procbench: posix_spawn:exec=./missing: .*No such file' err)"
done
"$PROCBENCH" posix_spawn:exec=./missing --iters 6 --launches 2 --no-floor --format csv -q 2>&1 | grep -c '^procbench:'
# the page says it too
"$PROCBENCH" posix_spawn:exec=./missing --iters 6 --launches 2 --no-floor --format html -q | grep -c '<p class="warning">posix_spawn:exec=./missing: .*No such file.*</p>'
