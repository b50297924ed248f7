# A thread has no work of its own, and stays as it is where others execute.
"$PROCBENCH" pthread_create pthread_create:stack=256K thread --iters 6 --launches 2 --no-floor -q | head -n 1
"$PROCBENCH" pthread_create pthread_create:stack=256K thread posix_spawn fork --iters 12 --launches 2 --phases --format json -q >out.json
echo "exit $?"
jq -c '.cases[] | [.case, .samples, .failed, .minor_faults != null, (.spans | to_entries[] | select(.value.median_ns != null) | .key)]' out.json
"$PROCBENCH" thread posix_spawn --iters 6 --launches 2 -q | head -n 1
for wrong in --exec=tiny --stack=1000; do
	"$PROCBENCH" pthread_create $wrong --iters 6
	echo "exit $?"
done 2>&1 | sed 's/libc takes [0-9]*/libc takes N/'
"$PROCBENCH" thread:stack=1M
echo "exit $?"
"$PROCBENCH" thread:exec=tiny
echo "exit $?"
