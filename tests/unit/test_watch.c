/* test_watch: a launch does not wait for a program that never becomes a subject, a subject that
 * makes no progress, or a stopped keeper. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/run/judge.h"
#include "../../src/run/watch.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define HOUR_NS UINT64_C(3600000000000)

static struct arena_header header;
static struct launch_subject subject = {.header = &header, .arena_fd = -1};
static struct watch watch;
static struct launch launch;

static void wait_for_ever(void *context, size_t number)
{
	(void)context;
	(void)number;
	for (;;)
		pause();
}

static int start(void **state)
{
	const struct launcher launcher = {.signal_fd = -1, .timeout_ns = HOUR_NS};
	const struct family_plan plan = {.count = 1, .live = wait_for_ever};
	struct error error;

	(void)state;
	memset(&header, 0, sizeof(header));
	header.gate = 1;
	header.spawner_count = 1;
	header.state = ARENA_RUNNING;
	launch = (struct launch){.subjects = &subject, .subject_count = 1, .end = LAUNCH_DONE};
	return watch_start(&watch, &launcher, &launch, &plan, &error);
}

/* Ends what is left and returns the reason of the loss. */
static const char *end_and_judge(void)
{
	assert_int_equal(watch.failed, 0);
	watch_end(&watch);
	launch_judge(&launch, &watch);
	watch_close(&watch);
	assert_int_equal(launch.end, LAUNCH_LOST);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* nothing is left */
	return launch.why.text;
}

static void a_subject_that_takes_no_sample_is_ended(void **state)
{
	(void)state;
	watch.quiet_ns = 1;
	assert_int_equal(watch_wait(&watch), LAUNCH_DONE);
	assert_non_null(strstr(end_and_judge(), "the subject took no sample for 10 minutes"));
}

static void a_program_that_never_becomes_a_subject_is_ended(void **state)
{
	(void)state;
	header.state = ARENA_REQUESTED;
	watch.answer_ns = 1;
	assert_int_equal(watch_wait(&watch), LAUNCH_DONE);
	assert_non_null(strstr(end_and_judge(), "no subject started within 10 seconds"));
}

/* A short timeout of children does not shorten the time that a busy machine has for a start. */
static void a_short_timeout_of_children_is_not_that_of_a_start(void **state)
{
	const struct launcher launcher = {.signal_fd = -1, .timeout_ns = 1};
	const struct family_plan plan = {.count = 1, .live = wait_for_ever};
	struct error error;

	(void)state;
	watch_end(&watch);
	watch_close(&watch);
	assert_int_equal(watch_start(&watch, &launcher, &launch, &plan, &error), 0);
	assert_true(watch.answer_ns == WATCH_ANSWER_NS);
	watch_end(&watch);
	watch_close(&watch);
}

static void a_longer_timeout_of_children_is_that_of_a_start(void **state)
{
	(void)state;
	assert_true(watch.answer_ns == HOUR_NS);
	watch_end(&watch);
	watch_close(&watch);
}

static void a_stopped_keeper_is_named(void **state)
{
	(void)state;
	assert_int_equal(kill(watch.family.keeper, SIGSTOP), 0);
	assert_int_equal(watch_wait(&watch), LAUNCH_DONE);
	assert_string_equal(end_and_judge(),
			    "the keeper process of the subjects was stopped by SIGSTOP");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_subject_that_takes_no_sample_is_ended, start),
		cmocka_unit_test_setup(a_program_that_never_becomes_a_subject_is_ended, start),
		cmocka_unit_test_setup(a_short_timeout_of_children_is_not_that_of_a_start, start),
		cmocka_unit_test_setup(a_longer_timeout_of_children_is_that_of_a_start, start),
		cmocka_unit_test_setup(a_stopped_keeper_is_named, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
