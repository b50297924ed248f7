# --time is kept, by its order of magnitude, however busy the machine is: slow programs, slow parents, and what
# never ends in it.
# failures vary
# timing
seconds()
{
	local start=$SECONDS most=$1 status
	shift
	"$@"
	status=$?
	((SECONDS - start <= most)) || echo "'$*' took $((SECONDS - start)) s"
	return $status
}
needs() { grep -o 'a 95% CI needs.*' err | sed "s/[0-9.]\+ s /N s /g; s/about [0-9]\+:/about N:/; s/[0-9]\+s'/Ns'/"; }

echo '# enough launches for an interval'
seconds 30 "$PROCBENCH" posix_spawn --time 5s --format json -- sleep 0.05 2>err >out.json
echo "exit $?, $(jq '.cases[0].launches | length >= 6' out.json)" && needs

echo '# too little time, which is known before the first round'
seconds 30 "$PROCBENCH" posix_spawn --time 3s --format json -- sleep 0.4 2>err >out.json
echo "exit $?, $(jq '.cases[0].launches | length >= 1' out.json)" && needs

# the warm-up that a slow program got, not the one that was the most
jq -c '.settings.warmup, ([.cases[].launches[].warmup] | length > 0 and all(. < 3))' out.json

echo '# a program that does not end in time leaves some of it to the other cases'
seconds 30 "$PROCBENCH" posix_spawn:exec=/bin/sleep\ 1000 fork:exec=none --time 4s --export saved.json -q >/dev/null
echo "exit $?"
jq -r '.cases[] | [.case, .skipped // (.samples > 0)] | @tsv' saved.json | sed 's/[0-9.]\+ s:/N s:/'
