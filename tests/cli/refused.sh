# What a filter refuses is skipped with the reason, or counted under the name of its errno.
for errno in EPERM ENOSYS; do
	deny clone3=$errno -- "$PROCBENCH" clone3 clone --iters 6 --launches 2 --no-floor --format json -q >out.json
	echo "exit $?"
	jq -c '.cases[] | [.case, .skipped, .samples]' out.json
	deny clone3=$errno -- "$PROCBENCH" list | grep -A 2 '^  clone3 '
done
# clone with nothing but SIGCHLD (17) is ours alone
for errno in EAGAIN ENOMEM; do
	deny clone=$errno:ARG0=17 -- "$PROCBENCH" clone fork --iters 6 --launches 2 --no-floor --format json -q >out.json
	echo "exit $?"
	jq -c '.cases[] | [.case, .samples, .failed, .errors]' out.json
done
# where pidfds or memfds are refused
deny pidfd_open=ENOSYS -- "$PROCBENCH" fork --iters 6 --launches 2 --no-floor --format csv -q | cut -d, -f3,4
deny close_range=EPERM -- "$PROCBENCH" fork --iters 6 --launches 2 --no-floor --format csv -q | cut -d, -f3,4
