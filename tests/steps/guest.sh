# guests under QEMU: a count is the same in every run, of x86-64 and of aarch64

export PROCBENCH_KERNELS=$root/build/kernels
scratch=$logs/guest/work
mkdir -p "$scratch/tmp"
export TMPDIR=$scratch/tmp

# have_guest ARCH: whether QEMU and a kernel for it can be had; skips by name otherwise.
have_guest() {
	if ! command -v "qemu-system-$1" >/dev/null; then
		skip "$1" "qemu-system-$1 is not installed"
		return 1
	fi
	# the version that most tables of the documents were made with, else that of a newer Debian
	if ! scripts/kernels --arch "$1" 6.1 && ! scripts/kernels --arch "$1" 6.12; then
		skip "$1" 'no kernel can be fetched: is there a network, and a Debian mirror?'
		return 1
	fi
}

# count FILE OPTION...: six launches of two ways to create a process, and of nothing.
count_cases() {
	local to=$1
	shift
	timeout 600 "$folder/procbench" fork vfork null --no-floor --count --iters 60 --launches 6 --progress off -q \
		--format csv "$@" >"$to"
}

# value FILE CASE COLUMN
value() {
	awk -F , -v name="$2" -v column="$3" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i }
		$1 == name { print $at }' "$1"
}

# A fork copies an address space and a vfork does not; nothing at all costs two readings of the clock.
is_plausible() {
	local fork vfork null
	fork=$(value "$1" fork median_ns) vfork=$(value "$1" vfork median_ns) null=$(value "$1" null median_ns)
	echo "fork $fork, vfork $vfork, null $null instructions"
	grep -q ',instructions,"QEMU, emulated"' "$1" &&
		awk "BEGIN { exit !($fork > 3 * $vfork && $vfork > 20 * $null && $null > 0 && $fork < 1e6) }"
}

# The functions of each case add up to its total; most of them are known, and what nothing costs is known exactly.
# An instruction that a page fault interrupts is counted twice by the plugin, and once by the clock.
is_attributed() {
	jq -r '.cases[] | .profile as $profile | ($profile.functions | map(.instructions) | add) as $sum
		| ($profile.functions | map(select(.name | startswith("[")) | .instructions) | add // 0) as $unnamed
		| ($profile.functions | map(select(.phase == null) | .instructions) | add // 0) as $unclassified
		| "\(.case): \($sum) of \(.spans.total.mean_ns), \($unnamed) unnamed, \($unclassified) in no phase"' "$1"
	jq -e '[.warnings[] | select(test("profile"))] == [] and ([.cases[] | .spans.total.mean_ns as $total
		| .profile.functions | (map(.instructions) | add) as $sum
		| ($sum - $total) < 1e-4 * $total and ($total - $sum) < 1e-4 * $total
		and (map(select(.name | startswith("[")) | .instructions) | add // 0) < 0.05 * $sum
			+ (if $total < 1000 then $total else 0 end)
		and (map(select(.phase == null) | .instructions) | add // 0) < 0.05 * $sum] | length >= 3 and all)
		and (.cases[] | select(.method == "null")
			| (.profile.functions | map(.instructions) | add) - .spans.total.mean_ns | fabs < 1e-6)' "$1" >/dev/null
}

# Two programs that execute the same but for ten thousand passes of a loop of two instructions, and one of which
# two run at once, so that it has no profile.
profile_loops() {
	timeout 600 "$folder/procbench" "posix_spawn:exec=$folder/tests/tools/spin 10000" \
		"posix_spawn:exec=$folder/tests/tools/spin 20000" \
		"posix_spawn:exec=$folder/tests/tools/spin 20000,parallel=2" --no-floor --profile --iters 30 --launches 6 \
		--progress off -q --format json >"$1"
}

counts_the_loop() {
	local loops='[.cases[] | select(.profile) | .profile.functions[] | select(.name == "[unknown program]") | .instructions]'
	jq -c "$loops" "$1"
	jq -e "($loops | length == 2 and (.[1] - .[0] - 20000 | fabs < 1e-6)) and .cases[2].samples > 0" "$1" >/dev/null
}

# A machine with two NUMA nodes: the second has no CPU, and so little memory that a case does not fit. Without ACPI
# a kernel does not learn of nodes.
make_two_nodes() {
	mkdir -p "$scratch/bin"
	cat >"$scratch/bin/qemu-system-x86_64" <<-END
		#!/usr/bin/env bash
		words=("\$@")
		for ((i = 0; i < \$#; i++)); do
			[[ \${words[i]} != -m ]] || first=\$((\${words[i + 1]%M} - 96))
			words[i]=\${words[i]/pc,acpi=off/pc}
		done
		exec $(command -v qemu-system-x86_64) "\${words[@]}" -object memory-backend-ram,id=a,size="\$first"M \\
			-object memory-backend-ram,id=b,size=96M -numa node,nodeid=0,cpus=0,memdev=a -numa node,nodeid=1,memdev=b
	END
	chmod +x "$scratch/bin/qemu-system-x86_64"
}

# The policy of 4096 pages, as numa_maps of the parent has it; one that asks for another policy fails.
place_on_nodes() {
	local policy=$folder/tests/tools/policy
	PATH=$scratch/bin:$PATH timeout 600 "$folder/procbench" "fork:numa=bind:1,exec=$policy bind:1 N1=4096" \
		"fork:numa=interleave,exec=$policy interleave:0-1 N0=2048 N1=2048" "fork:exec=$policy default" \
		"fork:numa=bind:1,exec=$policy bind:0" fork:numa=bind:1,rss=200M fork:numa=bind:2 \
		--rss 16M --no-floor --count --iters 2 --launches 1 --progress off -q --format json >"$1"
}

is_placed() {
	jq -c '.cases[] | [.samples, .failed, .skipped]' "$1"
	jq -e '[.cases[] | .samples, .failed] == [2, 0, 2, 0, 2, 0, 0, 2, 0, 0, 0, 0]
		and (.cases[4].skipped | test("numa=bind:1,rss=200M: needs .* are free on that NUMA node"))
		and (.cases[5].skipped | test("has no such node"))' "$1" >/dev/null
}

leaves_nothing() {
	[[ -z $(ls -A "$TMPDIR") ]]
}

build "$folder" "$folder/procbench" "$folder/tests/tools/spin" "$folder/tests/tools/policy" || return 0
if [[ $(uname -m) == x86_64 ]] && have_guest x86_64; then
	check 'x86-64: cases are counted' count_cases "$scratch/one.csv"
	check 'x86-64: the counts are plausible' is_plausible "$scratch/one.csv"
	check 'x86-64: the same command is counted again, by function too' count_cases "$scratch/two.csv" \
		--profile --export "$scratch/two.json"
	check 'x86-64: both runs agree in every byte' cmp "$scratch/one.csv" "$scratch/two.csv"
	check 'x86-64: another seed is another order of launches' count_cases "$scratch/three.csv" --seed 2
	check 'x86-64: which is seen in the bytes' refuses cmp "$scratch/one.csv" "$scratch/three.csv"
	check 'x86-64: functions add up to the total' is_attributed "$scratch/two.json"
	check 'x86-64: a longer loop is counted' profile_loops "$scratch/loops.json"
	check 'x86-64: to the instruction' counts_the_loop "$scratch/loops.json"
	make_two_nodes
	check 'x86-64: with two NUMA nodes, numa= is measured where it fits' refuses place_on_nodes "$scratch/nodes.json"
	check 'x86-64: memory lies where numa= says' is_placed "$scratch/nodes.json"
fi
if [[ $(uname -m) != x86_64 ]]; then
	skip 'aarch64' 'the cross build is one of x86-64'
elif have_guest aarch64; then
	if fetch_sysroot && build_aarch64 build/aarch64/procbench; then
		check 'aarch64: cases are counted' count_cases "$scratch/arm.csv" --arch aarch64 \
			--guest-binary build/aarch64/procbench --profile --export "$scratch/arm.json"
		check 'aarch64: the counts are plausible' is_plausible "$scratch/arm.csv"
		check 'aarch64: functions add up to the total' is_attributed "$scratch/arm.json"
	else
		not_ok 'aarch64: a procbench for it'
	fi
fi
check 'no file stays outside' leaves_nothing
