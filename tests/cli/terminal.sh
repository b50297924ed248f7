# On a terminal 80 columns wide: no line is cut, and the bar is gone at the end.
export TERM=xterm
ptyrun 80 "$PROCBENCH" fork vfork posix_spawn clone3:flags=vm+vfork --iters 60 --launches 6 --seed 1 >out
echo "exit $?"
tr '\r' '\n' <out | sed 's/\x1b\[[0-9;]*[mK]//g' | awk 'length > 80 { print "too long: " $0 }'
grep -c 'round 1 ' out
echo "$(tr '\r' '\n' <out | tail -n 1 | grep -c round) bars at the end"
NO_COLOR=1 ptyrun 80 "$PROCBENCH" fork --iters 6 --launches 1 --progress off | grep -c $'\x1b'
ptyrun 80 "$PROCBENCH" fork --iters 6 --launches 1 --progress off | grep -c $'\x1b'
