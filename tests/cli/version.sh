# The version on one line, whatever stands beside it.
"$PROCBENCH" --version
"$PROCBENCH" -V fork
