# the launchers of fleets with real engines: sshd and GNU parallel, Slurm; the recipe for Kubernetes

# launch TEST PROGRAMS: runs the test with the programs in that folder; nothing may outlive it.
launch() {
	mkdir -p "$logs/$step/$1"
	take_over "$tools/reaper" 900 "$logs/$step/$1.left" "tests/fleet/$1" "$2" "$logs/$step/$1"
	check "$1: nothing outlives it" test -f "$logs/$step/$1.left" -a ! -s "$logs/$step/$1.left"
}

# engine PROGRAM TEST: unpacks PROGRAM for the test.
engine() {
	if ! scripts/packages unpack "$1" "build/$1"; then
		skip "$2" "the packages of $1 could not be had"
		return
	fi
	launch "$2" "build/$1"
}

# The types of the Kubernetes API, once; without them the test says what it skips.
fetch_types() {
	[[ ! -d build/kubernetes ]] || return 0
	mkdir -p build/kubernetes.new
	timeout 120 npm install --prefix build/kubernetes.new --silent --no-audit --no-fund --ignore-scripts \
		--fetch-retries 0 --fetch-timeout 20000 kubernetes-models@4 typescript@5 && mv build/kubernetes.new build/kubernetes
}

build "$folder" all || return 0
export PROCBENCH=$root/$folder/procbench
engine sshd ssh
engine slurmd slurm
fetch_types || true
launch kubernetes build/kubernetes
