# A folder of the program's name, before it in PATH, is no program.
mkdir -p first/program second
printf '#!/bin/sh\n' >second/program && chmod +x second/program
PATH=$PWD/first:$PWD/second:$PATH "$PROCBENCH" fork --iters 6 --launches 1 --no-floor --format csv -q -- program | cut -d, -f1-4
