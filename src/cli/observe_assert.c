/* observe_assert: what --assert demands of an observation. */
#include "observe_assert.h"

#include "output.h"
#include "verbs.h"

#include "procbench/observe/assertions.h"

int observe_assert_check(const struct config *config, bool *needs_all_calls, struct error *error)
{
	*needs_all_calls = false;
	for (size_t i = 0; i < config->asserts.count; i++) {
		struct assertion assertion;

		if (assertion_read(&assertion, config->asserts.items[i], error) < 0)
			return error_prefix(error, "option '--assert'");
		*needs_all_calls = *needs_all_calls || assertion_needs_all_calls(&assertion);
	}
	return 0;
}

static int judge(const char *word, const struct observation *seen, enum assertion_verdict *verdict,
		 struct text_list *lines, struct error *error)
{
	struct assertion assertion;
	int status = assertion_read(&assertion, word, error);

	if (status == 0 && assertion_judge(&assertion, seen, verdict, lines) < 0)
		status = error_no_memory(error);
	return status;
}

int observe_assert(const struct config *config, const struct observation *seen, int status)
{
	enum assertion_verdict worst = ASSERTION_HOLDS;
	struct text_list lines = {0};
	struct error error = {0};

	for (size_t i = 0; i < config->asserts.count && error.code == 0; i++) {
		enum assertion_verdict verdict = ASSERTION_HOLDS;

		judge(config->asserts.items[i], seen, &verdict, &lines, &error);
		if (verdict != ASSERTION_HOLDS && worst != ASSERTION_FAILS)
			worst = verdict;
	}
	output_failures(&lines);
	text_list_free(&lines);
	if (error.code != 0)
		return output_fail(&error);
	if (worst == ASSERTION_FAILS)
		return EXIT_ASSERTION;
	return worst == ASSERTION_UNKNOWN && status == EXIT_MEASURED ? EXIT_INCONCLUSIVE : status;
}
