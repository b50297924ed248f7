# clang-format has nothing to change

mapfile -t files < <(project_files | grep -E '\.[ch]$')
for file in "${files[@]}"; do
	check "$file" clang-format --style=file --dry-run -Werror "$file"
done
((${#files[@]} > 0)) || not_ok 'there is no C file'
