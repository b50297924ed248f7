# Whoever starts procbench may ignore signals: children are waited for all the same.
nosig CHLD -- "$PROCBENCH" fork vfork clone --iters 6 --launches 2 --no-floor --format csv -q | cut -d, -f1,3,4
