# every script: shellcheck has nothing to say

found=0
while IFS= read -r file; do
	IFS= read -r line <"$file" || true
	[[ $file == *.sh || $line =~ ^'#!'.*[/\ ](ba|da|)sh( |$) ]] || continue
	found=1
	# cases and steps have no first line that names their shell and take variables from what runs them;
	# cases source each other, and quote what another shell shall expand
	exclude=SC1091,SC2016,SC1003,SC2238
	[[ $file != tests/steps/* ]] || exclude+=,SC2154
	check "$file" shellcheck --shell=bash --exclude="$exclude" "$file"
done < <(project_files)
((found)) || not_ok 'there is no script'
