# the page of a result, opened in a real browser

build "$folder" all || return 0
take_over tests/html/run "$logs/$step/pages"
