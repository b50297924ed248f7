# The lists, with what this machine supports.
"$PROCBENCH" list
"$PROCBENCH" list everything
echo "exit $?"
