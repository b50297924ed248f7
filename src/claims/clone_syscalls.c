/* clone_syscalls: which system calls libc's functions make to create a process or a thread. */
#define _GNU_SOURCE
#include "creating.h"
#include "isolated.h"

#include "procbench/claims/claims.h"
#include "procbench/methods/clone_flags.h"
#include "procbench/sys/trace.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum syscalls_metric { BY_FORK, BY_VFORK, BY_PTHREAD_CREATE, LIBC };

static const char *const syscalls_names[] = {"fork_calls", "vfork_calls", "pthread_create_calls",
					     "libc", NULL};

/* Shared with the traced child: whether the last function succeeded. */
static volatile bool *succeeded;

static void wait_for(pid_t pid)
{
	*succeeded = pid > 0;
	while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

static void use_fork(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	wait_for(pid);
}

__attribute__((noinline)) static void use_vfork(void)
{
	pid_t pid = vfork();

	if (pid == 0)
		_exit(0);
	wait_for(pid);
}

static void *end_at_once(void *argument)
{
	return argument;
}

static void use_pthread_create(void)
{
	pthread_t thread;

	*succeeded = pthread_create(&thread, NULL, end_at_once, NULL) == 0;
	if (*succeeded)
		pthread_join(thread, NULL);
}

static const struct {
	const char *function;
	void (*use)(void);
} users[] = {
	[BY_FORK] = {"fork", use_fork},
	[BY_VFORK] = {"vfork", use_vfork},
	[BY_PTHREAD_CREATE] = {"pthread_create", use_pthread_create},
};

#define USER_COUNT (sizeof(users) / sizeof(users[0]))

/* "clone3(vm+fs)", "vfork". */
static int describe(const struct trace_call *call, struct claim_metric *metric)
{
	struct text words = {0};

	text_add(&words, call->name);
	if (strncmp(call->name, "clone", 5) == 0) {
		text_add_char(&words, '(');
		clone_flags_add(&words, call->flags);
		text_add_char(&words, ')');
	}
	snprintf(metric->words, sizeof(metric->words), "%s", text_string(&words));
	text_free(&words);
	return 0;
}

static int trace_all(struct claim_metric *metrics, struct error *error)
{
	succeeded = creating_share(sizeof(*succeeded), error);
	for (size_t i = 0; i < USER_COUNT; i++) {
		struct trace_call call;
		size_t count;

		if (!succeeded || trace_creations(users[i].use, &call, 1, &count, error) < 0)
			return -error->code;
		if (!*succeeded)
			return error_set(error, EAGAIN, "%s failed", users[i].function);
		if (count == 0)
			snprintf(metrics[i].words, sizeof(metrics[i].words), "no system call");
		else
			describe(&call, &metrics[i]);
	}
	if (confstr(_CS_GNU_LIBC_VERSION, metrics[LIBC].words, sizeof(metrics[LIBC].words)) == 0)
		snprintf(metrics[LIBC].words, sizeof(metrics[LIBC].words), "an unknown libc");
	return 0;
}

static int try_clone_beneath(const struct claim_bench *bench, struct claim_metric *metrics,
			     struct error *error)
{
	return run_isolated(bench, trace_all, metrics, error);
}

static bool is_clone(const struct claim_metric *metric)
{
	return strncmp(metric->words, "clone", 5) == 0;
}

/* The system calls fork and vfork are clone with fixed flags, inside the kernel. */
static bool is_kin(const struct claim_metric *metric)
{
	return is_clone(metric) || strcmp(metric->words, "fork") == 0 ||
	       strcmp(metric->words, "vfork") == 0;
}

/* With blanks, so that a long list of flags can be wrapped. */
static void add_call(struct text *out, const struct claim_metric *metric)
{
	for (const char *c = metric->words; *c; c++)
		if (*c == '+')
			text_add(out, " + ");
		else
			text_add_char(out, *c);
}

static enum claim_verdict judge_clone_beneath(const struct claim_metric *metrics,
					      struct text *explanation)
{
	size_t clones = 0, kin = 0;

	text_printf(explanation, "With %s, ", metrics[LIBC].words);
	for (size_t i = 0; i < USER_COUNT; i++) {
		text_printf(explanation, "%s%s calls ", i > 0 ? ", " : "", users[i].function);
		add_call(explanation, &metrics[i]);
		clones += is_clone(&metrics[i]);
		kin += is_kin(&metrics[i]);
	}
	text_add_char(explanation, '.');
	if (clones == USER_COUNT)
		return CLAIM_HOLDS;
	if (kin < USER_COUNT)
		return CLAIM_FAILS;
	text_add(explanation, " If the system call has another name, the kernel implements it "
			      "with the same function as clone and fixed flags.");
	return CLAIM_DEPENDS;
}

const struct claim claim_clone_beneath = {
	.name = "clone-beneath",
	.statement = "fork, vfork and pthread_create use the system call clone",
	.kind = CLAIM_SEMANTIC,
	.metrics = syscalls_names,
	.experiment = try_clone_beneath,
	.judge = judge_clone_beneath,
};
