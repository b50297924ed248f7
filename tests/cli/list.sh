# The lists, with what this machine supports.
"$PROCBENCH" list >all
# libc decides on this one: pidfd-spawn.sh looks at it
awk '/^  [a-z]/ { mine = $1 == "pidfd_spawn" } !mine' all
"$PROCBENCH" list everything
echo "exit $?"
