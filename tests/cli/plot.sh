# Pictures by gnuplot: a file each as SVG and as PNG, whole, and a clear message where it is missing.
[[ -n $(command -v gnuplot) ]] || { echo 'there is no gnuplot'; exit 77; }
"$PROCBENCH" fork vfork --rss 0,1M,4M --iters 60 --launches 6 --phases -q --export run.json --plot pictures >/dev/null
ls pictures
for file in pictures/*.svg; do grep -c '</svg>' "$file"; done
for file in pictures/*.png; do head -c 4 "$file" | tail -c 3; echo; done
# the same of what was saved; names from outside are text
hostile="'; system \"touch hacked\"; '\`touch hacked\`"
jq --arg name "$hostile" '.host.hostname = $name | .cases[0].case = $name | .cases[1].case = $name' run.json >hostile.json
"$PROCBENCH" report hostile.json --plot again >/dev/null
find again -type f | wc -l
ls hacked 2>&1
grep -c -o 'touch hacked' again/ratios.svg
env PATH=/nowhere "$PROCBENCH" report run.json --plot none 2>&1
echo "exit $?"
