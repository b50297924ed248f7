/* output: standard output and standard error; only this layer uses them. */
#define _GNU_SOURCE
#include "output.h"

#include "verbs.h"

#include "procbench/guest/guest.h"
#include "procbench/render/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool stdout_was_closed, was_closed[3];

void output_open(void)
{
	for (int fd = 0; fd <= 2; fd++) {
		if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF)
			continue;
		was_closed[fd] = true;
		if (fd == STDOUT_FILENO)
			stdout_was_closed = true;
		if (open("/dev/null", fd == STDIN_FILENO ? O_RDONLY : O_WRONLY) < 0)
			stdout_was_closed = true;
	}
}

void output_restore(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (was_closed[fd])
			close(fd);
}

int output_check(struct error *error)
{
	int flags = fcntl(STDOUT_FILENO, F_GETFL);

	if (!stdout_was_closed && flags >= 0 && (flags & O_ACCMODE) != O_RDONLY)
		return 0;
	return error_set(error, EBADF,
			 "standard output is closed (redirect it to a file or to /dev/null)");
}

/* 0, or an errno. */
static int write_all(int fd, const struct text *text)
{
	const char *at = text_string(text);
	size_t rest = text->length;

	while (rest > 0) {
		ssize_t n = write(fd, at, rest);

		if (n < 0 && errno != EINTR)
			return errno;
		if (n > 0) {
			at += n;
			rest -= (size_t)n;
		}
	}
	return 0;
}

int output_write(const struct text *text, struct error *error)
{
	int code;

	if (text->failed)
		return error_set(error, ENOMEM, "out of memory");
	code = write_all(STDOUT_FILENO, text);
	return code == 0 ? 0
			 : error_set(error, code, "cannot write to standard output: %s",
				     strerror(code));
}

void output_write_to_stderr(const struct text *text)
{
	write_all(STDERR_FILENO, text);
}

int output_finish(struct text *text, int status)
{
	struct error error = {0};
	int failed = output_check(&error);

	if (failed == 0)
		failed = output_write(text, &error);
	text_free(text);
	if (failed == 0)
		return status;
	if (failed == -EPIPE) /* as with head(1): no message, the status of SIGPIPE */
		return EXIT_SIGNAL_BASE + SIGPIPE;
	return output_fail(&error);
}

int output_fail(const struct error *error)
{
	output_error(error->text);
	return error->code == GUEST_FAILED ? EXIT_NOT_MEASURED : EXIT_USAGE;
}

void output_error(const char *message)
{
	struct text line = {0};

	text_add(&line, "procbench: ");
	text_add_printable(&line, message);
	text_add_char(&line, '\n');
	if (write(STDERR_FILENO, text_string(&line), line.length) < 0)
		errno = 0; /* nowhere left to report it */
	text_free(&line);
}

void output_failures(const struct text_list *failures)
{
	for (size_t i = 0; i < failures->count; i++)
		output_error(failures->items[i]);
}

bool output_wants_warnings(const struct config *config)
{
	return !config->quiet && strcmp(config->format, "table") != 0;
}

void output_warnings(const struct config *config, const struct text_list *warnings)
{
	for (size_t i = 0; output_wants_warnings(config) && i < warnings->count; i++)
		output_error(warnings->items[i]);
}

#define BAR_COLUMNS_NONE 79 /* if standard error is not a terminal */

size_t output_bar_columns(void)
{
	size_t columns = terminal_describe(STDERR_FILENO).width;

	return columns > 0 ? columns - 1 : BAR_COLUMNS_NONE;
}

struct report_style output_style(enum config_when color)
{
	struct terminal terminal = terminal_describe(STDOUT_FILENO);

	return (struct report_style){
		.color = color == CONFIG_ON || (color == CONFIG_AUTO && terminal.color),
		.width = terminal.width,
	};
}

bool output_error_has_color(enum config_when color)
{
	return color == CONFIG_ON ||
	       (color == CONFIG_AUTO && terminal_describe(STDERR_FILENO).color);
}

bool output_wants_progress(const struct config *config)
{
	if (config->progress == CONFIG_AUTO)
		return !config->quiet && terminal_describe(STDERR_FILENO).is_terminal;
	return config->progress == CONFIG_ON;
}
