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

fork_comes_first() {
	nm "$1" | awk '$3 == "fork" { fork = $1 } $3 == "measure_sample" { own = $1 } END { exit !(fork != "" && fork < own) }'
}

build "$folder" all || return 0
check "libc's fork lies before procbench's own code" fork_comes_first "$folder/procbench"
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
