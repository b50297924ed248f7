# make install: the files that belong there, and they run

# Every file that `make install` makes, below PREFIX.
installed_files=(
	bin/procbench
	share/bash-completion/completions/procbench
	share/fish/vendor_completions.d/procbench.fish
	share/man/man1/procbench.1
	share/procbench/procbench-1.schema.json
	share/zsh/site-functions/_procbench
	share/doc/procbench/{README,CHANGELOG,CONTRIBUTING}.md share/doc/procbench/LICENSE
	share/doc/procbench/bench/certified.md share/doc/procbench/scripts/{ci-gate,fleet-slurm,fleet-ssh,kernels}
)

no_shared_library() {
	local dynamic
	dynamic=$(readelf -d "$1") && [[ $dynamic != *NEEDED* ]]
}

# In one of the windows of 64 KiB that a page fault maps: see src/subject/timed.ld.
timed_is_together() {
	nm "$1" | awk '$3 ~ /^(fork|creation_run_child|measure_sample|step_stamp_counter|step_execute|sys_exit_group|clone3_create)$/ {
		windows[substr($1, 1, length($1) - 4)]; found++ } END { exit !(found == 7 && length(windows) == 1) }'
}

build "$folder" all || return 0
check 'what is timed lies together' timed_is_together "$folder/procbench"
while IFS= read -r document; do
	installed_files+=("share/doc/procbench/$document")
done < <(project_files | grep '^docs/')
for prefix in /usr/local /opt/procbench; do
	destdir=$logs/$step/root
	rm -rf "$destdir"
	if ! build "$folder" install DESTDIR="$destdir" PREFIX="$prefix"; then
		continue
	fi
	found=$(cd "$destdir" && find . -type f -printf '/%P\n' | sort)
	check "the files below $prefix" diff <(printf "$prefix/%s\n" "${installed_files[@]}" | sort) \
		<(echo "$found")
	take_over tests/docs/links "$destdir$prefix/share/doc/procbench"
	check "$prefix/bin/procbench runs" "$destdir$prefix/bin/procbench" --version
	check "$prefix/bin/procbench needs no shared library" \
		no_shared_library "$destdir$prefix/bin/procbench"
	echo mine >"$destdir$prefix/share/doc/procbench/docs/mine"
	check "make uninstall from $prefix" build "$folder" uninstall DESTDIR="$destdir" PREFIX="$prefix"
	check "uninstall leaves below $prefix only what it has not installed" diff <(echo "$prefix/share/doc/procbench/docs/mine") \
		<(cd "$destdir" && find . -type f -printf '/%P\n')
	check "uninstall removes its own folder below $prefix" test ! -e "$destdir$prefix/share/procbench"
done
