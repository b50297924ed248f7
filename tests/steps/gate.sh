# scripts/ci-gate on a repository of its own: what it answers, keeps and leaves

build "$folder" all || return 0
take_over tests/gate/run
