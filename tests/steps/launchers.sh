# the launchers of fleets with real engines: sshd and GNU parallel, Slurm

# engine PROGRAM TEST: unpacks PROGRAM, and runs TEST with it in a folder of its own; nothing may outlive it.
engine() {
	if ! scripts/packages unpack "$1" "build/$1"; then
		skip "$2" "the packages of $1 could not be had"
		return
	fi
	mkdir -p "$logs/$step/$2"
	take_over "$tools/reaper" 300 "$logs/$step/$2.left" "tests/fleet/$2" "build/$1" "$logs/$step/$2"
	check "$2: nothing outlives it" test -f "$logs/$step/$2.left" -a ! -s "$logs/$step/$2.left"
}

build "$folder" all || return 0
export PROCBENCH=$root/$folder/procbench
engine sshd ssh
engine slurmd slurm
