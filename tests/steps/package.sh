# make deb and make dist: lintian is content, two builds are the same

# Two builds, in two folders, of what git has; they share nothing but the sources.
sums=()
for copy in one two; do
	rm -rf "build/package/$copy"
	mkdir -p "build/package/$copy"
	project_files | tar -cf - -T - | tar -xf - -C "build/package/$copy"
	check "make dist, $copy" make -s -C "build/package/$copy" dist
	sums+=("$(cd "build/package/$copy/build/dist" && sha256sum -- *.tar.gz)")
done
check 'both tarballs are the same' test "${sums[0]}" = "${sums[1]}"
check 'what is in the tarball runs' bash -c 'mkdir -p build/package/out &&
	tar -xzf build/package/one/build/dist/*.tar.gz -C build/package/out &&
	build/package/out/*/procbench fork --iters 20 -q >/dev/null'
take_over tests/docs/links "$(echo "$root"/build/package/out/procbench-*)"
# A build of the package runs the tests. Here the steps unit and cli run them, so this build leaves them out.
runs_its_tests() {
	make -s -n -f debian/rules override_dh_auto_test | grep -x 'tests/run --built build unit cli'
}
check 'the build of the package runs the tests' runs_its_tests
check 'make deb' env DEB_BUILD_OPTIONS=nocheck make -s -C build/package/one deb
compgen -G 'build/package/one/build/deb/procbench_*.deb' >/dev/null || return 0
lintian --no-cfg --fail-on none build/package/one/build/deb/*.changes >build/package/said 2>/dev/null || true
check 'lintian has nothing to say' diff /dev/null build/package/said
dpkg-deb -c build/package/one/build/deb/procbench_*.deb >build/package/files
take_over tests/licence/run "$root"/build/package/one/build/deb/procbench-*/build \
	"$root"/build/package/one/build/deb/procbench_*.deb
for file in bash-completion/completions/procbench fish/vendor_completions.d/procbench.fish zsh/vendor-completions/_procbench; do
	check "the package has $file" grep -qF "./usr/share/$file" build/package/files
done
check 'what is in the package runs' bash -c 'dpkg-deb -x build/package/one/build/deb/procbench_*.deb build/package/out &&
	build/package/out/usr/bin/procbench fork --iters 20 -q >/dev/null'
take_over tests/docs/links "$root/build/package/out/usr/share/doc/procbench"
rm -rf build/package
