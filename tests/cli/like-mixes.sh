# A parent like a process that mixes small, huge and shared pages has those that fork copies, each kind as many. What
# they are is read from the kernel; the subject verifies in turn what it has made, or the case is skipped.
grep -qE '\[(always|madvise)\]' /sys/kernel/mm/transparent_hugepage/enabled || { echo 'there are no transparent huge pages'; exit 77; }
memory() { # of PID in MiB: private in small pages, and in huge ones
	awk '/^Anonymous:/ { all = $2 } /^AnonHugePages:/ { huge = $2 } END { print (all - huge) / 1024, huge / 1024 }' "/proc/$1/smaps_rollup"
}
for mix in '24 0 0' '0 48 0' '16 24 0' '2 60 0' '22 2 0' '4 0 60'; do
	read -r small huge shared <<<"$mix"
	coproc forker { exec forker "$small" "$huge" "$shared"; }
	# shellcheck disable=SC2154 # coproc sets it
	pid=$forker_PID in=${forker[1]} out=${forker[0]}
	read -r _ <&"$out"
	# the kernel may have too little unbroken memory for huge pages at the moment, and makes or splits some meanwhile
	for _ in {1..10}; do
		had=$(memory "$pid")
		"$PROCBENCH" fork --like "$pid" --iters 2 --launches 1 --warmup 0 --no-floor --format json -q >out.json 2>/dev/null
		has=$(memory "$pid")
		skipped=$(jq -r '.cases[0].skipped // empty' out.json)
		[[ $had == "$has" && -z $skipped ]] && break
	done
	[[ $skipped != *'bytes in transparent huge pages'* ]] || { echo "$skipped"; exit 77; }
	echo "$small MiB small, $huge MiB huge, $shared MiB shared: $(jq -r --arg has "$has" '
		def near(limit): . > -limit and . < limit;
		.cases[0] | ($has | split(" ") | map(tonumber)) as [$small, $huge] | .keys | [.rss, .thp] | map(. / 1048576) |
		if (.[0] - $small | near(1)) and .[1] == $huge then "reproduced" else "rss= and thp= are \(.), not \($has)" end' out.json)"
	eval "exec $in>&-"
	wait "$pid"
done
