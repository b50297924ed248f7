# cross build for aarch64: unit and contract tests under qemu

# The libraries for aarch64, from the distribution's own packages: fetched with a package state of
# their own, so that the system's stays as it is, and kept for the next time.
fetch_sysroot() {
	local sysroot=$1 packages='libcmocka-dev libcmocka0 libjansson-dev libjansson4' package
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

if [[ $(uname -m) == aarch64 ]]; then
	skip 'aarch64' 'this machine is one: the step unit covers it'
	return
fi
sysroot=build/sysroot cross=aarch64-linux-gnu
libraries=$sysroot/root/usr/lib/$cross
if ! fetch_sysroot "$root/$sysroot"; then
	not_ok "libraries for aarch64 ($(tail -n 1 "$logs/aarch64.log"))"
	return
fi
build build/aarch64 tests CROSS=$cross- AR=$cross-ar \
	CPPFLAGS="-I$sysroot/root/usr/include" \
	LDFLAGS="-L$libraries -Wl,-rpath-link,$libraries" || return 0
# tests skip by this what qemu emulates wrongly
export PROCBENCH_TEST_EMULATED=qemu-aarch64
run_tests build/aarch64 qemu-aarch64 -L /usr/$cross -E LD_LIBRARY_PATH="$root/$libraries"
