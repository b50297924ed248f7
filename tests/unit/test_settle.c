/* test_settle: the fate of a case after a launch that leaves no record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/run/runner.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LAUNCHES_LEAST 3 /* before a case is given up */

struct setup {
	struct run_case item;
	struct run run;
	struct runner runner;
	struct arena_header header;
	struct launch_subject subject;
	struct launch launch;
};

static struct setup *set_up(void)
{
	struct setup *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	s->run = (struct run){.cases = &s->item, .case_count = 1};
	s->runner.run = &s->run;
	s->subject.header = &s->header;
	s->launch = (struct launch){.subjects = &s->subject, .subject_count = 1};
	return s;
}

static void tear_down(struct setup *s)
{
	free(s->item.skipped);
	free(s);
}

static void settle(struct setup *s)
{
	struct run_launch record = {.round = s->item.drifted};
	struct error error = {0};

	assert_int_equal(settle_launch(&s->runner, &s->launch, 0, &record, &error), 0);
}

/* As the subject tells it, even where it wrote no end to its text. */
static void a_drifted_launch_leaves_no_record(void **state)
{
	struct setup *s = set_up();

	(void)state;
	memset(s->header.drift_text, 'x', sizeof(s->header.drift_text));
	settle(s);
	assert_int_equal(s->item.drifted, 1);
	assert_int_equal(s->item.launch_count, 0);
	assert_int_equal(s->item.lost, 0);
	assert_int_equal(strlen(s->item.last_drift.text), sizeof(s->header.drift_text));
	assert_false(s->item.given_up);
	tear_down(s);
}

static void a_condition_that_never_holds_skips_the_case(void **state)
{
	struct setup *s = set_up();

	(void)state;
	strcpy(s->header.drift_text, "nice: expected 5, found 9");
	for (int i = 0; i < LAUNCHES_LEAST; i++)
		settle(s);
	assert_true(s->item.given_up);
	assert_string_equal(s->item.skipped, "nice: expected 5, found 9");
	tear_down(s);
}

/* What was measured before it stays. */
static void later_drifts_end_the_case_only(void **state)
{
	struct setup *s = set_up();

	(void)state;
	strcpy(s->header.drift_text, "nice: expected 5, found 9");
	s->item.launch_count = 7;
	for (int i = 0; i < LAUNCHES_LEAST; i++)
		settle(s);
	assert_true(s->item.given_up);
	assert_null(s->item.skipped);
	assert_int_equal(s->item.launch_count, 7);
	tear_down(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_drifted_launch_leaves_no_record),
		cmocka_unit_test(a_condition_that_never_holds_skips_the_case),
		cmocka_unit_test(later_drifts_end_the_case_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
