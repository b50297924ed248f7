# The lists, with what this machine supports.
# regenerated
"$PROCBENCH" list >all
echo "exit $?"
# libc decides on pidfd_spawn, see pidfd-spawn.sh; sched=fifo needs a privilege
awk '/^  [a-z]/ { mine = $1 == "pidfd_spawn" || $1 == "sched=fifo" } !mine' all >out
grep -c '^  sched=fifo ' all
# libc decides on setcgroup, too
sed -i '/^ *unsupported: this libc has no posix_spawnattr_setcgroup_np/,/^ *(requires/d' out
# a machine of one CPU has no other one
sed -i '/^ *unsupported: only one CPU is allowed/,/^ *cgroup/d' out
# which flags work depends on the kernel, on the user and on the container: their names only
awk '/^flags/ { flags = 1; print; next } /^$/ { flags = 0 } !flags { print } flags && /^  [a-z]/ { print "  " $1 }' out
"$PROCBENCH" list everything
echo "exit $?"
"$PROCBENCH" list --format json >all.json
echo "exit $?"
jq -c '[.schema, (.methods | length > 10), (.methods[] | select(.name == "fork"))], .calls[0], [.claims[].name][:2], ([.[] | arrays[]] | map(select(.works == false and (.reason | not))) | length)' all.json
"$PROCBENCH" list --format csv
echo "exit $?"
