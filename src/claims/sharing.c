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

/* A signal that nothing else here uses. */
#define OUR_SIGNAL SIGUSR2

/* Changes of the child that its parent sees. */
enum seen {
	SEEN_MEMORY = 1,
	SEEN_FILES = 2,
	SEEN_DIRECTORY = 4,
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
	{SEEN_DIRECTORY, "the working directory"},
	{SEEN_HANDLERS, "signal handlers"},
	{SEEN_PROCESS, "the process id"},
};

/* One creation, and what its flags share according to clone(2). */
static const struct sharing {
	const char *method;
	const char *flags; /* of clone; NULL: a thread's flags are fixed */
	const char *words;
	unsigned expected;
} sharings[] = {
	{"clone", "none", "no flag", 0},
	{"clone", "vm", "vm", SEEN_MEMORY},
	{"clone", "files", "files", SEEN_FILES},
	{"clone", "fs", "fs", SEEN_DIRECTORY},
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

/* Shared with the child. */
static struct report {
	int fd; /* the number that the child gives to a descriptor */
	long pid, tid;
	struct child_failure failure;
} * report;

/* The child changes to one that exists and is not the parent's. */
static const char *const directories[] = {"/proc", "/dev", "/usr", "/tmp"};
static const char *new_directory;

static volatile int word;
static int own_fd = -1;

static void never(int signal)
{
	(void)signal;
	sys_exit_group(1);
}

static void change_everything(const struct creation *creation)
{
	(void)creation;
	word = 2;
	creating_note(&report->failure, "duplicate a descriptor", sys_dup3(own_fd, report->fd));
	creating_note(&report->failure, "change the working directory", sys_chdir(new_directory));
	creating_note(&report->failure, "set a signal handler", sys_sigaction(OUR_SIGNAL, never));
	report->pid = sys_getpid();
	report->tid = sys_gettid();
}

/* What the child duplicates, and a number that is free. */
static int choose_descriptors(struct error *error)
{
	if (own_fd < 0)
		own_fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	report->fd = own_fd < 0 ? -1 : fcntl(own_fd, F_DUPFD_CLOEXEC, 0);
	if (report->fd < 0)
		return error_set(error, errno, "cannot open a descriptor: %s", strerror(errno));
	close(report->fd);
	return 0;
}

static int choose_directory(struct error *error)
{
	for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]); i++) {
		new_directory = directories[i];
		if (chdir(new_directory) == 0 && chdir("/") == 0)
			return 0;
	}
	return error_set(error, ENOENT, "there is no directory to change to");
}

static int reset(struct error *error)
{
	int status;

	word = 1;
	signal(OUR_SIGNAL, SIG_DFL);
	*report = (struct report){0};
	status = choose_descriptors(error);
	return status == 0 ? choose_directory(error) : status;
}

static unsigned look(void)
{
	struct sigaction action;
	char directory[PATH_MAX];
	unsigned seen = 0;

	if (word == 2)
		seen |= SEEN_MEMORY;
	if (fcntl(report->fd, F_GETFD) >= 0)
		seen |= SEEN_FILES;
	if (getcwd(directory, sizeof(directory)) && strcmp(directory, new_directory) == 0)
		seen |= SEEN_DIRECTORY;
	if (sigaction(OUR_SIGNAL, NULL, &action) == 0 && action.sa_handler == never)
		seen |= SEEN_HANDLERS;
	if (report->pid == getpid() && report->tid != report->pid)
		seen |= SEEN_PROCESS;
	return seen;
}

static int share_all(struct claim_metric *metrics, struct error *error)
{
	static creation_step *const steps[] = {change_everything, NULL};

	report = creating_share(sizeof(*report), error);
	for (size_t i = 0; report && i < SHARING_COUNT; i++) {
		struct created created;

		if (reset(error) < 0 ||
		    creating_run(&created, sharings[i].method, sharings[i].flags, steps, error) < 0)
			return -error->code;
		metrics[i].number = look();
		close(report->fd); /* where it is shared */
		if (creating_check(&report->failure, error) < 0)
			return -error->code;
	}
	return report ? 0 : -error->code;
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

	text_add(explanation, "The child writes to memory, opens a descriptor, changes its working "
			      "directory and sets a signal handler. Its parent sees,");
	for (size_t i = 0; i < SHARING_COUNT; i++) {
		unsigned seen = (unsigned)metrics[i].number;

		text_printf(explanation, "%s with %s: ", i > 0 ? ";" : "", sharings[i].words);
		add_seen(explanation, seen);
		if (seen != sharings[i].expected) {
			text_add(explanation, " (expected: ");
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
	.statement = "the flags of clone select what parent and child share (memory, descriptors, "
		     "working directory, signal handlers); a thread shares all of it",
	.kind = CLAIM_SEMANTIC,
	.metrics = sharing_names,
	.experiment = try_clone_shares,
	.judge = judge_clone_shares,
};
