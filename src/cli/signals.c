/* signals: SIGINT, SIGTERM and SIGHUP as a descriptor that becomes readable. */
#define _GNU_SOURCE
#include "signals.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

static sigset_t wanted(void)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct sigaction action;

		if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(&set, numbers[i]);
	}
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
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	return number;
}
