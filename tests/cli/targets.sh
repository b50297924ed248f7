# Each target of ours by methods that execute in different ways: which spans there are, and their order.
"$PROCBENCH" fork vfork posix_spawn posix_spawnp clone3:flags=vm+vfork --exec tiny,static,dynamic,script --phases \
	--iters 24 --launches 2 --format json --samples samples.csv -q >out.json
echo "exit $?"
jq -r '.cases[] | [.case, (.spans | to_entries[] | select(.value.median_ns != null) | .key)] | join(" ")' out.json
# sample by sample: the child starts, its image is entered, its main is reached; the columns behind the case's
# name, which may hold a comma
awk -F, '
	NR == 1 || $(NF - 3) == "" { next }
	{ stamped++; start = $(NF - 4); main = $(NF - 2) }
	(start != "" && start + 0 >= $(NF - 3) + 0) || (main != "" && $(NF - 3) + 0 >= main + 0) { print "out of order: " $0 }
	END { print stamped " stamped samples in order" }' samples.csv
