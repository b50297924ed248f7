/*
 * The contract of every method of the list: the child runs, stamps in order and is reaped, a
 * failure is reported, and no descriptor, zombie, mapping or signal-mask change is left.
 *
 * Each contract is tried in its own process, which reports its findings through shared memory; only
 * the test process asserts.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/subject/child.h"
#include "../../src/subject/measure.h"

#include "procbench/methods/method.h"
#include "procbench/methods/spawn_attrs.h"
#include "procbench/run/plan.h"
#include "procbench/sys/cleanup.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/embedded.h"
#include "procbench/sys/host.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define SAMPLES 3

#if !__GLIBC_PREREQ(2, 39)
/* Replaces a function that this libc lacks, so that the method around it can be tested. */
int pidfd_spawn(int *pidfd, const char *path, const posix_spawn_file_actions_t *actions,
		const posix_spawnattr_t *attributes, char *const argv[], char *const environment[]);
int pidfd_spawn(int *pidfd, const char *path, const posix_spawn_file_actions_t *actions,
		const posix_spawnattr_t *attributes, char *const argv[], char *const environment[])
{
	pid_t pid;
	int error = posix_spawn(&pid, path, actions, attributes, argv, environment);

	if (error == 0)
		*pidfd = (int)sys_pidfd_open(pid);
	return error;
}
#endif

/* The findings of such a process. */
struct findings {
	bool finished;
	struct error error; /* of prepare() */
	struct arena_sample samples[SAMPLES];
	uint64_t moments[SAMPLES][2]; /* before and after each, by its stamps' clock */
	int fds[2];                   /* before and after */
	int maps[2];
	sigset_t masks[2];
	void (*handlers[2][NSIG])(int);
	long left;    /* the result of waiting for one more child */
	pid_t helper; /* that lives as long as the process does, or 0 */
	int tasks[2]; /* threads before, an emulator's own among them, and after */
};

struct contract {
	const struct method *method;
	const char *flags;   /* or NULL */
	const char *attr;    /* or NULL */
	const char *program; /* name of a target, path, or NULL */
	bool by_clock;       /* children stamp by the clock, not the counter */
};

static const struct target *target_of(const struct contract *contract)
{
	return contract->program ? target_find(contract->program) : NULL;
}

static int count_lines(const char *path)
{
	FILE *file = fopen(path, "re");
	int lines = 0, c;

	while (file && (c = fgetc(file)) != EOF)
		lines += c == '\n';
	if (file)
		fclose(file);
	return lines;
}

static int count_entries(const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	int count = 0;

	while (folder && (entry = readdir(folder)))
		count += entry->d_name[0] != '.';
	if (folder)
		closedir(folder);
	return count;
}

/* A thread that has been joined has left its memory, and is in the list for a moment more. */
static int count_tasks(int before)
{
	const struct timespec moment = {0, 1000000};

	for (int i = 0; i < 60000 && count_entries("/proc/self/task") > before; i++)
		nanosleep(&moment, NULL); /* polls: the kernel signals no such event */
	return count_entries("/proc/self/task");
}

static void look(struct findings *findings, int when)
{
	findings->fds[when] = count_entries("/proc/self/fd");
	findings->maps[when] = count_lines("/proc/self/maps");
	sigprocmask(SIG_SETMASK, NULL, &findings->masks[when]);
	for (int number = 1; number < NSIG; number++) {
		struct sigaction action = {.sa_handler = SIG_DFL};

		sigaction(number, NULL, &action);
		findings->handlers[when][number] = action.sa_handler;
	}
}

static void place_target(enum target_id id, int fd)
{
	struct error error;
	int program = embedded_open(embedded_target(&target_table[id]), &error);

	if (dup2(program, fd) < 0)
		_exit(4);
	close(program);
}

static void place_program(struct creation *creation, const struct contract *contract)
{
	static char *argv[] = {(char *)"target", (char *)ARENA_TARGET_COUNTER, NULL};
	const struct target *target = target_of(contract);

	if (target)
		place_target(target->id, ARENA_FD_TARGET);
	if (target && target->interpreter != TARGET_NONE)
		place_target(target->interpreter, ARENA_FD_INTERPRETER);
	if (contract->by_clock)
		argv[1] = (char *)ARENA_TARGET_CLOCK;
	creation->program = target ? "/proc/self/fd/5" : contract->program;
	creation->file = target ? "5" : contract->program;
	setenv("PATH", "/proc/self/fd", 1);
	creation->argv = argv;
}

static void place_stamps(struct creation *creation)
{
	int stamps = memfd_create("stamps", 0);

	if (ftruncate(stamps, ARENA_STAMP_BYTES) < 0)
		_exit(3);
	dup2(stamps, ARENA_FD_STAMP);
	creation->stamps = mmap(NULL, ARENA_STAMP_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED,
				ARENA_FD_STAMP, 0);
}

/* Now, by the clock of the child's stamps. */
static uint64_t moment(const struct contract *contract)
{
	return contract->by_clock ? clock_now_ns() : counter_read();
}

/* The life of the process that tries a contract. */
static void try_contract(const struct contract *contract, struct findings *findings)
{
	const struct method *method = contract->method;
	static struct arena_spawner spawner;
	struct creation creation = {.environment = environ, .child_cpu = -1};
	struct keys keys;
	int helper = 0;

	alarm(300);
	findings->tasks[0] = count_entries("/proc/self/task");
	if (method->by_shell) /* which says what it cannot execute */
		dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
	prctl(PR_SET_CHILD_SUBREAPER, 1); /* as a subject is */
	clock_open(getauxval(AT_SYSINFO_EHDR));
	place_stamps(&creation);
	if (contract->program)
		place_program(&creation, contract);
	child_plan(&creation, contract->by_clock ? ARENA_STAMP_CLOCK : ARENA_STAMP_COUNTER);
	method_attach(method, &creation, calloc(1, method_state_bytes(method)));
	if (keys_init(&keys, &findings->error) < 0 ||
	    (contract->flags &&
	     keys_set(&keys, KEY_FLAGS, contract->flags, &findings->error) < 0) ||
	    (contract->attr && keys_set(&keys, KEY_ATTR, contract->attr, &findings->error) < 0) ||
	    (method->check && method->check(&keys, &findings->error) < 0) ||
	    (method->begin && (helper = method->begin(&creation, &findings->error)) < 0) ||
	    method_prepare(method, &creation, &keys, &findings->error) < 0)
		_exit(1);
	measure_sample(&creation, &spawner, &findings->samples[0]); /* what comes up lazily */
	look(findings, 0);
	for (int i = 0; i < SAMPLES; i++) {
		findings->moments[i][0] = moment(contract);
		measure_sample(&creation, &spawner, &findings->samples[i]);
		findings->moments[i][1] = moment(contract);
	}
	look(findings, 1);
	findings->helper = helper;
	findings->left = sys_wait4(-1, NULL, WNOHANG | __WALL, NULL);
	findings->tasks[1] = count_tasks(findings->tasks[0]);
	cleanup_run();
	findings->finished = true;
	_exit(0);
}

static struct findings *run_contract(const struct contract *contract)
{
	struct findings *findings = mmap(NULL, sizeof(*findings), PROT_READ | PROT_WRITE,
					 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pid = fork();
	int status = 0, helper_status;

	if (pid == 0)
		try_contract(contract, findings);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	/* a helper goes with it; the orphan is ours to wait for */
	if (findings->helper > 0)
		assert_int_equal(waitpid(findings->helper, &helper_status, 0), findings->helper);
	if (!findings->finished)
		print_message("%s: status 0x%x: %s\n", contract->method->name, (unsigned)status,
			      findings->error.text);
	assert_true(findings->finished);
	return findings;
}

/* A foreign processor's emulator cannot execute our targets, nor share memory outside threads. */
static bool is_emulated(void)
{
	return getenv("PROCBENCH_TEST_EMULATED") != NULL;
}

/* Does this machine, to this user? A set that breaks a rule is left for the contract to find. */
static bool takes_flags(const struct contract *contract, struct error *error)
{
	const struct method *method = contract->method;
	struct keys keys;
	bool takes = true;

	if (keys_init(&keys, error) == 0 &&
	    keys_set(&keys, KEY_FLAGS, contract->flags, error) == 0 &&
	    method->check(&keys, error) == 0)
		takes = method->probe_keys(&keys, error) == 0;
	keys_free(&keys);
	return takes;
}

/* Whether orphans become children of ours, as main() asks. */
static bool adopts_orphans(void)
{
	int adopts = 0;

	return prctl(PR_GET_CHILD_SUBREAPER, &adopts) == 0 && adopts;
}

/* A helper outlives its subject for a moment, a daemon its starter. */
static bool leaves_orphans(const struct method *method)
{
	return method->begin || strcmp(method->name, "daemon") == 0;
}

/* Why a contract cannot be tried in this build or on this machine; NULL when it can. */
static const char *obstacle(const struct contract *contract)
{
	static struct error error;
	const struct method *method = contract->method;
	const struct target *target = target_of(contract);
	/* and one with a thread-local block of its own for one that has the parent's */
	bool shares = method->shares_memory ||
		      (contract->flags &&
		       (strstr(contract->flags, "vm") || strstr(contract->flags, "settls")));

	if (host_sanitized() && (shares || method->only_executes))
		return "sanitizers take a child in its parent's memory for its parent";
	if (leaves_orphans(method) && !adopts_orphans())
		return "PR_SET_CHILD_SUBREAPER is refused, as qemu-user does: its orphan is not "
		       "ours to wait for";
	if (is_emulated() && contract->program)
		return "the emulator executes no program of a foreign processor";
	if (is_emulated() && contract->flags && strcmp(contract->flags, "none") != 0)
		return "the emulator knows clone as fork or thread only";
	if (method->probe && method->probe(&error) < 0)
		return error.text;
	if (contract->flags && !takes_flags(contract, &error))
		return error.text;
	if (target && embedded_probe(embedded_target(target), &error) < 0)
		return error.text;
	return NULL;
}

static bool can_try(const struct contract *contract)
{
	const char *why = obstacle(contract);

	if (why)
		print_message("          skipped: %s flags=%s exec=%s: %s\n",
			      contract->method->name, contract->flags ? contract->flags : "none",
			      contract->program ? contract->program : "none", why);
	return !why;
}

static void check_nothing_left(const struct method *method, const struct findings *findings)
{
	bool one_lives = findings->helper > 0 || method->keeps_child;

	assert_int_equal(findings->fds[0], findings->fds[1]);
	assert_int_equal(findings->maps[0], findings->maps[1]);
	assert_memory_equal(&findings->masks[0], &findings->masks[1], sizeof(sigset_t));
	assert_memory_equal(findings->handlers[0], findings->handlers[1],
			    sizeof(findings->handlers[0]));
	assert_int_equal(findings->left, one_lives ? 0 : -ECHILD);
	assert_int_equal(findings->tasks[1], findings->tasks[0]);
}

/* Those that have to be there, in order, after what was before the sample and before its end. */
static void check_order(const struct contract *contract, const struct arena_sample *sample,
			uint64_t before, uint64_t after)
{
	const struct target *target = target_of(contract);

	if (contract->method->runs_our_child) {
		assert_true(sample->child > before);
		before = sample->child;
	}
	if (target) {
		assert_true(sample->image > before);
		before = sample->image;
	}
	if (target && target->tells_main) {
		assert_true(sample->main > before);
		before = sample->main;
	}
	assert_true(before <= after);
}

static void check_stamps(const struct contract *contract, const struct arena_sample *sample,
			 const uint64_t moments[2])
{
	const struct target *target = target_of(contract);

	assert_true(sample->start_ns <= sample->returned_ns);
	assert_true(sample->returned_ns <= sample->reaped_ns);
	assert_true(sample->start_ns > 0);
	assert_true((sample->child > 0) == contract->method->runs_our_child);
	assert_true((sample->image > 0) == (target != NULL));
	assert_true((sample->main > 0) == (target && target->tells_main));
	/* the end, rather than REAPED: a daemon goes on behind it */
	check_order(contract, sample, moments[0], moments[1]);
}

static void check_contract(const struct contract *contract)
{
	struct findings *findings;

	if (!can_try(contract))
		return;
	findings = run_contract(contract);
	for (int i = 0; i < SAMPLES; i++) {
		assert_int_equal(findings->samples[i].outcome, ARENA_OK);
		assert_int_equal(findings->samples[i].value, 0);
		check_stamps(contract, &findings->samples[i], findings->moments[i]);
		if (i > 0)
			assert_true(findings->samples[i].start_ns >=
				    findings->samples[i - 1].reaped_ns);
	}
	check_nothing_left(contract->method, findings);
	munmap(findings, sizeof(*findings));
}

static void each_method_runs_its_child(void **state)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	(void)state;
	assert_true(count > 0);
	for (size_t i = 0; i < count; i++) {
		struct contract contract = {.method = methods[i]};

		if (methods[i]->only_executes)
			contract.program = "tiny";
		check_contract(&contract);
	}
}

static void check_targets(const struct method *method)
{
	for (int id = 0; id < TARGET_COUNT; id++)
		for (int by_clock = 0; by_clock <= 1; by_clock++) {
			struct contract contract = {.method = method,
						    .program = target_table[id].name,
						    .by_clock = by_clock};

			check_contract(&contract);
		}
}

static void each_method_executes_each_target(void **state)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	(void)state;
	for (size_t i = 0; i < count; i++)
		if (method_takes(methods[i], KEY_EXEC))
			check_targets(methods[i]);
}

/* A shell is in between and reports it in its own way. */
static int exit_of_shell(int expected)
{
	return expected == ENOENT ? 127 : 126;
}

static void check_failed_contract(const struct contract *contract, int expected)
{
	bool by_shell = contract->method->by_shell;
	enum arena_outcome outcome = by_shell ? ARENA_EXIT : ARENA_ERRNO;
	struct findings *findings;

	if (!method_takes(contract->method, KEY_EXEC) || !can_try(contract))
		return;
	findings = run_contract(contract);
	for (int i = 0; i < SAMPLES; i++) {
		assert_int_equal(findings->samples[i].outcome, outcome);
		assert_int_equal(findings->samples[i].value,
				 by_shell ? exit_of_shell(expected) : expected);
	}
	check_nothing_left(contract->method, findings);
	munmap(findings, sizeof(*findings));
}

static void check_failure(const struct method *method, const char *program, int expected)
{
	struct contract contract = {.method = method, .program = program};

	check_failed_contract(&contract, expected);
}

static void each_method_tells_why_exec_failed(void **state)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		check_failure(methods[i], "/nonexistent/target", ENOENT);
		check_failure(methods[i], "/proc", EACCES);
		check_failure(methods[i], "/etc/passwd", EACCES);
	}
}

static void each_flag_of_clone_works(void **state)
{
	static const char *const sets[] = {
		"none",
		"vm",
		"vfork",
		"fs",
		"files",
		"pidfd",
		"io",
		"sysvsem",
		"vm+sighand",
		"vm+vfork",
		"fs+files",
		"pidfd+files",
		"vm+vfork+pidfd+files+fs+sighand+io+sysvsem",
		"vm+pidfd+sighand",
		"settls",
		"parent_settid+child_settid",
		"child_cleartid",
		"vm+settls+parent_settid+child_settid+child_cleartid",
		"vm+vfork+settls+child_settid",
		"untraced",
		"newuser",
		"newpid",
		"newns",
		"newnet",
		"newuts",
		"newipc",
		"newcgroup",
		"newuser+newpid+newns+newuts+newipc+newcgroup",
		"vm+vfork+newuser+newpid+newns",
	};
	static const char *const clone3_sets[] = {
		"clear_sighand",
		"vm+vfork+clear_sighand",
		"pidfd+clear_sighand",
		"pidfd+parent_settid",
		"newtime",
		"vm+newtime",
		"into_cgroup",
		"vm+vfork+pidfd+into_cgroup",
		"newcgroup+into_cgroup",
		"nnp",
		"pidfd+autoreap",
		"pidfd+autoreap+pidfd_autokill+nnp",
		"empty_mntns",
	};
	struct error error;
	struct contract contract = {.method = method_find("clone", 5, &error)};

	(void)state;
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		contract.flags = sets[i];
		contract.method = method_find("clone", 5, &error);
		check_contract(&contract);
		contract.method = method_find("clone3", 6, &error);
		check_contract(&contract);
	}
	contract.method = method_find("clone", 5, &error);
	contract.flags = "detached";
	check_contract(&contract);
	contract.method = method_find("clone3", 6, &error);
	for (size_t i = 0; i < sizeof(clone3_sets) / sizeof(clone3_sets[0]); i++) {
		contract.flags = clone3_sets[i];
		check_contract(&contract);
	}
}

/* What shares memory shares stamps through it; what does not goes through the page. Both arrive. */
static void flags_execute_too(void **state)
{
	static const char *const sets[] = {
		"none",
		"vm",
		"vm+vfork",
		"files",
		"vm+sighand",
		"settls",
		"newuser",
		"newpid",
		"newns",
		"newuser+newpid+newns+newnet",
		"child_settid+child_cleartid+parent_settid",
	};
	struct error error;
	struct contract contract = {.program = "tiny"};

	(void)state;
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		contract.flags = sets[i];
		contract.method = method_find("clone", 5, &error);
		check_contract(&contract);
		contract.method = method_find("clone3", 6, &error);
		check_contract(&contract);
	}
}

static size_t stack_of_thread; /* as the thread itself sees it */

static void step_look_at_stack(const struct creation *creation)
{
	pthread_attr_t attributes;
	void *lowest;

	(void)creation;
	if (pthread_getattr_np(pthread_self(), &attributes) == 0)
		pthread_attr_getstack(&attributes, &lowest, &stack_of_thread);
	pthread_attr_destroy(&attributes);
}

static void a_thread_has_the_stack_asked_for(void **state)
{
	static const size_t sizes[] = {256 * 1024, 1024 * 1024, 64 * 1024 * 1024};
	struct error error;
	const struct method *method = method_find("pthread_create", 14, &error);
	struct creation creation = {.steps = {step_look_at_stack}};
	struct reaped reaped = {0};
	struct keys keys;
	void *memory = calloc(1, method_state_bytes(method));

	(void)state;
	assert_int_equal(keys_init(&keys, &error), 0);
	method_attach(method, &creation, memory);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		keys.number[KEY_STACK] = sizes[i];
		assert_int_equal(method_prepare(method, &creation, &keys, &error), 0);
		assert_int_equal(creation.calls.create(&creation), 0);
		assert_int_equal(creation.calls.reap(&creation, 0, &reaped), 0);
		/* a guard, and what libc keeps there, may go off */
		assert_true(stack_of_thread <= sizes[i]);
		assert_true(stack_of_thread > sizes[i] - 128 * 1024);
	}
	keys.number[KEY_STACK] = 1000;
	assert_int_equal(method->check(&keys, &error), -EINVAL);
	assert_non_null(strstr(error.text, "stack=1000 is too small (libc requires at least "));
	keys_free(&keys);
	free(memory);
}

/* Whatever is done around a spawn: the target runs, can stamp, and nothing is left; or says why. */
static void check_attr(const struct method *method, const char *attr)
{
	struct contract contract = {.method = method, .attr = attr, .program = "tiny"};

	check_contract(&contract);
	contract.program = "/nonexistent/target";
	check_failed_contract(&contract, ENOENT);
}

static void each_attribute_of_posix_spawn_works(void **state)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		if (!method_takes(methods[i], KEY_ATTR))
			continue;
		for (size_t j = 0; j < spawn_attr_count; j++)
			if (!spawn_attr_table[j].missing || !spawn_attr_table[j].missing())
				check_attr(methods[i], spawn_attr_table[j].name);
		check_attr(methods[i], "setsigmask+setsigdef+setsid+resetids+dup2+open+close");
	}
}

/* ---- the descriptions ---- */

static const char *call_of(const char *spec)
{
	static struct text call;
	struct plan_case item;
	struct error error;

	text_clear(&call);
	assert_int_equal(plan_read_case(&item, spec, &error), 0);
	method_add_call(&call, item.method, &item.keys);
	plan_case_free(&item);
	return text_string(&call);
}

/* Calls that last until the child has executed or ended are told apart from those that do not. */
static void each_method_describes_its_call(void **state)
{
	size_t count;
	const struct method *const *methods = method_list(&count);

	(void)state;
	for (size_t i = 0; i < count; i++)
		if (!methods[i]->summary || !methods[i]->call)
			fail_msg("%s has no summary, or no text for the span call",
				 methods[i]->name);
	assert_string_equal(call_of("clone"), call_of("fork"));
	assert_non_null(strstr(call_of("clone:flags=vm+vfork"), "suspended"));
	assert_null(strstr(call_of("clone3:flags=vm"), "suspended"));
	assert_non_null(strstr(call_of("vfork:sched=fifo"), "all of the child's life"));
	assert_null(strstr(call_of("vfork:cpu=other,sched=fifo"), "all of the child's life"));
	assert_null(strstr(call_of("fork:sched=fifo"), "all of the child's life"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_method_runs_its_child),
		cmocka_unit_test(each_method_executes_each_target),
		cmocka_unit_test(each_method_tells_why_exec_failed),
		cmocka_unit_test(each_flag_of_clone_works),
		cmocka_unit_test(flags_execute_too),
		cmocka_unit_test(a_thread_has_the_stack_asked_for),
		cmocka_unit_test(each_attribute_of_posix_spawn_works),
		cmocka_unit_test(each_method_describes_its_call),
	};

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
