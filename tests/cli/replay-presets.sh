# A replay knows the programs that like-python and its kind reproduce by the calls of their children: those that the
# methods make themselves, and those of real programs, where they are here.
few=(--iters 1 --launches 1 --no-floor -q)

# chosen PROGRAM FILE: the methods of the sites whose child executed PROGRAM, without the shape
chosen() {
	"$PROCBENCH" replay "$2" "${few[@]}" --export replay.json >/dev/null 2>err || cat err
	jq -r --arg program "$1" '.sites[] | select(.name | endswith(", " + $program)) | .now // .why | sub(":.*"; "")' replay.json | sort -u
	rm -f replay.json
}
echo '# the methods themselves'
for method in like-python like-node like-bash like-make like-go fork vfork posix_spawn; do
	"$PROCBENCH" observe --calls all --export seen.json -- "$PROCBENCH" "$method" --iters 2 "${few[@]:2}" -- /bin/true >/dev/null 2>err || cat err
	echo "$method: $(chosen "$(realpath /bin/true)" seen.json | paste -sd ' ')"
done

# real NAME FOUND WANTED PROGRAM COMMAND...: nothing where the program of that version is missing or all is well
real() {
	local name=$1 found=$2 wanted=$3 program=$4 got
	# shellcheck disable=SC2053 # a pattern
	[[ $found == $wanted ]] || return 0
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL "$PROCBENCH" observe --calls all --export real.json -- "${@:5}" >/dev/null 2>err || cat err
	got=$(chosen "$program" real.json)
	[[ $got == "$name" ]] || echo "$name of a real program: $got"
}
echo '# real programs'
true=$(realpath /bin/true)
printf 'all:\n\t@/bin/true\n\t@/bin/true\n' >two.mk
python=$(command -v /usr/bin/python3 python3 | head -n 1)
real like-python "$("${python:-false}" --version 2>&1)" 'Python 3.1[12].*' "$true" "$python" -c 'import subprocess
for _ in range(2):
	subprocess.run(["/bin/true"])'
real like-bash "$(bash --version)" '*version 5.2*' "$true" bash -c 'for i in 1 2; do /bin/true; done; :'
real like-make "$(make --version 2>&1)" 'GNU Make 4.3*' "$true" make -f two.mk
real like-node "$(node -p process.versions.uv 2>&1)" '1.[45][0-9].*' "$true" node -e 'for (let i = 0; i < 2; i++) require("child_process").spawnSync("/bin/true", { stdio: "inherit" })'
