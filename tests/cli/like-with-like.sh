# Cases that say nothing take the child work of one that can only execute; the head line says so.
"$PROCBENCH" fork vfork posix_spawn clone3:flags=vfork+vm --iters 6 --launches 1 --format csv -q | cut -d, -f1
"$PROCBENCH" fork posix_spawn --iters 6 --launches 1 --no-floor -q | head -n 1
"$PROCBENCH" fork:exec=none posix_spawn --iters 6 --launches 1 --format csv -q | cut -d, -f1
"$PROCBENCH" fork posix_spawn:exec=static --iters 6 --launches 1 --format csv -q | cut -d, -f1
"$PROCBENCH" fork posix_spawn --exec static,script --iters 6 --launches 1 --format csv -q | cut -d, -f1
"$PROCBENCH" fork posix_spawn:exec=/bin/true --iters 6 --launches 1 --format csv -q | cut -d, -f1
"$PROCBENCH" fork --iters 6 --launches 1 --format csv -q -- /bin/sh -c 'exit 0' | cut -d, -f1
