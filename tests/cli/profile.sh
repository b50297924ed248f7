# Profiles of saved results: for people, for flame graphs, on a page; two kernels are compared by function.
results=$(dirname "${BASH_SOURCE[0]}")/results
"$PROCBENCH" report "$results/profile.json"
"$PROCBENCH" report "$results/profile.json" --format folded
"$PROCBENCH" report "$results/profile.json" --format json | cmp - "$results/profile.json" && echo 'JSON: the same bytes'
"$PROCBENCH" report "$results/profile.json" --format markdown | grep -c '^| `fork\|^| `unmap_page_range`'
"$PROCBENCH" report "$results/profile.json" --format html >page.html
grep -o '<h2 id="profile">[^<]*\|Instructions by phase\|<title>page faults: [^<]*\|frob[^<]*' page.html | sort | uniq -c
"$PROCBENCH" report "$results/a.json" --format folded | wc -c
