# quantiles, intervals, tests and verdicts are those of scipy

build "$folder" "$folder/tests/stats/figures" || return 0
# the distribution's python has the distribution's scipy
take_over /usr/bin/python3 tests/stats/check.py "$folder/tests/stats/figures"
check 'every part was checked' test "$(grep -c '^ok' "$results")" -ge 20
