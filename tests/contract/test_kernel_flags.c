/*
 * test_kernel_flags: the flags of clone and clone3 against the running kernel. Where our check
 * refuses a set, the kernel says EINVAL; where it does not, the kernel says anything but that. And
 * the keys of clone3 have the promised effect on a child.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/methods/clone3_keys.h"
#include "../../src/methods/clone_bits.h"
#include "../../src/methods/trial.h"

#include "procbench/methods/clone_flags.h"
#include "procbench/sys/cgroup.h"
#include "procbench/sys/cleanup.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define RANDOM_SETS 120

static const struct method *method_named(const char *name)
{
	struct error error;

	return method_find(name, strlen(name), &error);
}

/* Neither a sanitizer nor an emulator of a foreign processor lets all flags through. */
static void skip_where_flags_are_not_real(void)
{
	if (!host_sanitized() && !getenv("PROCBENCH_TEST_EMULATED"))
		return;
	print_message(
		"          skipped: this build or emulator does not show the kernel's rules\n");
	skip();
}

/* The flags that this kernel knows and that this call takes. */
static uint64_t flags_to_try(bool by_clone3)
{
	uint64_t flags = 0;

	for (size_t i = 0; i < clone_flag_count; i++) {
		const struct clone_flag *flag = &clone_flag_table[i];
		struct error why = {0};
		int status = clone_flag_is_taken(flag, by_clone3) ? clone_flag_probe(flag, &why)
								  : -EINVAL;

		if (status != -EINVAL)
			flags |= flag->bit;
	}
	return flags;
}

/* The kernel's return value: 0 or -errno. */
static int ask_kernel(const struct method *method, uint64_t flags)
{
	struct error error = {0};
	struct keys keys;
	int status;

	assert_int_equal(keys_init(&keys, &error), 0);
	keys.number[KEY_FLAGS] = flags;
	status = trial_run(method, &keys, &error);
	keys_free(&keys);
	return status;
}

static void compare(const struct method *method, bool by_clone3, uint64_t flags)
{
	struct error rule = {0};
	int ours = clone_flags_check(flags, by_clone3, &rule), kernel;
	struct text names = {0};

	/* procbench's own rule: without a pidfd the end could not be detected */
	if ((flags & CLONE_AUTOREAP) && !(flags & CLONE_PIDFD))
		return;
	kernel = ask_kernel(method, flags);
	clone_flags_add(&names, flags);
	/* a missing privilege may be found out before the rule is looked at */
	if ((kernel == -EINVAL && ours == 0) ||
	    (ours != 0 && kernel != -EINVAL && kernel != -EPERM && kernel != -EACCES))
		fail_msg("%s flags=%s: the kernel says %d, and we: '%s'", method->name,
			 text_string(&names), kernel, rule.text);
	text_free(&names);
}

static void compare_pairs(const struct method *method, bool by_clone3)
{
	uint64_t all = flags_to_try(by_clone3);

	assert_true(all & CLONE_VM);
	for (int i = 0; i < 64; i++)
		for (int j = i; j < 64; j++) {
			uint64_t flags = UINT64_C(1) << i | UINT64_C(1) << j;

			if ((flags & all) == flags)
				compare(method, by_clone3, flags);
		}
}

static bool has_clone3(void)
{
	struct error error = {0};
	const struct method *method = method_named("clone3");

	return method->probe(&error) == 0;
}

static void the_kernel_refuses_the_pairs_that_we_refuse(void **state)
{
	(void)state;
	skip_where_flags_are_not_real();
	compare_pairs(method_named("clone"), false);
	if (has_clone3())
		compare_pairs(method_named("clone3"), true);
}

/* Larger sets, drawn by a fixed rule: a flag in three. */
static void the_kernel_refuses_the_sets_that_we_refuse(void **state)
{
	uint64_t draw = 88172645463325252u;

	(void)state;
	skip_where_flags_are_not_real();
	for (int by_clone3 = 0; by_clone3 <= has_clone3(); by_clone3++) {
		uint64_t all = flags_to_try(by_clone3);

		for (int i = 0; i < RANDOM_SETS; i++) {
			uint64_t words[2];

			for (int k = 0; k < 2; k++) {
				draw ^= draw << 13; /* xorshift64 */
				draw ^= draw >> 7;
				draw ^= draw << 17;
				words[k] = draw;
			}
			compare(method_named(by_clone3 ? "clone3" : "clone"), by_clone3,
				words[0] & words[1] & all);
		}
	}
}

static void clone3_refuses_what_only_clone_takes(void **state)
{
	(void)state;
	skip_where_flags_are_not_real();
	if (!has_clone3())
		skip();
	assert_int_equal(ask_kernel(method_named("clone3"), CLONE_DETACHED), -EINVAL);
	assert_int_equal(ask_kernel(method_named("clone"), CLONE_DETACHED), 0);
}

/* ---- in a process of its own ---- */

struct told {
	bool finished;
	struct error error;
	long values[5];
};

/* Runs `work` in a forked process and returns its report. */
static struct told *told_by(void (*work)(struct told *told))
{
	struct told *told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE,
				 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		alarm(300);
		work(told);
		cleanup_run();
		told->finished = true;
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(told->finished);
	return told;
}

static void skip_without(const char *flags, const char *set_tid)
{
	struct error error = {0};
	const struct method *method = method_named("clone3");
	struct keys keys;
	int status;

	skip_where_flags_are_not_real();
	assert_int_equal(keys_init(&keys, &error), 0);
	assert_int_equal(keys_set(&keys, KEY_FLAGS, flags, &error), 0);
	assert_int_equal(keys_set(&keys, KEY_SET_TID, set_tid, &error), 0);
	assert_int_equal(method->check(&keys, &error), 0);
	status = method->probe(&error);
	if (status == 0)
		status = method->probe_keys(&keys, &error);
	keys_free(&keys);
	if (status == 0)
		return;
	print_message("          skipped: %s\n", error.text);
	skip();
}

/* Prepared as a case's subject does it. */
static void prepare(struct creation *creation, struct keys *keys, const char *flags,
		    const char *set_tid, struct told *told)
{
	const struct method *method = method_named("clone3");

	creation->child_cpu = -1;
	method_attach(method, creation, calloc(1, method_state_bytes(method)));
	if (keys_init(keys, &told->error) < 0 ||
	    keys_set(keys, KEY_FLAGS, flags, &told->error) < 0 ||
	    keys_set(keys, KEY_SET_TID, set_tid, &told->error) < 0 ||
	    method->check(keys, &told->error) < 0 ||
	    method_prepare(method, creation, keys, &told->error) < 0)
		_exit(1);
}

static void create_with_chosen_id(struct told *told)
{
	struct creation creation = {0};
	struct clone3_state *state;
	struct reaped reaped;
	struct keys keys;

	prepare(&creation, &keys, "parent_settid", "auto", told);
	state = creation.state;
	for (int i = 0; i < 3; i++) {
		told->values[i] = creation.calls.create(&creation);
		creation.calls.reap(&creation, told->values[i], &reaped);
		if (state->common.parent_tid != told->values[i])
			told->values[i] = -1;
	}
	told->values[3] = state->set_tid;
}

/* The same id every time: it is free again once the child is reaped. */
static void set_tid_gives_every_child_the_chosen_id(void **state)
{
	struct told *told;

	(void)state;
	skip_without("parent_settid", "auto");
	told = told_by(create_with_chosen_id);
	assert_true(told->values[3] > 300);
	for (int i = 0; i < 3; i++)
		assert_int_equal(told->values[i], told->values[3]);
	munmap(told, sizeof(*told));
}

/* What a child of ours finds out goes into shared memory. */
static struct told *child_tells;

static void step_tell_id(const struct creation *creation)
{
	const struct clone3_state *state = creation->state;

	child_tells->values[0] = sys_getpid();
	child_tells->values[1] = state->common.child_tid;
}

static void create_process_one(struct told *told)
{
	struct creation creation = {.steps = {step_tell_id}};
	struct reaped reaped;
	struct keys keys;
	long pid;

	child_tells = told;
	prepare(&creation, &keys, "newpid+child_settid", "1", told);
	pid = creation.calls.create(&creation);
	creation.calls.reap(&creation, pid, &reaped);
	told->values[2] = pid;
}

static void a_child_of_newpid_is_process_1(void **state)
{
	struct told *told;

	(void)state;
	skip_without("newpid+child_settid", "1");
	told = told_by(create_process_one);
	assert_int_equal(told->values[0], 1);
	assert_int_equal(told->values[1], 1); /* as the kernel stored it in the child */
	assert_true(told->values[2] > 1);     /* and as its parent knows it */
	munmap(told, sizeof(*told));
}

static void create_into_cgroup(struct told *told)
{
	const struct method *method = method_named("clone3");
	static char path[CGROUP_PATH_BYTES];
	struct creation creation = {0};
	struct reaped reaped;
	struct keys keys;
	struct stat st;

	prepare(&creation, &keys, "into_cgroup", "none", told);
	told->values[0] = cgroup_made_folder(getppid(), getpid(), path, &told->error);
	told->values[1] = stat(path, &st);
	creation.calls.reap(&creation, creation.calls.create(&creation), &reaped);
	cleanup_run();
	told->values[2] = stat(path, &st) < 0 ? errno : 0;
	/* a second time: as when a controller finds nothing left */
	method->tidy(&keys, getpid());
}

static void a_cgroup_made_for_children_is_removed(void **state)
{
	struct told *told;

	(void)state;
	skip_without("into_cgroup", "none");
	told = told_by(create_into_cgroup);
	assert_int_equal(told->values[0], 0);
	assert_int_equal(told->values[1], 0);
	assert_int_equal(told->values[2], ENOENT);
	munmap(told, sizeof(*told));
}

static void make_and_leave_cgroup(struct told *told)
{
	struct creation creation = {0};
	struct keys keys;

	prepare(&creation, &keys, "into_cgroup", "none", told);
	told->values[0] = getpid();
	told->finished = true;
	_exit(0); /* as if killed: without cleanup_run() */
}

static void a_cgroup_of_a_killed_subject_is_removed_by_its_controller(void **state)
{
	const struct method *method = method_named("clone3");
	char path[CGROUP_PATH_BYTES];
	struct error error = {0};
	struct told *told;
	struct keys keys;
	struct stat st;

	(void)state;
	skip_without("into_cgroup", "none");
	told = told_by(make_and_leave_cgroup);
	assert_int_equal(cgroup_made_folder(getpid(), (pid_t)told->values[0], path, &error), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(keys_init(&keys, &error), 0);
	assert_int_equal(keys_set(&keys, KEY_FLAGS, "into_cgroup", &error), 0);
	assert_int_equal(method->check(&keys, &error), 0);
	method->tidy(&keys, (pid_t)told->values[0]);
	assert_int_equal(stat(path, &st), -1);
	keys_free(&keys);
	munmap(told, sizeof(*told));
}

/*
 * How a child that the kernel reaps itself is collected. Kernels before 7.1 have no flag for it,
 * but do the same for a parent that ignores SIGCHLD.
 */
static void collect_what_the_kernel_reaped(struct told *told)
{
	struct creation creation = {0};
	struct reaped reaped = {.usage.ru_minflt = -1};
	struct clone3_state *state;
	struct keys keys;
	int pipes[2];
	pid_t pid;
	char c;

	prepare(&creation, &keys, "pidfd+autoreap", "none", told);
	state = creation.state;
	told->values[3] = (long)state->args.exit_signal;
	signal(SIGCHLD, SIG_IGN);
	if (pipe(pipes) < 0 || (pid = fork()) < 0)
		_exit(1);
	if (pid == 0) {
		close(pipes[1]);
		_exit(read(pipes[0], &c, 1) == 0 ? 7 : 8);
	}
	state->common.pidfd = (int)sys_pidfd_open(pid);
	close(pipes[1]);
	told->values[0] = creation.calls.reap(&creation, pid, &reaped);
	told->values[1] = reaped.status;
	told->values[2] = sys_wait4(-1, NULL, WNOHANG | __WALL, NULL);
	told->values[4] = reaped.usage.ru_minflt;
}

static void a_child_that_the_kernel_reaps_is_collected_by_pidfd(void **state)
{
	struct told *told;

	(void)state;
	if (getenv("PROCBENCH_TEST_EMULATED") || sys_pidfd_open(getpid()) < 0)
		skip();
	told = told_by(collect_what_the_kernel_reaped);
	if (told->values[0] == -ENOTTY || told->values[0] == -EINVAL) {
		print_message("          skipped: pidfds of this kernel tell no exit status\n");
		skip();
	}
	assert_int_equal(told->values[0], 0);
	assert_int_equal(told->values[1], 7 << 8);
	assert_int_equal(told->values[2], -ECHILD);
	assert_int_equal(told->values[3], 0);  /* the kernel takes no other exit signal */
	assert_int_equal(told->values[4], -1); /* its page faults are unknown */
	munmap(told, sizeof(*told));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_kernel_refuses_the_pairs_that_we_refuse),
		cmocka_unit_test(the_kernel_refuses_the_sets_that_we_refuse),
		cmocka_unit_test(clone3_refuses_what_only_clone_takes),
		cmocka_unit_test(set_tid_gives_every_child_the_chosen_id),
		cmocka_unit_test(a_child_of_newpid_is_process_1),
		cmocka_unit_test(a_cgroup_made_for_children_is_removed),
		cmocka_unit_test(a_cgroup_of_a_killed_subject_is_removed_by_its_controller),
		cmocka_unit_test(a_child_that_the_kernel_reaps_is_collected_by_pidfd),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
