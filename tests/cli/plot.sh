# Pictures: well-formed SVG files, the same as the page has; of a run, a duel, a comparison, a saved result.
# Without rsvg-convert they are all there is, and a note says so.
[[ -n $(command -v xmllint) ]] || { echo 'there is no xmllint'; exit 77; }
mkdir bin
for program in bash xmllint jq ls grep sed sort cat wc; do ln -s "$(command -v "$program")" bin/; done
PATH=$PWD/bin

# pictures FOLDER PAGE: each is well-formed, has a title at its points, and stands in the page as it is.
pictures() {
	local file page
	page=$(<"$2")
	ls "$1"
	for file in "$1"/*; do
		xmllint --noout "$file"
		[[ $page == *"$(<"$file")"* ]] || echo "$file is not in the page"
		(($(grep -o '<title>' "$file" | wc -l) > 1)) || echo "$file says no values"
	done
	files=("$1"/*)
	[[ $(grep -c '^<svg' "$2") == "${#files[@]}" ]] || echo "the page has other pictures"
}

"$PROCBENCH" fork vfork --rss 0,1M,4M --iters 60 --launches 6 --phases -q --export run.json --export run.html --plot run >/dev/null
pictures run run.html
"$PROCBENCH" fork vfork --rss 1M,2M,4M --vmas 8,9,10 --iters 18 --launches 6 -q --export keys.json --export keys.html --plot keys >/dev/null
pictures keys keys.html
"$PROCBENCH" duel fork vfork --launches 12 --time 50s -q --export duel.html --plot duel >/dev/null
pictures duel duel.html
"$PROCBENCH" compare run.json run.json --export compare.html --plot compare >/dev/null
pictures compare compare.html

# the same of what was saved; names from outside are text
hostile="'; system \"touch hacked\"; '\`touch hacked\`</svg><script>alert(1)</script>"
jq --arg name "$hostile" '.host.hostname = $name | .cases[0].case = $name | .cases[1].case = $name' run.json >hostile.json
"$PROCBENCH" report hostile.json --export hostile.html --plot hostile >/dev/null 2>&1
pictures hostile hostile.html
ls hacked 2>&1
grep -l '<script' hostile/*

{ "$PROCBENCH" report run.json --plot /proc/none/at/all >/dev/null; } 2>&1
echo "exit $?"
