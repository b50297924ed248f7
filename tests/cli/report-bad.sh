# Files that are not results, or whose figures cannot be: named with their place, and nothing is shown.
results=$(dirname "${BASH_SOURCE[0]}")/results
cp "$results"/bad/* .
truncate -s 100M large.json
for file in *; do
	"$PROCBENCH" report "$file" >../out 2>&1
	echo "$? $(cat ../out)"
done
head -c 70000000 /dev/zero | tr '\0' ' ' | "$PROCBENCH" report - 2>&1
