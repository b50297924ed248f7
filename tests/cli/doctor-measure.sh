# doctor --measure adds the group "stability": three numbers and one of three predictions.
"$PROCBENCH" doctor --measure --format json >out.json
echo "exit $?"
jq -c '[.checks[] | select(.group == "stability") | .name]' out.json
jq -c '[.checks[] | select(.group == "stability" and .name != "runs") | .value >= 0] | all' out.json
jq -c '.checks[] | select(.name == "runs") | .value | IN("repeatable", "ratios", "unstable")' out.json
# without processes it says why
deny clone=EAGAIN:ARG0=17 -- "$PROCBENCH" doctor --measure --format json |
	jq -c '.checks[] | select(.group == "stability") | [.name, .verdict, .why]'
"$PROCBENCH" fork --measure 2>&1
echo "exit $?"
