# A child that left its parent's process group or session: neither a timeout nor the death of the
# controller leaves it behind (the runner looks for both).
set -m
for attr in setsid setpgroup; do
	for method in posix_spawn posix_spawnp; do
		"$PROCBENCH" "$method:attr=$attr" --iters 1 --launches 1 --warmup 0 --timeout 300ms --no-floor --format json -q \
			-- sh -c 'sleep 1000 & sleep 1000' >out.json
		echo "exit $?"
		jq -c '.cases[0] | [.case, .samples, .errors]' out.json
		"$PROCBENCH" "$method:attr=$attr" --iters 2 --launches 1 --warmup 0 --no-floor -q \
			-- sh -c 'echo >up; sleep 1000 & sleep 1000' >/dev/null 2>&1 &
		pid=$!
		await up
		{
			kill -KILL $pid
			wait $pid
		} 2>/dev/null
		echo "exit $?"
		rm up
	done
done
"$PROCBENCH" posix_spawn:attr=setsid --iters 2 --launches 1 --warmup 0 --no-floor -q \
	-- sh -c 'echo >up; sleep 1000' >/dev/null 2>&1 &
pid=$!
await up
kill -INT $pid
wait $pid 2>/dev/null
echo "exit $?"
rm up
ls
