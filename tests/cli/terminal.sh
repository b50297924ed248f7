# On a terminal 80 columns wide: no line is cut, and the bar is gone at the end.
# timing
export TERM=xterm
ptyrun 80 "$PROCBENCH" fork vfork posix_spawn clone3:flags=vm+vfork --iters 60 --launches 6 --seed 1 >out
echo "exit $?"
tr '\r' '\n' <out | sed 's/\x1b\[[0-9;]*[mK]//g' | awk 'length > 80 { print "too long: " $0 }'
grep -c 'round 1 ' out
echo "$(tr '\r' '\n' <out | tail -n 1 | grep -c round) bars at the end"
NO_COLOR=1 ptyrun 80 "$PROCBENCH" fork --iters 6 --launches 1 --progress off | grep -c $'\x1b'
ptyrun 80 "$PROCBENCH" fork --iters 6 --launches 1 --progress off | grep -c $'\x1b'
# a long name is cut, not the line: what is left to do stays, and one wipe takes all of it
ptyrun 80 "$PROCBENCH" fork:fds=5,handlers=7,chunks=12,rss=2648K,threads=4,vmas=83 --iters 3000 --launches 60 --no-floor --progress on >out
tr '\r' '\n' <out | sed 's/\x1b\[[0-9;]*[mK]//g' | awk '/^\[/ && length > 79 { print "too long: " $0 } /^\[.* s left$/ { left = 1 } END { print left ? "says what is left" : "does not" }'
# a bar that shows 100 % is done, also where the launches take longer than the time that was asked for
ptyrun 80 "$PROCBENCH" posix_spawn --time 1s --launches 3 --no-floor --progress on >out -- sleep 0.3
echo "exit $?, $(tr '\r' '\n' <out | grep -c '100%') full bars, $(tr '\r' '\n' <out | grep -q '%' && echo some) others"
