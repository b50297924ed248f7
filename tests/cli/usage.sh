# Wrong usage: a message that quotes the word and names the remedy, exit status 2, nothing measured.
# regenerated
try() {
	printf '$ procbench'
	printf ' %q' "$@"
	echo
	"$PROCBENCH" "$@" 2>&1
	echo "exit $?"
}
try
try frok
try hlep
try ''
try fork vfrok
try fork,vfork
try "fork vfork"
try fork --itres 10
try fork --iters
try fork --like --iters 3
try fork --iters 3 --iters 4
try fork --rss 1M --rss 2M
try fork --quiet=1
try fork --iters 0
try fork --iters -5
try fork --iters 10x
try fork --iters 1e3
try fork --iters ''
try fork --iters 18446744073709551616
try fork --iters 18446744073709551615k
try fork --launches 0
try fork --precision 0%
try fork --precision 101%
try fork --time 0
try fork --time 5h
try fork --timeout -1s
try fork --seed x
try fork --format jsn
try fork --export result
try fork --export result.pdf
try fork --progress maybe
try fork --color red
try fork -x
try fork -xq
try fork -qx
try fork:rss
try fork:rss=
try fork:rss=1.3K
try fork:rsss=1G
try fork:rss=1G,rss=2G
try fork:rss=99999999999999999999
try fork:flags=vm
try fork:cpu=both
try fork:exec=
try fork --flags vm
try clone3:flags=vn
try clone3:flags=vm+
try clone3:flags=sighand
try clone3:flags=vm+sighand+clear_sighand
try clone:flags=clear_sighand
try posix_spawn:exec=none
try posix_spawn:attr=setsidd
try posix_spawn:attr=setsid+setpgroup
try posix_spawn:attr=like-rust+dup2
try posix_spawn --attr like
try fork:attr=setsid
try fork --attr setsid
try floor:rss=1M
try null:exec=tiny
try fork --
try fork --exec tiny -- /bin/true
try fork:
try fork:,
try list extra
try list --iters 3
try list --rss 1M
try list -n 3
try list --histogram
try fork --rss 1M..4G
try fork --rss 4M..1M*2
try fork --rss 1M..4M*1
try fork --rss 0..4M*2
try fork --fds 0..10+0
try fork --fds 0..1000+1
try fork --vmas 1..x+1
try help docter
try help fork duel
try version 1
try docter --help
try fork --across_machines
