# every format is what its readers take: hyperfine, Prometheus, XML, Markdown; the recipes for LKP and mmtests work

build "$folder" tests || return 0
if ! scripts/packages unpack promtool build/promtool; then
	skip 'promtool' 'its package could not be had; the other readers of openmetrics stay'
fi
PROMTOOL=build/promtool/usr/bin/promtool take_over scripts/check-formats
take_over tests/formats/recipes
