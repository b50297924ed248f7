# lib: what the steps are made of; tests/run sources this file and then one of tests/steps.
#
# A step is a file of tests/steps: its first line tells what it checks, the rest is sourced in a process of
# its own, in the project's folder ($root), and may return early. Its standard output and error are its log;
# what it calls ok, not_ok and skip for goes to $results, one line each; $logs/$step is a folder of its own.
# $folder is the build to be tested, $tools the helpers of tests/tools for this machine.
# shellcheck shell=bash disable=SC2154

ok() {
	echo "ok $1" | tee -a "$results"
}

not_ok() {
	echo "not ok $1" | tee -a "$results"
}

skip() {
	echo "ok $1 # SKIP $2" | tee -a "$results"
}

# check NAME CMD...: one test, which passes when CMD succeeds.
check() {
	local name=$1 output=$logs/$step/check.log
	shift
	if "$@" >"$output" 2>&1; then
		cat "$output"
		ok "$name"
	else
		cat "$output"
		not_ok "$name"
		show_output "$name" "$output" >>"$logs/$step/failures"
	fi
}

# show_output NAME FILE: what a failed program said: each test of its own that failed, and its end.
show_output() {
	echo "--- $1:"
	grep -E '^[ |]*not ok ' "$2" | sort -u | head -n 20 || true
	tail -n 60 "$2"
}

# says FILE PATTERN: a line of it matches; for check, which shows the file where none does.
says() {
	grep -qE "$2" "$1" || { cat "$1" && return 1; }
}

# refuses CMD...: it fails, and not because it is not there or was killed; for check.
refuses() {
	local status=0
	"$@" || status=$?
	((status > 0 && status < 126))
}

# attempts N CMD...: it succeeds in one of N attempts; other work of the machine may spoil one, a fault spoils all.
attempts() {
	local left=$1
	shift
	until "$@"; do
		((--left > 0)) || return 1
	done
}

# build FOLDER TARGET [VARIABLE=VALUE...]: one make at a time in one folder; a test of its own only
# when it fails. A build that was given is taken as it is.
build() {
	local into=$1 status=0
	shift
	[[ $into != "$built" ]] || return 0
	mkdir -p "$into"
	flock "$into/.lock" make -s -j "$cpus" --no-print-directory BUILD="$into" "$@" || status=$?
	if [[ $status != 0 ]]; then
		not_ok "make ${*@Q} in $into"
	fi
	return "$status"
}

# run_program NAME CMD...: runs one test program and takes its tests over into the results; one that
# crashes, hangs, leaves a process behind or does not do all that it announced fails.
run_program() {
	local name=$1 output status=0 planned done_ bad line
	shift
	output=$logs/$step/${name//\//-}
	CMOCKA_MESSAGE_OUTPUT=TAP "$tools/reaper" 1200 "$output.left" "$@" \
		</dev/null >"$output.log" 2>&1 || status=$?

	echo "--- $name: exit status $status"
	while IFS= read -r line; do
		case $line in
		# cmocka before 1.1.7 writes the first, later ones the second
		'not ok '[0-9]*' # SKIP '* | 'ok '[0-9]*' # SKIP '*) echo "ok $name: ${line#* # SKIP } # SKIP" ;;
		'ok '[0-9]*' - '*) echo "ok $name: ${line#* - }" ;;
		'not ok '[0-9]*) echo "not ok $name: ${line#* - }" ;;
		esac
	done <"$output.log" >"$output.results"
	planned=$(awk -F '[.][.]' '/^1[.][.][0-9]+$/ {n += $2} END {print n + 0}' "$output.log")
	done_=$(wc -l <"$output.results")
	bad=$(grep -c '^not ok' "$output.results" || true)
	if ((planned == 0)); then
		echo "not ok $name: it ran no test (exit status $status)" >>"$output.results"
	elif ((planned != done_)); then
		echo "not ok $name: it announced $planned tests and ran $done_ (exit status $status)" >>"$output.results"
	elif ((status != 0 && bad == 0)); then
		echo "not ok $name: exit status $status" >>"$output.results"
	fi
	if [[ -s $output.left ]]; then
		echo "not ok $name: left processes behind: $(paste -s -d , "$output.left")" >>"$output.results"
	fi
	cat "$output.results" >>"$results"
	cat "$output.log"
	if grep -q '^not ok' "$output.results"; then
		show_output "$name" "$output.log" >>"$logs/$step/failures"
	fi
}

# run_tests BUILD [PREFIX...]: its test programs, each run as PREFIX... PROGRAM.
run_tests() {
	local build=$1 source name
	shift
	export PROCBENCH=$root/$build/procbench TOOLS=$root/$build/tests/tools
	for source in tests/unit/test_*.c tests/contract/test_*.c; do
		if [[ ! -e $source ]]; then
			not_ok "there is no $source"
			continue
		fi
		name=${source#tests/}
		name=${name%.c}
		run_program "$name" "$@" "$build/tests/$name"
	done
	# what the fuzzers found, without a fuzzer
	for source in tests/fuzz/corpus/*; do
		name=${source##*/}
		run_program "fuzz/$name" "$@" "$build/tests/fuzz/replay_$name" "$source"/*
	done
}

# take_over CMD...: runs a program that prints `ok NAME` and `not ok NAME` itself.
take_over() {
	local line
	while IFS= read -r line; do
		case $line in
		'ok '*) ok "${line#ok }" ;; # with its reason if it was skipped
		'not ok '*)
			not_ok "${line#not ok }"
			tail -n 20 "$logs/$step.log" >>"$logs/$step/failures" # what it said before
			;;
		*) echo "$line" ;;
		esac
	done < <("$@" 2>&1 || echo "not ok ${1##*/} failed")
	wait $! || true # its CPU time counts only once it is waited for
}

# The project's files, one per line: those in git or not yet in it, but not what git ignores.
project_files() {
	{
		git -c safe.directory="$root" ls-files --cached --others --exclude-standard 2>/dev/null ||
			find . -path ./build -prune -o -path ./.git -prune -o -type f -printf '%P\n'
	} | LC_ALL=C sort -u | while IFS= read -r file; do
		if [[ -f $file ]]; then echo "$file"; fi
	done
}

# copy_tree TREE: the project's files, and the build as old as it is, so that make has little to do there.
copy_tree() {
	mkdir -p "$1/build"
	project_files | tar -cf - -T - | tar -xf - -C "$1"
	tar -C "$folder" --exclude=./log --exclude=./.lock -cf - . | tar -xf - -C "$1/build"
}

sysroot=build/sysroot
sysroot_libraries=$sysroot/root/usr/lib/aarch64-linux-gnu

# The libraries for aarch64, from the distribution's own packages: fetched with a package state of
# their own, so that the system's stays as it is, and kept for the next time.
fetch_sysroot() {
	(flock 9 && fetch_locked) 9>build/.sysroot.lock
}

fetch_locked() {
	local sysroot=$root/$sysroot packages='libcmocka-dev libcmocka0 libjansson-dev libjansson4' package
	[[ ! -e $sysroot/complete || $(<"$sysroot/complete") != "$packages" ]] || return 0
	rm -rf "$sysroot"
	mkdir -p "$sysroot"/{lists,cache,packages,root}
	local apt=(apt-get -qq -o Dir::State::lists="$sysroot/lists" -o Dir::Cache="$sysroot/cache"
		-o APT::Architecture=arm64 -o APT::Architectures=arm64 -o APT::Sandbox::User=)
	# shellcheck disable=SC2086 # several names
	if ! "${apt[@]}" update || ! (cd "$sysroot/packages" && "${apt[@]}" download $packages); then
		echo 'the packages for aarch64 could not be fetched: is there a network, and a Debian mirror?'
		return 1
	fi
	for package in "$sysroot"/packages/*.deb; do
		dpkg-deb -x "$package" "$sysroot/root" || return 1
	done
	rm -rf "$sysroot"/{lists,cache,packages}
	echo "$packages" >"$sysroot/complete"
}

# build_aarch64 TARGET: one for aarch64 in build/aarch64, with the libraries of fetch_sysroot.
build_aarch64() {
	build build/aarch64 "$1" CFLAGS=-O2 CROSS=aarch64-linux-gnu- AR=aarch64-linux-gnu-ar \
		CPPFLAGS="-I$sysroot/root/usr/include" \
		LDFLAGS="-L$sysroot_libraries -Wl,-rpath-link,$sysroot_libraries"
}
