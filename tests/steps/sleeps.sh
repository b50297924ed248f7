# no test waits by sleeping

take_over tests/sleeps --self-test
check 'every sleep has a reason' tests/sleeps
