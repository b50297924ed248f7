# Standard output that cannot be written: closed, full, read-only, a reader that left.
"$PROCBENCH" fork --iters 1 >&-
echo "closed: $?"
"$PROCBENCH" fork --iters 1 >/dev/full
echo "full: $?"
"$PROCBENCH" fork --iters 1 --export saved.csv >/dev/full
echo "full: $?, saved $(wc -l <saved.csv) lines"
"$PROCBENCH" --help >/dev/full
echo "help: $?"
("$PROCBENCH" fork --iters 1; echo "broken pipe: $?" >&2) | true
"$PROCBENCH" fork --iters 1 --format csv -q 2>&- <&- | cut -d, -f1
