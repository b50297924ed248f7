# Files appear whole, by their ending or a named format; what cannot be written is found first.
# regenerated
"$PROCBENCH" fork --iters 6 --launches 1 --no-floor --export a.csv --export a.json --export csv:b.dat --export table:c --samples s.csv >/dev/null
echo "exit $?"
ls
cmp a.csv b.dat && jq -r .schema a.json && head -c 4 a.csv && echo
mkdir folder
for file in missing/a.csv folder csv:folder; do
	"$PROCBENCH" fork --time 1000s --export "$file"
	echo "exit $?"
done
"$PROCBENCH" fork --time 1000s --samples missing/s.csv
echo "exit $?"
"$PROCBENCH" fork --time 1000s --samples -
echo "exit $?"
"$PROCBENCH" fork --time 1000s --export csv:-
echo "exit $?"
# devices are written to, never replaced; links lead to the file that they name
"$PROCBENCH" fork --iters 1 --no-floor --export csv:/dev/null >/dev/null && [ -c /dev/null ] && echo "still a device"
ln -s folder/real.csv link.csv
"$PROCBENCH" fork --iters 1 --no-floor --export link.csv >/dev/null && [ -L link.csv ] && [ -s folder/real.csv ] && echo "still a link"
# an old file stays until the new one is whole
echo old >old.csv
"$PROCBENCH" fork:exec=./missing --iters 1 --no-floor --export old.csv >/dev/null
echo "exit $?, $(grep -c old old.csv) old lines"
