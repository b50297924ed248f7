/*
 * nosig: runs a command with signals ignored from the start, as some callers leave them.
 *
 *     nosig SIGNAL... -- CMD ARG...
 *
 * SIGNAL is CHLD, INT, HUP, PIPE, TERM, QUIT, USR1, USR2, ALRM, or a number. The exit status is
 * CMD's, 125 when nosig itself failed, 127 when CMD cannot be run.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
	const char *name;
	int number;
} names[] = {
	{"CHLD", SIGCHLD}, {"INT", SIGINT},   {"HUP", SIGHUP},
	{"PIPE", SIGPIPE}, {"TERM", SIGTERM}, {"QUIT", SIGQUIT},
	{"USR1", SIGUSR1}, {"USR2", SIGUSR2}, {"ALRM", SIGALRM},
};

static int signal_number(const char *text)
{
	char *end;
	long number;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i].name, text) == 0)
			return names[i].number;
	}
	number = strtol(text, &end, 10);
	return *text && !*end && number > 0 && number < NSIG ? (int)number : -1;
}

int main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		int number = signal_number(argv[i]);

		if (number < 0 || signal(number, SIG_IGN) == SIG_ERR) {
			fprintf(stderr, "nosig: cannot ignore '%s'\n", argv[i]);
			return 125;
		}
	}
	if (i == 1 || i + 1 >= argc) {
		fprintf(stderr, "usage: nosig SIGNAL... -- CMD ARG...\n");
		return 125;
	}
	execvp(argv[i + 1], argv + i + 1);
	fprintf(stderr, "nosig: cannot run '%s': %s\n", argv[i + 1], strerror(errno));
	return 127;
}
