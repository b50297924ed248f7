/*
 * ptyrun: runs a command on a terminal of a given width and copies what the terminal got to
 * standard output.
 *
 *     ptyrun COLUMNS CMD ARG...
 *
 * Standard input, output and error of CMD are the terminal, which passes bytes on as they are (a
 * newline stays a newline); nothing is ever typed. The exit status is CMD's, 128+N when signal N
 * ended it, 125 when ptyrun itself failed, 127 when CMD cannot be run.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

static bool copy_once(int terminal)
{
	char buffer[4096];
	ssize_t size = read(terminal, buffer, sizeof(buffer));

	if (size < 0 && errno == EINTR)
		return true;
	if (size <= 0) /* EIO: the other end is closed */
		return false;
	for (ssize_t done = 0; done < size;) {
		ssize_t written = write(STDOUT_FILENO, buffer + done, (size_t)(size - done));

		if (written < 0) {
			perror("ptyrun: standard output");
			exit(125);
		}
		done += written;
	}
	return true;
}

/* Copies until the terminal is closed, or CMD has ended and what it wrote has been copied. */
static int copy_all(int terminal, pid_t pid)
{
	struct pollfd readable = {.fd = terminal, .events = POLLIN};
	bool ended = false;
	int status = 0;

	for (;;) {
		if (poll(&readable, 1, 20) > 0) {
			if (!copy_once(terminal))
				break;
		} else if (ended) {
			break;
		}
		ended = ended || waitpid(pid, &status, WNOHANG) == pid;
	}
	if (!ended)
		waitpid(pid, &status, 0);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
	struct winsize size = {.ws_row = 24};
	struct termios settings;
	int columns, terminal, other;
	pid_t pid;

	if (argc < 3 || (columns = atoi(argv[1])) <= 0 || columns > 65535) {
		fprintf(stderr, "usage: ptyrun COLUMNS CMD ARG...\n");
		return 125;
	}
	size.ws_col = (unsigned short)columns;
	if (openpty(&terminal, &other, NULL, NULL, &size) < 0 || tcgetattr(other, &settings) < 0) {
		perror("ptyrun: terminal");
		return 125;
	}
	settings.c_oflag &= ~(tcflag_t)OPOST;
	tcsetattr(other, TCSANOW, &settings);
	pid = fork();
	if (pid < 0) {
		perror("ptyrun: fork");
		return 125;
	}
	if (pid == 0) {
		close(terminal);
		if (login_tty(other) < 0)
			_exit(125);
		execvp(argv[2], argv + 2);
		fprintf(stderr, "ptyrun: cannot run '%s': %s\n", argv[2], strerror(errno));
		_exit(127);
	}
	close(other);
	return copy_all(terminal, pid);
}
