# What limits a result is said in it, however long it was measured.
# timing
warnings() {
	"$PROCBENCH" "$@" --no-floor --format json -q | jq -r '.warnings[]' | sed -E 's/-[0-9.]+%/-N%/' | grep -E 'by x floor|target|different work'
}
warnings fork --iters 60 --precision 0.000001%
warnings fork --launches 8 --precision 0.000001%
warnings fork --time 4s --precision 0.000001%
echo "cases whose children do different work"
warnings fork fork:exec=tiny --iters 60 --precision 99%
warnings fork pthread_create vfork --iters 60 --precision 99%
warnings fork:exec=tiny posix_spawn --iters 60 --precision 99%
exit 0
