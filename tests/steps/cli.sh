# golden cases of the command line

build "$folder" tests || return 0
status=0
PROCBENCH=$root/$folder/procbench TOOLS=$root/$folder/tests/tools tests/cli/run >"$logs/$step/run.log" 2>&1 || status=$?
cat "$logs/$step/run.log"
grep -E '^(ok|not ok) ' "$logs/$step/run.log" >>"$results" || true
# what is wrong with a case stands below its line, further to the right
awk '/^[^ ]/ { bad = /^not ok / } bad' "$logs/$step/run.log" >"$logs/$step/failures"
summary=$(tail -n 1 "$logs/$step/run.log")
if [[ $status == 0 && $summary != *' passed, 0 failed, '* ]] ||
	{ [[ $status != 0 ]] && ! grep -q '^not ok' "$results"; }; then
	not_ok "tests/cli/run: exit status $status"
fi
