/* sharing: what a child of clone shares with its parent, by its flags, up to a thread. */
#define _GNU_SOURCE
#include "creating.h"
#include "isolated.h"

#include "procbench/claims/claims.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

/* A descriptor that nobody has, and a signal that nobody uses. */
#define NEW_FD     900
#define OUR_SIGNAL SIGUSR2

/* What the parent sees of what the child did. */
enum seen {
	SEEN_MEMORY = 1,
	SEEN_FILES = 2,
	SEEN_FOLDER = 4,
	SEEN_HANDLERS = 8,
	SEEN_ALL = 15,
	SEEN_PROCESS = 16 /* the child has its parent's process id, and a thread id of its own */
};

static const struct {
	enum seen seen;
	const char *words;
} seen_words[] = {
	{SEEN_MEMORY, "memory"},
	{SEEN_FILES, "descriptors"},
	{SEEN_FOLDER, "the working folder"},
	{SEEN_HANDLERS, "signal handlers"},
	{SEEN_PROCESS, "the process id"},
};

/* One creation, and what its flags share by the manual. */
static const struct sharing {
	const char *method;
	const char *flags; /* of clone; NULL for a thread's, which are fixed */
	const char *words;
	unsigned expected;
} sharings[] = {
	{"clone", "none", "no flag", 0},
	{"clone", "vm", "vm", SEEN_MEMORY},
	{"clone", "files", "files", SEEN_FILES},
	{"clone", "fs", "fs", SEEN_FOLDER},
	{"clone", "vm+sighand", "vm+sighand", SEEN_MEMORY | SEEN_HANDLERS},
	{"thread", NULL, "the flags of a thread", SEEN_ALL | SEEN_PROCESS},
};

#define SHARING_COUNT (sizeof(sharings) / sizeof(sharings[0]))

static const char *const sharing_names[] = {"seen_without_flags",
					    "seen_with_vm",
					    "seen_with_files",
					    "seen_with_fs",
					    "seen_with_vm_sighand",
					    "seen_of_thread",
					    NULL};

static struct told {
	long pid, tid;
} * told; /* shared */

static volatile int word;

static void never(int signal)
{
	(void)signal;
	sys_exit_group(1);
}

static void change_everything(const struct creation *creation)
{
	(void)creation;
	word = 2;
	sys_dup3(STDERR_FILENO, NEW_FD);
	sys_chdir("/proc");
	sys_sigaction(OUR_SIGNAL, never);
	told->pid = sys_getpid();
	told->tid = sys_gettid();
}

static void reset(void)
{
	word = 1;
	close(NEW_FD);
	signal(OUR_SIGNAL, SIG_DFL);
	*told = (struct told){0};
}

static unsigned look(void)
{
	struct sigaction action;
	char folder[PATH_MAX];
	unsigned seen = 0;

	if (word == 2)
		seen |= SEEN_MEMORY;
	if (fcntl(NEW_FD, F_GETFD) >= 0)
		seen |= SEEN_FILES;
	if (getcwd(folder, sizeof(folder)) && strcmp(folder, "/proc") == 0)
		seen |= SEEN_FOLDER;
	if (sigaction(OUR_SIGNAL, NULL, &action) == 0 && action.sa_handler == never)
		seen |= SEEN_HANDLERS;
	if (told->pid == getpid() && told->tid != told->pid)
		seen |= SEEN_PROCESS;
	return seen;
}

static int share_all(struct claim_metric *metrics, struct error *error)
{
	static creation_step *const steps[] = {change_everything, NULL};

	told = creating_share(sizeof(*told), error);
	for (size_t i = 0; told && i < SHARING_COUNT; i++) {
		struct created created;

		reset();
		if (chdir("/") < 0)
			return error_set(error, errno, "cannot go to /: %s", strerror(errno));
		if (creating_run(&created, sharings[i].method, sharings[i].flags, steps, error) < 0)
			return -error->code;
		metrics[i].number = look();
	}
	return told ? 0 : -error->code;
}

static int try_clone_shares(const struct claim_bench *bench, struct claim_metric *metrics,
			    struct error *error)
{
	return run_isolated(bench, share_all, metrics, error);
}

static void add_seen(struct text *out, unsigned seen)
{
	const char *between = "";

	if (seen == 0)
		text_add(out, "nothing");
	for (size_t i = 0; i < sizeof(seen_words) / sizeof(seen_words[0]); i++) {
		if (!(seen & seen_words[i].seen))
			continue;
		text_printf(out, "%s%s", between, seen_words[i].words);
		between = ", ";
	}
}

static enum claim_verdict judge_clone_shares(const struct claim_metric *metrics,
					     struct text *explanation)
{
	enum claim_verdict verdict = CLAIM_HOLDS;

	text_add(explanation, "The child writes to memory, opens a descriptor, changes its folder "
			      "and sets a signal handler. What its parent sees of it");
	for (size_t i = 0; i < SHARING_COUNT; i++) {
		unsigned seen = (unsigned)metrics[i].number;

		text_printf(explanation, "%s with %s: ", i > 0 ? ";" : ",", sharings[i].words);
		add_seen(explanation, seen);
		if (seen != sharings[i].expected) {
			text_add(explanation, " (it should be ");
			add_seen(explanation, sharings[i].expected);
			text_add_char(explanation, ')');
			verdict = CLAIM_FAILS;
		}
	}
	text_add_char(explanation, '.');
	return verdict;
}

const struct claim claim_clone_shares = {
	.name = "clone-shares",
	.statement = "the flags of clone choose what parent and child share (memory, descriptors, "
		     "working folder, signal handlers), up to a thread, which shares it all",
	.kind = CLAIM_SEMANTIC,
	.metrics = sharing_names,
	.experiment = try_clone_shares,
	.judge = judge_clone_shares,
};
