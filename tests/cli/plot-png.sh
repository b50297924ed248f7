# PNG files by rsvg-convert: whole or not at all, whatever it does.
[[ -n $(command -v rsvg-convert) ]] || { echo 'there is no rsvg-convert'; exit 77; }
"$PROCBENCH" fork vfork --iters 60 --launches 6 -q --export run.json >/dev/null
"$PROCBENCH" report run.json --plot pictures >/dev/null
ls pictures
for file in pictures/*.png; do head -c 4 "$file" | tail -c 3; echo; done

# fake FOLDER: runs with a converter that does what standard input says
mkdir bin
fake() {
	{ echo '#!/bin/sh'; cat; } >bin/rsvg-convert
	chmod +x bin/rsvg-convert
	{ PATH=$PWD/bin:$PATH "$PROCBENCH" report run.json --plot "$1" >/dev/null; } 2>&1
	echo "exit $?"
	find "$1" -type f ! -name '*.svg'
}
echo '== it fails'
fake fails <<<'echo "no such font" >&2; exit 1'
echo '== half a picture'
fake half <<<"head -c 500 $PWD/pictures/ratios.png"
echo '== a signal ends it'
fake killed <<<'kill -SEGV $$'
echo '== nothing'
fake nothing <<<'exit 0'
echo '== a whole picture, and then it stays'
fake stays <<<"cat $PWD/pictures/ratios.png; exec >&-; exec sleep 1000" | sed 's|.*/||' | sort
echo '== its environment'
fake environment <<<'env | grep -v -e ^PWD= -e ^_= -e ^PATH= >&2; exit 1'
