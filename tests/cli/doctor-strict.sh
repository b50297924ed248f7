# A problem is a failure with --strict only, and a tracer is a problem everywhere.
strace -o trace.txt -f true 2>/dev/null || { echo "strace cannot trace here"; exit 77; }
strace -o trace.txt -f "$PROCBENCH" doctor >out.txt
echo "doctor: $?"
grep -A 2 ' traced ' out.txt
strace -o trace.txt -f "$PROCBENCH" doctor --strict >out.txt
echo "strict: $?"
grep -c '^[0-9]* problems\?,' out.txt
strace -o trace.txt -f "$PROCBENCH" doctor --strict --color on >out.txt
grep -q $'^  \033\\[1mproblem   \033\\[0mtraced' out.txt && echo "bold on a terminal"
# and without a tracer by what is found
"$PROCBENCH" doctor --strict --format json >out.json
status=$?
echo "by what is found: $((status == ($(jq .counts.problem out.json) > 0)))"
