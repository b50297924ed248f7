# make install: the files that belong there, and they run

# Every file that `make install` makes, below PREFIX.
installed_files=(
	bin/procbench
	share/bash-completion/completions/procbench
	share/fish/vendor_completions.d/procbench.fish
	share/man/man1/procbench.1
	share/procbench/procbench-1.schema.json
	share/zsh/site-functions/_procbench
)

no_shared_library() {
	local dynamic
	dynamic=$(readelf -d "$1") && [[ $dynamic != *NEEDED* ]]
}

build "$folder" all || return 0
for prefix in /usr/local /opt/procbench; do
	destdir=$logs/$step/root
	rm -rf "$destdir"
	if ! build "$folder" install DESTDIR="$destdir" PREFIX="$prefix"; then
		continue
	fi
	found=$(cd "$destdir" && find . -type f -printf '/%P\n' | sort)
	check "the files below $prefix" diff <(printf "$prefix/%s\n" "${installed_files[@]}" | sort) \
		<(echo "$found")
	check "$prefix/bin/procbench runs" "$destdir$prefix/bin/procbench" --version
	check "$prefix/bin/procbench needs no shared library" \
		no_shared_library "$destdir$prefix/bin/procbench"
done
