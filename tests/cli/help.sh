# What --help says, whole; 80 columns are enough for it.
# regenerated
"$PROCBENCH" --help
"$PROCBENCH" -h | awk 'length > 80 { print "too long: " $0 }'
