/*
 * Each word of attr= has its effect and no other, with each method of the posix_spawn family: the
 * target reports its state, which is compared with that without the word.
 *
 * Each try is made in its own process; only the test process asserts.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/subject/child.h"
#include "../../src/subject/measure.h"
#include "../tools/tell.h"

#include "procbench/methods/method.h"
#include "procbench/methods/spawn_attrs.h"
#include "procbench/sys/cgroup.h"
#include "procbench/sys/cleanup.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(array)   (sizeof(array) / sizeof((array)[0]))
#define SIGNAL(number) (UINT64_C(1) << ((number)-1))
#define INHERITED_FD   20
#define OTHER_GROUP    65534
#define PADS           12 /* samples in which a random length has to differ */

/* The findings of such a process. */
struct findings {
	bool finished;
	struct error error;
	struct arena_sample sample;
	struct told told[PADS];
};

/* ---- in the process that tries ---- */

/* What a child may inherit, or be kept from: each attribute has something to change. */
static void set_stage(int stamps)
{
	int file = memfd_create("stream", MFD_CLOEXEC);
	sigset_t mask;

	sigemptyset(&mask);
	sigaddset(&mask, SIGUSR1);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGUSR2, SIG_IGN);
	for (int fd = 0; fd < 3; fd++)
		dup2(file, fd);
	sys_cloexec_from(3); /* also what the caller of the tests left open */
	dup2(stamps, TELL_FD);
	dup2(file, INHERITED_FD);
	if (geteuid() == 0 && setegid(OTHER_GROUP) < 0)
		_exit(3);
}

/* The tool stands beside the folder of this program. */
static const char *tell_path(void)
{
	static char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - sizeof("/tools/tell"));

	path[length > 0 ? length : 0] = '\0';
	for (int parts = 0; parts < 2; parts++)
		*strrchr(path, '/') = '\0';
	return strcat(path, "/tools/tell");
}

static void place_target(struct creation *creation, int stamps)
{
	static char *argv[] = {(char *)"tell", NULL};

	creation->stamps =
		mmap(NULL, ARENA_STAMP_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, stamps, 0);
	creation->program = creation->file = tell_path();
	creation->argv = argv;
}

static void try_attr(const struct method *method, const char *attr, int samples,
		     struct findings *findings)
{
	static struct arena_spawner spawner;
	struct creation creation = {.environment = environ, .child_cpu = -1};
	int stamps = memfd_create("stamps", MFD_CLOEXEC);
	struct keys keys;

	alarm(300);
	clock_open(getauxval(AT_SYSINFO_EHDR));
	if (ftruncate(stamps, ARENA_STAMP_BYTES) < 0)
		_exit(3);
	place_target(&creation, stamps);
	set_stage(stamps);
	child_plan(&creation, ARENA_STAMP_COUNTER);
	method_attach(method, &creation, calloc(1, method_state_bytes(method)));
	if (keys_init(&keys, &findings->error) < 0 ||
	    keys_set(&keys, KEY_ATTR, attr, &findings->error) < 0 ||
	    method->check(&keys, &findings->error) < 0 ||
	    method_prepare(method, &creation, &keys, &findings->error) < 0)
		_exit(1);
	for (int i = 0; i < samples; i++) {
		measure_sample(&creation, &spawner, &findings->sample);
		memcpy(&findings->told[i], (char *)creation.stamps + TELL_AT, sizeof(struct told));
	}
	findings->finished = true;
	cleanup_run();
	_exit(0);
}

/* ---- in the test ---- */

static struct findings find_out(const struct method *method, const char *attr, int samples)
{
	struct findings *shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
				       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct findings findings;
	pid_t pid = fork();
	int status = 0;

	if (pid == 0)
		try_attr(method, attr, samples, shared);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	findings = *shared;
	munmap(shared, sizeof(*shared));
	if (!findings.finished || findings.sample.outcome != ARENA_OK)
		fail_msg("%s:attr=%s: status 0x%x, outcome %u %u: %s", method->name, attr,
			 (unsigned)status, findings.sample.outcome, findings.sample.value,
			 findings.error.text);
	return findings;
}

static struct told tell(const struct method *method, const char *attr)
{
	struct findings findings = find_out(method, attr, 1);

	findings.told[0].pad_bytes = 0; /* of a random length */
	return findings.told[0];
}

/* ---- the effect of each word ---- */

static void change_nothing(struct told *told)
{
	(void)told;
}

static void change_mask(struct told *told)
{
	told->blocked = 0;
}

static void change_pipe(struct told *told)
{
	told->ignored &= ~SIGNAL(SIGPIPE);
}

static void change_all_signals(struct told *told)
{
	told->ignored = 0;
}

static void change_group(struct told *told)
{
	told->leads_group = 1;
}

static void change_session(struct told *told)
{
	told->leads_group = 1;
	told->leads_session = 1;
}

static void change_cgroup(struct told *told)
{
	told->made_cgroup = 1;
}

static void change_ids(struct told *told)
{
	told->gid = getgid();
}

static void change_streams(struct told *told)
{
	told->null_streams = 7;
}

static void change_high_fds(struct told *told)
{
	told->fds &= (UINT64_C(1) << CREATION_FDS_KEPT) - 1;
}

static void change_as_python(struct told *told)
{
	told->ignored &= ~(SIGNAL(SIGPIPE) | SIGNAL(SIGXFSZ));
}

static void change_as_hyperfine(struct told *told)
{
	change_mask(told);
	change_pipe(told);
	change_streams(told);
	told->pads = 1;
}

static void change_all(struct told *told)
{
	change_mask(told);
	change_all_signals(told);
	change_session(told);
	change_ids(told);
	change_streams(told);
	change_high_fds(told);
}

static const struct {
	const char *attr;
	void (*change)(struct told *told);
} rows[] = {
	{"setsigmask", change_mask},
	{"setsigdef", change_pipe},
	{"setsigdef_all", change_all_signals},
	{"setpgroup", change_group},
	{"setsid", change_session},
	{"setcgroup", change_cgroup},
	{"resetids", change_ids},
	{"usevfork", change_nothing},
	{"dup2", change_streams},
	{"open", change_streams},
	{"close", change_nothing}, /* of what would be one descriptor more */
	{"closefrom", change_high_fds},
	{"chdir", change_nothing},
	{"like-python", change_as_python},
	{"like-rust", change_pipe},
	{"like-hyperfine", change_as_hyperfine},
};

static const char all[] =
	"setsigmask+setsigdef+setsigdef_all+setsid+resetids+usevfork+dup2+open+close+"
	"closefrom+chdir";

static bool is_missing(const char *word)
{
	for (size_t i = 0; i < spawn_attr_count; i++)
		if (strcmp(spawn_attr_table[i].name, word) == 0)
			return spawn_attr_table[i].missing && spawn_attr_table[i].missing();
	return false;
}

/* Why a word cannot be tried here, or NULL. */
static const char *obstacle(const char *attr)
{
	char folder[CGROUP_PATH_BYTES];
	static struct error error;

	if (is_missing(attr))
		return "this libc has it not";
	if (strcmp(attr, "setcgroup") != 0)
		return NULL;
	if (cgroup_folder(getpid(), folder, &error) < 0)
		return error.text;
	return access(folder, W_OK) < 0 ? "this user cannot make a cgroup" : NULL;
}

static void check_row(const struct method *method, const struct told *without, const char *attr,
		      void (*change)(struct told *told))
{
	struct told expected = *without, told;

	if (obstacle(attr)) {
		print_message("          skipped: attr=%s: %s\n", attr, obstacle(attr));
		return;
	}
	change(&expected);
	told = tell(method, attr);
	if (memcmp(&told, &expected, sizeof(told)) != 0)
		fail_msg("%s:attr=%s: blocked %lx ignored %lx fds %lx group %u session %u gid %u "
			 "null %u pads %u environment %d",
			 method->name, attr, (long)told.blocked, (long)told.ignored, (long)told.fds,
			 told.leads_group, told.leads_session, told.gid, told.null_streams,
			 told.pads, told.environment == expected.environment);
}

/* Checks the setup: otherwise nothing below could fail. */
static void check_stage(const struct told *told)
{
	assert_int_equal(told->said, 1);
	assert_true(told->blocked == SIGNAL(SIGUSR1));
	assert_true(told->ignored == (SIGNAL(SIGPIPE) | SIGNAL(SIGXFSZ) | SIGNAL(SIGUSR2)));
	assert_true(told->fds == (UINT64_C(0x17) | UINT64_C(1) << INHERITED_FD));
	assert_int_equal(told->leads_group, 0);
	assert_int_equal(told->leads_session, 0);
	assert_int_equal(told->null_streams, 0);
	assert_int_equal(told->pads, 0);
	assert_true(told->environment != 0);
	if (geteuid() != 0)
		print_message("          skipped: attr=resetids: only root has other ids to lay "
			      "down\n");
}

static bool can_try(void)
{
	const char *why = NULL;

	if (host_sanitized())
		why = "sanitizers take a child in its parent's memory for its parent";
	else if (getenv("PROCBENCH_TEST_EMULATED"))
		why = "the emulator executes no program of a foreign processor";
	if (why)
		print_message("          skipped: %s\n", why);
	return !why;
}

static void each_word_takes_effect(void **state)
{
	size_t count;
	const struct method *const *methods = method_list(&count);
	size_t tried = 0;

	(void)state;
	for (size_t i = 0; i < count && can_try(); i++) {
		struct told without;

		if (!method_takes(methods[i], KEY_ATTR) ||
		    (methods[i]->probe && methods[i]->probe(&(struct error){0}) < 0))
			continue;
		without = tell(methods[i], "none");
		check_stage(&without);
		for (size_t j = 0; j < COUNT(rows); j++)
			check_row(methods[i], &without, rows[j].attr, rows[j].change);
		if (!is_missing("closefrom") && !is_missing("chdir"))
			check_row(methods[i], &without, all, change_all);
		tried++;
	}
	assert_true(tried > 0 || host_sanitized() || getenv("PROCBENCH_TEST_EMULATED"));
}

static void no_word_is_untested(void **state)
{
	(void)state;
	assert_int_equal(COUNT(rows), spawn_attr_count);
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(rows[i].attr, spawn_attr_table[i].name);
}

static void hyperfines_pad_is_of_another_length_each_time(void **state)
{
	struct error error;
	const struct method *method = method_find("posix_spawnp", 12, &error);
	struct findings findings;
	int others = 0;

	(void)state;
	if (!can_try())
		return;
	findings = find_out(method, "like-hyperfine", PADS);
	for (int i = 0; i < PADS; i++) {
		assert_int_equal(findings.told[i].pads, 1);
		assert_true(findings.told[i].pad_bytes < 4096);
		others += findings.told[i].pad_bytes != findings.told[0].pad_bytes;
	}
	assert_true(others > PADS / 2);
}

/* The rule that check() tells is the kernel's. */
static void a_leader_of_a_session_cannot_change_its_group(void **state)
{
	const short flags = POSIX_SPAWN_SETSID | POSIX_SPAWN_SETPGROUP;
	char *argv[] = {(char *)"tell", NULL};
	posix_spawnattr_t attributes;
	pid_t pid;

	(void)state;
	if (!can_try())
		return;
	assert_int_equal(posix_spawnattr_init(&attributes), 0);
	assert_int_equal(posix_spawnattr_setflags(&attributes, flags), 0);
	assert_int_equal(posix_spawn(&pid, tell_path(), NULL, &attributes, argv, environ), EPERM);
	posix_spawnattr_destroy(&attributes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_word_takes_effect),
		cmocka_unit_test(no_word_is_untested),
		cmocka_unit_test(hyperfines_pad_is_of_another_length_each_time),
		cmocka_unit_test(a_leader_of_a_session_cannot_change_its_group),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
