# A parent like a process that mixes small, huge and shared pages forks as that process itself does.
grep -qE '\[(always|madvise)\]' /sys/kernel/mm/transparent_hugepage/enabled || { echo 'there are no transparent huge pages'; exit 77; }
# own NS and like NS are the same but for noise
alike() { awk -v own="$1" -v like="$2" 'BEGIN { exit !(like > 0.6 * own && like < 1.7 * own) }'; }
huge_bytes() { awk '/^AnonHugePages:/ { print 1024 * $2 }' "/proc/$1/smaps_rollup"; }
least() { awk -v a="$1" -v b="$2" 'BEGIN { print a == "inf" || b + 0 < a + 0 ? b : a }'; }
for mix in '96 0 0' '0 192 0' '60 100 0' '8 240 0' '90 10 0' '16 0 240'; do
	read -r small huge shared <<<"$mix"
	coproc forker { exec taskset -c "$(($(nproc) - 1))" forker "$small" "$huge" "$shared"; }
	# shellcheck disable=SC2154 # coproc sets it
	pid=$forker_PID in=${forker[1]} out=${forker[0]}
	read -r _ <&"$out"
	# the least of several rounds, which a busy machine changes least
	own=inf like=inf result=
	for _ in 1 2 3 4 5 6 7 8; do
		echo >&"$in"
		read -r ns <&"$out"
		own=$(least "$own" "$ns")
		had=$(huge_bytes "$pid")
		"$PROCBENCH" fork --like "$pid" --iters 60 --launches 3 --no-floor --format json -q >out.json
		# memory may be too scattered for huge pages at the moment
		jq -r '.cases[0].skipped // empty' out.json | grep 'bytes in transparent huge pages' && exit 77
		like=$(least "$like" "$(jq '.cases[0].spans.total.min_ns' out.json)")
		alike "$own" "$like" && { result='alike'; break; }
		result="own $own, like=PID $like: $(jq -c '.cases[0] | [.case, .skipped]' out.json)"
	done
	echo "$small MiB small, $huge MiB huge, $shared MiB shared: $result"
	# the kernel may make one more meanwhile
	jq -r --argjson had "$had" --argjson has "$(huge_bytes "$pid")" \
		'.cases[0].keys.thp | if $had <= . and . <= $has then "thp= has its huge pages" else "thp=\(.), not \($has)" end' out.json
	eval "exec $in>&-"
	wait "$pid"
done
