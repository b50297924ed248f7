# A list or a range of values inside a case is refused with the way to write it.
for spec in fork:rss=1M,2M clone3:flags=vm,vfork posix_spawn:attr=setsid,setpgroup fork:rss,2M fork:rss=1M..4M*2; do
	"$PROCBENCH" "$spec" 2>&1
	echo "exit $?"
done
