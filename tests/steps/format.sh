# clang-format has nothing to change

# releases of clang-format disagree about macros that expand to initialisers, for one
release=14
version=$(clang-format --version | sed 's/.*version \([0-9]*\).*/\1/')
if [[ $version != "$release" ]]; then
	skip 'the layout of the C files' "clang-format $release decides it; this is $version"
	return
fi
mapfile -t files < <(project_files | grep -E '\.[ch]$')
for file in "${files[@]}"; do
	check "$file" clang-format --style=file --dry-run -Werror "$file"
done
((${#files[@]} > 0)) || not_ok 'there is no C file'
