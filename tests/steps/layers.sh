# no file includes what its layer may not use; the check finds every violation

take_over scripts/check-layers --self-test
check 'the layers of src and include' scripts/check-layers
