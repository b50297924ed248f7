# messages, comments and docs are free of phrases that are not plain technical English

take_over scripts/check-language --self-test
check 'the language of messages, comments and docs' scripts/check-language
