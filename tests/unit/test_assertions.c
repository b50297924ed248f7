/* test_assertions: which creations break which assertion, and when it cannot be judged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/observe/assertions.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MIB(n) ((uint64_t)(n) << 20)

/* A creation of a process that executes /bin/true, counted, with 1 MiB of private memory. */
static struct observe_creation creation(struct observation *seen, enum observe_kind kind)
{
	static uint64_t number;

	number++;
	return (struct observe_creation){
		.number = number,
		.process = 1,
		.pid = 100,
		.tid = 100,
		.executable = observation_word(seen, "/usr/bin/python3"),
		.call = observation_word(seen, kind == OBSERVE_VFORK ? "vfork" : "clone"),
		.flag_bits = kind == OBSERVE_VFORK ? 0x4100 : 0x1200000,
		.flags = observation_word(
			seen, kind == OBSERVE_VFORK ? "vm+vfork" : "child_settid+child_cleartid"),
		.exit_signal = 17,
		.kind = kind,
		.child = 1000 + number,
		.shape = {.rss_anon = MIB(1)},
		.shape_is_read = true,
		.child_process = 1 + number,
		.is_counted = true,
		.is_count_complete = true,
		.program = observation_word(seen, "/bin/true"),
		.end = {OBSERVE_EXITED, 0},
	};
}

static void add(struct observation *seen, struct observe_creation made)
{
	observation_add_creation(seen, &made);
}

static void add_calls(struct observation *seen, struct observe_creation made, const char *name,
		      uint64_t count)
{
	made.calls.items = calloc(1, sizeof(*made.calls.items));
	assert_non_null(made.calls.items);
	made.calls.items[made.calls.count++] =
		(struct observe_calls){observation_word(seen, name), count};
	made.calls_total = count;
	add(seen, made);
}

/* The verdict; `line` gets the first line, which the caller frees, or NULL. */
static enum assertion_verdict judge(struct observation *seen, const char *word, char **line)
{
	struct error error = {0};
	struct assertion assertion;
	enum assertion_verdict verdict;
	struct text_list lines = {0};

	assert_int_equal(observation_finish(seen, &error), 0);
	assert_int_equal(assertion_read(&assertion, word, &error), 0);
	assert_int_equal(assertion_judge(&assertion, seen, &verdict, &lines), 0);
	*line = lines.count > 0 ? lines.items[0] : NULL;
	if (lines.count > 0)
		lines.items[0] = NULL;
	text_list_free(&lines);
	return verdict;
}

static void expect(struct observation *seen, const char *word, enum assertion_verdict verdict,
		   const char *expected)
{
	char *line;
	enum assertion_verdict found = judge(seen, word, &line);

	if (found != verdict)
		fail_msg("%s: %d: %s", word, found, line ? line : "(no line)");
	if (!expected)
		assert_null(line);
	else
		assert_string_equal(line, expected);
	free(line);
}

static void spawns_must_share_memory(void **state)
{
	struct observation seen = {0};

	(void)state;
	add(&seen, creation(&seen, OBSERVE_VFORK));
	add(&seen, creation(&seen, OBSERVE_THREAD));
	expect(&seen, "vfork", ASSERTION_HOLDS, NULL);
	observation_free(&seen);
	add(&seen, creation(&seen, OBSERVE_VFORK));
	add(&seen, creation(&seen, OBSERVE_FORK));
	add(&seen, creation(&seen, OBSERVE_FORK));
	expect(&seen, "vfork", ASSERTION_FAILS,
	       "assertion 'vfork' fails: '/usr/bin/python3' (pid 100) called clone with "
	       "child_settid+child_cleartid 2 times to execute '/bin/true', which copies the page "
	       "tables of the caller (up to 1.0 MiB of private memory) (use posix_spawn, or vfork "
	       "and exec)");
	observation_free(&seen);
}

/* A child that goes on in its parent's program, as a backend of a server does. */
static void forks_without_exec_are_no_spawns(void **state)
{
	struct observation seen = {0};
	struct observe_creation fork = creation(&seen, OBSERVE_FORK);

	(void)state;
	fork.program = NULL;
	add(&seen, fork);
	expect(&seen, "vfork", ASSERTION_UNKNOWN,
	       "assertion 'vfork' cannot be judged: no child executed a program");
	observation_free(&seen);
	fork = creation(&seen, OBSERVE_FORK);
	fork.program = NULL;
	add(&seen, fork);
	add(&seen, creation(&seen, OBSERVE_VFORK));
	expect(&seen, "vfork", ASSERTION_HOLDS, NULL);
	observation_free(&seen);
}

static void calls_that_failed_created_nothing(void **state)
{
	struct observation seen = {0};
	struct observe_creation failed = creation(&seen, OBSERVE_FORK);

	(void)state;
	failed.error = EAGAIN;
	failed.child = OBSERVE_UNKNOWN;
	failed.program = NULL;
	add(&seen, failed);
	add(&seen, creation(&seen, OBSERVE_VFORK));
	expect(&seen, "no-fork-above=1K", ASSERTION_HOLDS, NULL);
	expect(&seen, "max-creations=1", ASSERTION_HOLDS, NULL);
	observation_free(&seen);
}

static void large_callers_must_not_fork(void **state)
{
	struct observation seen = {0};
	struct observe_creation fork = creation(&seen, OBSERVE_FORK);
	struct observe_creation vfork = creation(&seen, OBSERVE_VFORK);

	(void)state;
	vfork.shape.rss_anon = MIB(900);
	fork.shape.rss_anon = MIB(64);
	add(&seen, vfork);
	add(&seen, fork);
	expect(&seen, "no-fork-above=64M", ASSERTION_HOLDS, NULL);
	observation_free(&seen);
	fork = creation(&seen, OBSERVE_FORK);
	add(&seen, fork);
	fork = creation(&seen, OBSERVE_FORK);
	fork.shape.rss_anon = MIB(65);
	add(&seen, fork);
	expect(&seen, "no-fork-above=64M", ASSERTION_FAILS,
	       "assertion 'no-fork-above=64M' fails: '/usr/bin/python3' (pid 100) called clone "
	       "with "
	       "child_settid+child_cleartid 2 times to execute '/bin/true' with up to 65.0 MiB of "
	       "private memory, more than 64M (use posix_spawn, or fork before memory is filled)");
	observation_free(&seen);
}

static void memory_that_is_not_known_is_no_pass(void **state)
{
	struct observation seen = {0};
	struct observe_creation fork = creation(&seen, OBSERVE_FORK);

	(void)state;
	expect(&seen, "no-fork-above=64M", ASSERTION_UNKNOWN,
	       "assertion 'no-fork-above=64M' cannot be judged: no process was created");
	observation_free(&seen);
	fork = creation(&seen, OBSERVE_FORK);
	observe_shape_clear(&fork.shape);
	fork.shape_is_read = false;
	add(&seen, fork);
	expect(&seen, "no-fork-above=64M", ASSERTION_UNKNOWN,
	       "assertion 'no-fork-above=64M' cannot be judged: the memory of a caller that forked "
	       "is not known");
	observation_free(&seen);
}

static void processes_are_counted_and_threads_are_not(void **state)
{
	struct observation seen = {0};

	(void)state;
	expect(&seen, "max-creations=0", ASSERTION_HOLDS, NULL);
	observation_free(&seen);
	for (int i = 0; i < 3; i++)
		add(&seen, creation(&seen, OBSERVE_THREAD));
	add(&seen, creation(&seen, OBSERVE_VFORK));
	add(&seen, creation(&seen, OBSERVE_VFORK));
	expect(&seen, "max-creations=2", ASSERTION_HOLDS, NULL);
	expect(&seen, "max-creations=1", ASSERTION_FAILS,
	       "assertion 'max-creations=1' fails: 2 processes were created; most often "
	       "'/usr/bin/python3' (pid 100) called vfork 2 times to execute '/bin/true' (create "
	       "fewer processes: use one for several tasks, or builtins of the shell)");
	observation_free(&seen);
}

static void children_must_not_close_in_a_loop(void **state)
{
	struct observation seen = {0};

	(void)state;
	add_calls(&seen, creation(&seen, OBSERVE_VFORK), "close", ASSERTION_CLOSE_LOOP - 1);
	add_calls(&seen, creation(&seen, OBSERVE_VFORK), "rt_sigaction", 200);
	expect(&seen, "no-close-loop", ASSERTION_HOLDS, NULL);
	observation_free(&seen);
	add_calls(&seen, creation(&seen, OBSERVE_VFORK), "rt_sigaction", 200);
	add_calls(&seen, creation(&seen, OBSERVE_VFORK), "close", ASSERTION_CLOSE_LOOP);
	expect(&seen, "no-close-loop", ASSERTION_FAILS,
	       "assertion 'no-close-loop' fails: '/usr/bin/python3' (pid 100) called vfork 2 times "
	       "to execute '/bin/true', and the child closed descriptors by 32 calls before exec "
	       "(use close_range, or open descriptors with O_CLOEXEC)");
	observation_free(&seen);
}

static void programs_must_not_inherit_descriptors(void **state)
{
	struct observation seen = {0};
	struct observe_creation leak = creation(&seen, OBSERVE_VFORK);

	(void)state;
	add(&seen, creation(&seen, OBSERVE_VFORK));
	expect(&seen, "cloexec", ASSERTION_HOLDS, NULL);
	observation_free(&seen);
	leak = creation(&seen, OBSERVE_VFORK);
	add(&seen, creation(&seen, OBSERVE_VFORK));
	leak.inherited = 2;
	leak.inherits = observation_word(&seen, "3 /tmp/x, 5 pipe");
	add(&seen, leak);
	expect(&seen, "cloexec", ASSERTION_FAILS,
	       "assertion 'cloexec' fails: '/usr/bin/python3' (pid 100) called vfork 2 times to "
	       "execute '/bin/true', and the program inherited 2 descriptors: 3 /tmp/x, 5 pipe "
	       "(open them with O_CLOEXEC)");
	observation_free(&seen);
}

/* A failure is one however few children were followed; a pass is not. */
static void sampled_children_are_no_pass(void **state)
{
	struct observation seen = {0};
	struct observe_creation blind = creation(&seen, OBSERVE_VFORK);

	(void)state;
	blind.is_counted = blind.is_count_complete = false;
	blind.calls_total = blind.inherited = OBSERVE_UNKNOWN;
	add(&seen, creation(&seen, OBSERVE_VFORK));
	add(&seen, blind);
	expect(&seen, "no-close-loop", ASSERTION_UNKNOWN,
	       "assertion 'no-close-loop' cannot be judged: not every child was followed to its "
	       "exec "
	       "(observe with --calls all)");
	expect(&seen, "vfork", ASSERTION_HOLDS, NULL);
	observation_free(&seen);
	blind = creation(&seen, OBSERVE_VFORK);
	blind.is_counted = false;
	blind.calls_total = OBSERVE_UNKNOWN;
	add(&seen, blind);
	add_calls(&seen, creation(&seen, OBSERVE_VFORK), "close", 5000);
	expect(&seen, "no-close-loop", ASSERTION_FAILS,
	       "assertion 'no-close-loop' fails: '/usr/bin/python3' (pid 100) called vfork 2 times "
	       "to execute '/bin/true', and the child closed descriptors by 5000 calls before exec "
	       "(use close_range, or open descriptors with O_CLOEXEC)");
	observation_free(&seen);
}

static void lost_events_are_no_pass(void **state)
{
	struct observation seen = {0};

	(void)state;
	add(&seen, creation(&seen, OBSERVE_VFORK));
	seen.losses.events = 1;
	expect(&seen, "vfork", ASSERTION_UNKNOWN,
	       "assertion 'vfork' cannot be judged: events of the observed program were lost");
	expect(&seen, "max-creations=1", ASSERTION_UNKNOWN,
	       "assertion 'max-creations=1' cannot be judged: events of the observed program were "
	       "lost");
	expect(&seen, "max-creations=0", ASSERTION_FAILS,
	       "assertion 'max-creations=0' fails: 1 process was created; most often "
	       "'/usr/bin/python3' (pid 100) called vfork 1 time to execute '/bin/true' (create "
	       "fewer processes: use one for several tasks, or builtins of the shell)");
	observation_free(&seen);
}

static void what_could_not_be_read_is_no_pass(void **state)
{
	struct observation seen = {0};
	struct observe_creation blind = creation(&seen, OBSERVE_VFORK);

	(void)state;
	blind.inherited = OBSERVE_UNKNOWN;
	add(&seen, blind);
	expect(&seen, "cloexec", ASSERTION_UNKNOWN,
	       "assertion 'cloexec' cannot be judged: the descriptors of a program could not be "
	       "read");
	expect(&seen, "vfork", ASSERTION_HOLDS, NULL);
	seen.losses.callers_unknown = 1;
	expect(&seen, "vfork", ASSERTION_UNKNOWN,
	       "assertion 'vfork' cannot be judged: the caller of a creation is not known");
	observation_free(&seen);
}

/* Others of its site were read, and do not tell what this one had. */
static void one_that_could_not_be_read_is_no_pass(void **state)
{
	struct observation seen = {0};
	struct observe_creation blind = creation(&seen, OBSERVE_FORK);

	(void)state;
	blind.inherited = blind.shape.rss_anon = OBSERVE_UNKNOWN;
	add(&seen, creation(&seen, OBSERVE_FORK));
	add(&seen, blind);
	expect(&seen, "cloexec", ASSERTION_UNKNOWN,
	       "assertion 'cloexec' cannot be judged: the descriptors of a program could not be "
	       "read");
	expect(&seen, "no-fork-above=64M", ASSERTION_UNKNOWN,
	       "assertion 'no-fork-above=64M' cannot be judged: the memory of a caller that forked "
	       "is not known");
	expect(&seen, "no-close-loop", ASSERTION_HOLDS, NULL);
	observation_free(&seen);
}

/* Of a child with very many calls the last ones are not counted, which may be a loop. */
static void a_count_cut_short_is_no_pass(void **state)
{
	struct observation seen = {0};

	(void)state;
	add(&seen, creation(&seen, OBSERVE_VFORK));
	seen.losses.counts_cut_short = 1;
	expect(&seen, "no-close-loop", ASSERTION_UNKNOWN,
	       "assertion 'no-close-loop' cannot be judged: a child made more system calls before "
	       "exec than are counted");
	expect(&seen, "cloexec", ASSERTION_HOLDS, NULL);
	expect(&seen, "vfork", ASSERTION_HOLDS, NULL);
	observation_free(&seen);
}

static void wrong_words_are_refused(void **state)
{
	static const char *const words[][2] = {
		{"vfrok", "unknown assertion 'vfrok' (did you mean 'vfork'?) (expected "
			  "vfork|no-fork-above=SIZE|max-creations=N|no-close-loop|cloexec)"},
		{"vfork=3", "assertion 'vfork' takes no value"},
		{"max-creations", "assertion 'max-creations' requires a value (write "
				  "max-creations=N)"},
		{"no-fork-above=x", "assertion 'no-fork-above': "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct error error = {0};
		struct assertion assertion;

		assert_int_equal(assertion_read(&assertion, words[i][0], &error), -EINVAL);
		assert_memory_equal(error.text, words[i][1], strlen(words[i][1]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spawns_must_share_memory),
		cmocka_unit_test(forks_without_exec_are_no_spawns),
		cmocka_unit_test(calls_that_failed_created_nothing),
		cmocka_unit_test(large_callers_must_not_fork),
		cmocka_unit_test(memory_that_is_not_known_is_no_pass),
		cmocka_unit_test(processes_are_counted_and_threads_are_not),
		cmocka_unit_test(children_must_not_close_in_a_loop),
		cmocka_unit_test(programs_must_not_inherit_descriptors),
		cmocka_unit_test(sampled_children_are_no_pass),
		cmocka_unit_test(lost_events_are_no_pass),
		cmocka_unit_test(what_could_not_be_read_is_no_pass),
		cmocka_unit_test(one_that_could_not_be_read_is_no_pass),
		cmocka_unit_test(a_count_cut_short_is_no_pass),
		cmocka_unit_test(wrong_words_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
