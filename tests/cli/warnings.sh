# What limits a result is said in it, however long it was measured.
# timing
warnings() { # PATTERN WORDS...: those of that run that match
	"$PROCBENCH" "${@:2}" --no-floor --format json -q | jq -r '.warnings[]' | sed -E 's/-[0-9.]+(e\+[0-9]+)?%/-N%/' | grep -E "$1"
}
warnings target fork --iters 60 --precision 0.000001%
warnings target fork --launches 8 --precision 0.000001%
warnings target fork --time 4s --precision 0.000001%
echo "cases whose children do different work"
warnings 'by x floor|different work' fork fork:exec=tiny --iters 60
warnings 'by x floor|different work' fork pthread_create vfork --iters 60
warnings 'by x floor|different work' fork:exec=tiny posix_spawn --iters 60
exit 0
