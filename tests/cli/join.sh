# join=: the child is in the cgroup when it executes, moved by itself or created while its parent was there; no cgroup outlives the run.
# failures vary
# shellcheck source=tests/cli/own-cgroup
. "$(dirname "${BASH_SOURCE[0]}")/own-cgroup"
# shellcheck disable=SC2154 # own-cgroup sets it
own=$home
mkdir "$own/joined-$$" || exit 77
cat >tell <<'END'
#!/bin/sh
echo "child $(sed -n 's/^0:://p' /proc/self/cgroup), parent $(sed -n 's/^0:://p' /proc/$PPID/cgroup)" >>where
END
chmod +x tell
show() {
	rm -f where
	"$PROCBENCH" "$1" --iters 2 --launches 1 --warmup 0 --no-floor -q --format json -- ./tell 2>&1 | jq -c '.cases[0] | [.samples, .failed]'
	sed -E "s,[^ ]*/procbench-[0-9]+,MADE,; s,[^ ]*/joined-[0-9]+,GIVEN,; s,parent /.*procbench-.*,parent there,; s,parent /.*,parent at home," where | sort -u
}
show fork:join=new
show vfork:join=new
show fork:join=new,depth=2
show "clone3:join=$own/joined-$$"
show "fork:join=parent:$own/joined-$$,sched=batch"
show vfork:join=parent:new
show posix_spawn:join=parent:new
made
rmdir "$own/joined-$$"
echo '# refused'
for spec in fork:join=parent:none fork:join=new,spawners=2 clone3:flags=into_cgroup,join=new exit:join=parent:new posix_spawn:join=new forkserver:join=parent:new; do
	"$PROCBENCH" "$spec" --iters 1
done 2>&1
"$PROCBENCH" fork:join=/nowhere --iters 1 -q --no-floor 2>&1 >/dev/null | cat
exit 0
