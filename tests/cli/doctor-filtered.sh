# Where calls are refused, the doctor says which and by which errno, and reads the rest.
deny clone3=EPERM pidfd_open=ENOSYS -- "$PROCBENCH" doctor --format json >out.json
echo "exit $?"
jq -c '.checks[] | select(.name | test("^(clone3|pidfd_open|seccomp)$")) | [.name, .value, .verdict]' out.json
