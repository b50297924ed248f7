# Where the dynamic loader is missing, or libc is another one, exec=dynamic is skipped with the reason.
# failures vary
cc -shared -o libc.so.6 -x c /dev/null -nostdlib 2>/dev/null || {
	echo 'no compiler'
	exit 77
}
LD_LIBRARY_PATH=$PWD "$PROCBENCH" posix_spawn --exec tiny,dynamic --iters 6 --launches 1 --no-floor --format json -q >out.json
echo "exit $?"
jq -c '.cases[] | [.case, .samples, .skipped]' out.json

mkdir root root/proc root/dev root/sys
cp "$PROCBENCH" root/procbench
cat >inside <<'END'
mount --rbind /proc root/proc && mount --rbind /dev root/dev && mount --rbind /sys root/sys || exit 77
chroot root /procbench posix_spawn --exec tiny,static,dynamic,script --iters 6 --launches 1 --no-floor --format json -q
echo "exit $?" >&2
chroot root /procbench list | awk '/^  [a-z]/ { name = $1 } /^ *unsupported: / && name ~ /^exec=/ { print name }' >list
END
unshare --mount --map-root-user sh inside >out.json 2>status || {
	echo 'nobody may mount anything here'
	exit 77
}
cat status
jq -c '.cases[] | [.case, .samples, .skipped]' out.json | sed "s|'/[^']*'|LOADER|"
cat list
