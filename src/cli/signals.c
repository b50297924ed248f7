/* signals: termination signals, as a descriptor, or deferred until files are written. */
#define _GNU_SOURCE
#include "signals.h"

#include "procbench/base/outfile.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGXCPU};

#define COUNT (sizeof(numbers) / sizeof(numbers[0]))

static volatile sig_atomic_t noted;

/* The dispositions of procbench, and those that it was started with. */
static struct {
	int number;
	void (*handler)(int);
	struct sigaction old;
} own[] = {{SIGPIPE, SIG_IGN, {.sa_flags = 0}},
	   {SIGXFSZ, SIG_IGN, {.sa_flags = 0}},
	   {SIGCHLD, SIG_DFL, {.sa_flags = 0}}};

#define OWN_COUNT (sizeof(own) / sizeof(own[0]))

static sigset_t old_mask;

void signals_reset(void)
{
	sigset_t child;

	for (size_t i = 0; i < OWN_COUNT; i++) {
		struct sigaction action = {.sa_handler = own[i].handler};

		sigaction(own[i].number, &action, &own[i].old);
	}
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_UNBLOCK, &child, &old_mask);
}

void signals_restore(void)
{
	for (size_t i = 0; i < OWN_COUNT; i++)
		sigaction(own[i].number, &own[i].old, NULL);
	sigprocmask(SIG_SETMASK, &old_mask, NULL);
}

static bool is_ignored(int number)
{
	struct sigaction action;

	return sigaction(number, NULL, &action) < 0 || action.sa_handler == SIG_IGN;
}

static sigset_t wanted(void)
{
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < COUNT; i++)
		if (!is_ignored(numbers[i]))
			sigaddset(&set, numbers[i]);
	return set;
}

int signals_open(struct error *error)
{
	sigset_t set = wanted();
	int fd;

	sigprocmask(SIG_BLOCK, &set, NULL);
	fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		return error_set(error, errno, "cannot watch for signals: %s", strerror(errno));
	return fd;
}

int signals_close(int fd)
{
	struct signalfd_siginfo info;
	sigset_t set = wanted();
	int number = 0;

	if (read(fd, &info, sizeof(info)) == (ssize_t)sizeof(info))
		number = (int)info.ssi_signo;
	close(fd);
	signals_hold();
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	return number;
}

static void handle_all(void (*handler)(int))
{
	struct sigaction action = {.sa_handler = handler}; /* writing to a pipe is interrupted */

	for (size_t i = 0; i < COUNT; i++)
		if (!is_ignored(numbers[i]))
			sigaction(numbers[i], &action, NULL);
}

static void note(int number)
{
	if (noted) {
		outfile_remove_hidden();
		signal(number, SIG_DFL);
		raise(number);
	}
	noted = number;
}

void signals_hold(void)
{
	handle_all(note);
}

int signals_release(void)
{
	int number = noted;

	handle_all(SIG_DFL);
	noted = 0;
	return number;
}
