# cross build for aarch64: unit and contract tests under qemu

if [[ $(uname -m) == aarch64 ]]; then
	skip 'aarch64' 'this machine is one: the step unit covers it'
	return
fi
if ! fetch_sysroot; then
	not_ok "libraries for aarch64 ($(tail -n 1 "$logs/aarch64.log"))"
	return
fi
build_aarch64 tests || return 0
# tests skip by this what qemu emulates wrongly
export PROCBENCH_TEST_EMULATED=qemu-aarch64
run_tests build/aarch64 qemu-aarch64 -L /usr/aarch64-linux-gnu -E LD_LIBRARY_PATH="$root/$sysroot_libraries"
