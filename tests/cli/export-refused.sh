# What could not be written after the measurement is refused before it.
refused() {
	timeout 20 "$PROCBENCH" fork --time 1000s "$@"
	echo "exit $?"
}
mkdir folder
ln -s folder other
refused --export a.json --export ./a.json
refused --export folder/a.csv --export csv:other/a.csv
refused --export a.csv --samples folder/../a.csv
touch file
refused --plot file
refused --plot file/plots
ln file hard
"$PROCBENCH" fork --iters 1 --no-floor -q --export csv:file --export csv:hard >/dev/null # two names to replace
echo "exit $?"
ls
