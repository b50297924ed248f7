/* test_measure: the timing core, with a scripted clock and scripted answers of wait4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/subject/measure.h"

#include "procbench/methods/method.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#define PID      4711
#define CLOCK_AT 1000000 /* the first reading of the clock; clock_steps[] has the later ones */

/* As wait4 reports them. */
#define EXITED(code)   ((code) << 8)
#define KILLED(signal) (signal)
#define CORE_DUMPED    0x80

#define ANSWERS_MAX 4

struct answer {
	long result; /* 0: the child's pid */
	int status;
	long minor_faults;
	struct timeval user;
	struct timeval system;
};

/* What create() returns and does in place of the child. */
struct script {
	long created; /* 0: PID */
	uint64_t child, image;
	int exec_errno;
	struct answer waits[ANSWERS_MAX];
	int error_below; /* that reap() finds */
	int late_status; /* that settle() finds */
};

/* The scripted state, and what has happened since. */
static struct {
	const struct script *script;
	char events[256];
	unsigned clocks, waits;
	struct arena_stamps seen; /* the stamp page, as create() found it */
	struct creation *created, *settled;
} stage;

static const uint64_t clock_steps[] = {0, 30, 700, 11000, 13000, 17000, 19000, 23000};

static uint64_t clock_answer(unsigned call)
{
	uint64_t now = CLOCK_AT;

	for (unsigned i = 0; i <= call; i++)
		now += clock_steps[i];
	return now;
}

static void happened(const char *event)
{
	size_t used = strlen(stage.events);

	snprintf(stage.events + used, sizeof(stage.events) - used, "%s%s", used ? " " : "", event);
}

/* ---- what the linker puts in the place of the real ones ---- */

uint64_t __wrap_clock_now_ns(void);
uint64_t __wrap_clock_now_ns(void)
{
	happened("clock");
	assert_true(stage.clocks < sizeof(clock_steps) / sizeof(clock_steps[0]));
	return clock_answer(stage.clocks++);
}

long __wrap_sys_wait4(pid_t pid, int *status, int options, struct rusage *usage);
long __wrap_sys_wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
	const struct answer *answer = &stage.script->waits[stage.waits];

	happened("wait4");
	assert_true(stage.waits++ < ANSWERS_MAX);
	assert_int_equal(pid, PID);
	assert_int_equal(options, 0);
	assert_non_null(usage);
	if (answer->result == 0) {
		*status = answer->status;
		usage->ru_minflt = answer->minor_faults;
		usage->ru_utime = answer->user;
		usage->ru_stime = answer->system;
	}
	return answer->result ? answer->result : PID;
}

static long scripted_create(struct creation *creation)
{
	const struct script *script = stage.script;

	happened("create");
	stage.created = creation;
	if (creation->stamps) {
		stage.seen = *creation->stamps;
		creation->stamps->child = script->child;
		creation->stamps->image = script->image;
		creation->stamps->exec_errno = script->exec_errno;
	}
	return script->created ? script->created : PID;
}

static void scripted_settle(struct creation *creation, struct reaped *reaped)
{
	happened("settle");
	if (reaped->status == 0)
		reaped->status = stage.script->late_status;
	stage.settled = creation;
}

static long scripted_reap(struct creation *creation, long pid, struct reaped *reaped)
{
	reaped->error = stage.script->error_below;
	return creation_reap(creation, pid, reaped);
}

static const struct creation_calls scripted_calls = {scripted_create, scripted_reap,
						     scripted_settle};

/* ---- playing one sample ---- */

struct play {
	struct arena_spawner spawner;
	struct arena_stamps stamps;
	struct creation creation;
	struct arena_sample sample;
};

/* The whole record must be written: it starts with all bits set. */
static void play_calls(struct play *play, const struct script *script,
		       const struct creation_calls *calls)
{
	memset(&stage, 0, sizeof(stage));
	memset(&play->sample, 0xff, sizeof(play->sample));
	stage.script = script;
	play->creation.calls = *calls;
	measure_sample(&play->creation, &play->spawner, &play->sample);
}

static void play_script(struct play *play, const struct script *script)
{
	play_calls(play, script, &scripted_calls);
}

/* ---- tests ---- */

static void events_come_in_order(void **state)
{
	static struct play play;
	struct script script = {0};

	(void)state;
	play_script(&play, &script);
	assert_string_equal(stage.events, "clock create clock wait4 clock settle");
	assert_ptr_equal(stage.created, &play.creation);
	assert_ptr_equal(stage.settled, &play.creation);
}

static void stamps_land_in_their_fields(void **state)
{
	static struct play play;
	struct script script = {.waits = {{.minor_faults = 42}}};

	(void)state;
	play_script(&play, &script);
	assert_int_equal(play.sample.start_ns, 1000000);
	assert_int_equal(play.sample.returned_ns, 1000030);
	assert_int_equal(play.sample.reaped_ns, 1000730);
	assert_int_equal(play.sample.outcome, ARENA_OK);
	assert_int_equal(play.sample.value, 0);
	assert_int_equal(play.sample.minor_faults, 42);
	assert_int_equal(play.spawner.alive_ns, 1000730);
}

static void interrupted_wait_is_repeated_within_the_span(void **state)
{
	static struct play play;
	struct script script = {.waits = {{.result = -EINTR}, {.result = -EINTR}, {0}}};

	(void)state;
	play_script(&play, &script);
	assert_string_equal(stage.events, "clock create clock wait4 wait4 wait4 clock settle");
	assert_int_equal(play.sample.outcome, ARENA_OK);
	assert_int_equal(play.sample.reaped_ns, clock_answer(2));
}

static void failed_creation_waits_for_nobody(void **state)
{
	static const int errors[] = {EAGAIN, ENOMEM, EPERM, ENOSYS};
	static struct play play;

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		struct script script = {.created = -errors[i]};

		play_script(&play, &script);
		assert_string_equal(stage.events, "clock create clock clock settle");
		assert_int_equal(play.sample.outcome, ARENA_ERRNO);
		assert_int_equal(play.sample.value, errors[i]);
		assert_int_equal(play.sample.start_ns, clock_answer(0));
		assert_int_equal(play.sample.returned_ns, clock_answer(1));
		assert_int_equal(play.sample.reaped_ns, clock_answer(2));
		assert_int_equal(play.sample.minor_faults, ARENA_FAULTS_UNKNOWN);
		assert_int_equal(play.spawner.done, i + 1);
	}
}

#define DONE 7 /* samples that have ended before the one at hand */

static const struct verdict {
	const char *what;
	uint64_t timed_out;
	struct script script;
	enum arena_outcome outcome;
	int value;
} verdicts[] = {
	{"exit 0", 0, {0}, ARENA_OK, 0},
	{"exit 1", 0, {.waits = {{.status = EXITED(1)}}}, ARENA_EXIT, 1},
	{"exit 3", 0, {.waits = {{.status = EXITED(3)}}}, ARENA_EXIT, 3},
	{"exit 127 of a target's own", 0, {.waits = {{.status = EXITED(127)}}}, ARENA_EXIT, 127},
	{"exit 255", 0, {.waits = {{.status = EXITED(255)}}}, ARENA_EXIT, 255},
	{"SIGSEGV", 0, {.waits = {{.status = KILLED(SIGSEGV)}}}, ARENA_SIGNAL, 11},
	{"SIGSEGV with a core",
	 0,
	 {.waits = {{.status = KILLED(SIGSEGV) | CORE_DUMPED}}},
	 ARENA_SIGNAL,
	 11},
	{"SIGTERM", 0, {.waits = {{.status = KILLED(SIGTERM)}}}, ARENA_SIGNAL, 15},
	{"SIGKILL by somebody", 0, {.waits = {{.status = KILLED(SIGKILL)}}}, ARENA_SIGNAL, 9},
	{"SIGKILL by the controller",
	 DONE + 1,
	 {.waits = {{.status = KILLED(SIGKILL)}}},
	 ARENA_TIMEOUT,
	 0},
	{"SIGKILL, the controller meant the last sample",
	 DONE,
	 {.waits = {{.status = KILLED(SIGKILL)}}},
	 ARENA_SIGNAL,
	 9},
	{"SIGKILL, the controller meant a later sample",
	 DONE + 2,
	 {.waits = {{.status = KILLED(SIGKILL)}}},
	 ARENA_SIGNAL,
	 9},
	{"SIGSEGV just before the controller's signal",
	 DONE + 1,
	 {.waits = {{.status = KILLED(SIGSEGV)}}},
	 ARENA_SIGNAL,
	 11},
	{"exit 0, and what the controller ended lived on", DONE + 1, {0}, ARENA_TIMEOUT, 0},
	{"exit 9, and what the controller ended lived on",
	 DONE + 1,
	 {.waits = {{.status = EXITED(9)}}},
	 ARENA_TIMEOUT,
	 0},
	{"exit 0, the controller meant the last sample", DONE, {0}, ARENA_OK, 0},
	{"the call failed because the controller ended its helper",
	 DONE + 1,
	 {.created = -EPIPE},
	 ARENA_TIMEOUT,
	 0},
	{"no child", 0, {.waits = {{.result = -ECHILD}}}, ARENA_WAIT, ECHILD},
	{"no child, after a signal",
	 0,
	 {.waits = {{.result = -EINTR}, {.result = -ECHILD}}},
	 ARENA_WAIT,
	 ECHILD},
	{"exec failed",
	 0,
	 {.exec_errno = ENOENT, .waits = {{.status = EXITED(127)}}},
	 ARENA_ERRNO,
	 ENOENT},
	{"exec failed otherwise",
	 0,
	 {.exec_errno = EACCES, .waits = {{.status = EXITED(127)}}},
	 ARENA_ERRNO,
	 EACCES},
	{"exec failed, and nothing could be waited for",
	 0,
	 {.exec_errno = ENOENT, .waits = {{.result = -ECHILD}}},
	 ARENA_WAIT,
	 ECHILD},
	{"a creation further down failed", 0, {.error_below = EAGAIN}, ARENA_ERRNO, EAGAIN},
	{"exit 3 of what lived on", 0, {.late_status = EXITED(3)}, ARENA_EXIT, 3},
	{"exit 4, and exit 3 of what lived on",
	 0,
	 {.waits = {{.status = EXITED(4)}}, .late_status = EXITED(3)},
	 ARENA_EXIT,
	 4},
	{"the controller ended what lived on",
	 DONE + 1,
	 {.late_status = KILLED(SIGKILL)},
	 ARENA_TIMEOUT,
	 0},
	{"the call failed, whatever the page says",
	 0,
	 {.created = -EAGAIN, .exec_errno = ENOENT},
	 ARENA_ERRNO,
	 EAGAIN},
};

static void every_end_has_its_name(void **state)
{
	static struct play play;

	(void)state;
	play.creation.stamps = &play.stamps;
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++) {
		const struct verdict *verdict = &verdicts[i];

		play.spawner.done = DONE;
		play.spawner.timed_out = verdict->timed_out;
		play_script(&play, &verdict->script);
		if (play.sample.outcome != verdict->outcome || play.sample.value != verdict->value)
			fail_msg("%s: outcome %d value %d", verdict->what, play.sample.outcome,
				 play.sample.value);
		assert_int_equal(play.spawner.done, DONE + 1);
	}
}

/* What an earlier child left on the page must never become this one's. */
static void stamps_are_cleared_before_each_sample(void **state)
{
	static struct play play = {.stamps = {.child = 11, .image = 22, .exec_errno = ENOENT}};
	struct script stamping = {.child = 333, .image = 444};
	struct script silent = {0};

	(void)state;
	play.creation.stamps = &play.stamps;
	for (int i = 0; i < 2; i++) {
		play_script(&play, &stamping);
		assert_int_equal(stage.seen.child, 0);
		assert_int_equal(stage.seen.image, 0);
		assert_int_equal(stage.seen.exec_errno, 0);
		assert_int_equal(play.sample.child, 333);
		assert_int_equal(play.sample.image, 444);
		assert_int_equal(play.sample.outcome, ARENA_OK);
	}
	play_script(&play, &silent);
	assert_int_equal(play.sample.child, 0);
	assert_int_equal(play.sample.image, 0);
	assert_int_equal(play.sample.outcome, ARENA_OK);
}

static void exec_errno_is_forgotten_with_the_next_sample(void **state)
{
	static struct play play;
	struct script failing = {.exec_errno = ENOENT, .waits = {{.status = EXITED(127)}}};
	struct script fine = {0};

	(void)state;
	play.creation.stamps = &play.stamps;
	play_script(&play, &failing);
	assert_int_equal(play.sample.outcome, ARENA_ERRNO);
	play_script(&play, &fine);
	assert_int_equal(play.sample.outcome, ARENA_OK);
	assert_int_equal(play.sample.value, 0);
}

static void without_a_page_there_are_no_stamps(void **state)
{
	static struct play play;
	struct script script = {.child = 1, .image = 2, .exec_errno = ENOENT};

	(void)state;
	play_script(&play, &script);
	assert_int_equal(play.sample.child, 0);
	assert_int_equal(play.sample.image, 0);
	assert_int_equal(play.sample.outcome, ARENA_OK);
}

static void progress_shows_in_the_spawner(void **state)
{
	static struct play play;
	static const struct script scripts[] = {
		{0}, {.created = -EAGAIN}, {.waits = {{.result = -ECHILD}}}, {0}};

	(void)state;
	for (unsigned i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		play.spawner.alive_ns = 1;
		play_script(&play, &scripts[i]);
		assert_int_equal(play.spawner.done, i + 1);
		assert_int_equal(play.spawner.alive_ns, clock_answer(2));
		assert_int_equal(play.spawner.alive_ns, play.sample.reaped_ns);
	}
}

static void minor_faults_are_each_childs_own(void **state)
{
	static struct play play;
	static const long faults[] = {0, 1, 57, 262144, 3};

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		struct script script = {.waits = {{.minor_faults = faults[i]}}};

		play_script(&play, &script);
		assert_int_equal(play.sample.minor_faults, faults[i]);
	}
}

static void cpu_time_is_each_childs_own(void **state)
{
	static struct play play;
	struct script script = {.waits = {{.user = {0, 40}, .system = {2, 500000}}}};

	(void)state;
	play_script(&play, &script);
	assert_int_equal(play.sample.user_us, 40);
	assert_int_equal(play.sample.system_us, 2500000);
}

static void null_creates_and_awaits_nothing(void **state)
{
	static struct play play;
	static const struct script script = {0};
	struct error error;
	const struct method *method = method_find("null", 4, &error);

	(void)state;
	assert_non_null(method);
	play_calls(&play, &script, &method->calls);
	assert_string_equal(stage.events, "clock clock clock");
	assert_int_equal(play.sample.outcome, ARENA_OK);
	assert_int_equal(play.sample.start_ns, clock_answer(0));
	assert_int_equal(play.sample.returned_ns, clock_answer(1));
	assert_int_equal(play.sample.reaped_ns, clock_answer(2));
	assert_int_equal(play.sample.minor_faults, ARENA_FAULTS_UNKNOWN);
	assert_int_equal(play.spawner.done, 1);
}

static void check_failed_creation(const struct creation_calls *calls)
{
	static const struct script script = {0};
	struct creation creation = {0};
	struct reaped reaped = {0};

	memset(&stage, 0, sizeof(stage));
	stage.script = &script;
	assert_int_equal(calls->reap(&creation, -EAGAIN, &reaped), 0);
	assert_string_equal(stage.events, "");
}

static void check_reap(const struct creation_calls *calls)
{
	static const struct script script = {
		.waits = {{.result = -EINTR}, {.status = EXITED(3), .minor_faults = 5}}};
	struct creation creation = {0};
	struct reaped reaped = {0};

	memset(&stage, 0, sizeof(stage));
	stage.script = &script;
	assert_int_equal(calls->reap(&creation, PID, &reaped), 0);
	assert_string_equal(stage.events, "wait4 wait4");
	assert_int_equal(reaped.status, EXITED(3));
	assert_int_equal(reaped.usage.ru_minflt, 5);
}

/* What takes the keys of reaping leaves it to the usual way; all others have one of their own. */
static void every_method_reaps_alike(void **state)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const struct method *method = methods[i];

		check_failed_creation(&method->calls);
		if ((method->freestanding && !method->state_bytes) ||
		    method->groups & KEY_GROUP_REAP)
			check_reap(&method->calls);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(events_come_in_order),
		cmocka_unit_test(stamps_land_in_their_fields),
		cmocka_unit_test(interrupted_wait_is_repeated_within_the_span),
		cmocka_unit_test(failed_creation_waits_for_nobody),
		cmocka_unit_test(every_end_has_its_name),
		cmocka_unit_test(stamps_are_cleared_before_each_sample),
		cmocka_unit_test(exec_errno_is_forgotten_with_the_next_sample),
		cmocka_unit_test(without_a_page_there_are_no_stamps),
		cmocka_unit_test(progress_shows_in_the_spawner),
		cmocka_unit_test(minor_faults_are_each_childs_own),
		cmocka_unit_test(cpu_time_is_each_childs_own),
		cmocka_unit_test(null_creates_and_awaits_nothing),
		cmocka_unit_test(every_method_reaps_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
