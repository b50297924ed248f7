# lib: what the tests of the launchers share: checks, and daemons that end with the script.
# shellcheck shell=bash

failed=0
daemons=()

check() {
	local name=$1
	shift
	if "$@"; then
		echo "ok $name"
	else
		echo "not ok $name"
		failed=1
	fi
}

# within SECONDS CMD...: it succeeds by then; it is tried again and again.
within() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		((SECONDS < end)) || return 1
		sleep 0.1 # polls
	done
}

# status_is STATUS CMD...
status_is() {
	local want=$1 status=0
	shift
	"$@" || status=$?
	[[ $status == "$want" ]] || { echo "exit status $status instead of $want" && return 1; }
}

# says FILE PATTERN: a line of it matches.
says() {
	grep -qE -- "$2" "$1" || { cat "$1" && return 1; }
}

finish() {
	exit "$failed"
}

# A port of 127.0.0.1 on which nothing listens, below those that the kernel gives to connections until it is used.
free_port() {
	python3 -c '
import random, socket
while True:
    with socket.socket() as probe:
        port = random.randrange(10000, 32768)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        print(port)
        break'
}

# shellcheck disable=SC2317 # the trap calls it
end_daemons() {
	((${#daemons[@]} == 0)) || kill "${daemons[@]}" 2>/dev/null || true
	wait
}
trap end_daemons EXIT
trap 'exit 143' INT TERM
