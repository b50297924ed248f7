/* plots: the pictures of a result, drawn by gnuplot into a folder. */
#define _GNU_SOURCE
#include "plots.h"

#include "procbench/base/outfile.h"
#include "procbench/report/plot.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const struct {
	const char *terminal;
	const char *ending;
} kinds[] = {{"svg", "svg"}, {"pngcairo", "png"}};

/* Its three standard descriptors; what it wants to say comes back in the last. */
static int start(pid_t *pid, int in, int out, int complaints)
{
	static char name[] = "gnuplot", dash[] = "-";
	char *const argv[] = {name, dash, NULL};
	posix_spawn_file_actions_t actions;
	int status = posix_spawn_file_actions_init(&actions);

	if (status != 0)
		return status;
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO);
	status = posix_spawnp(pid, name, &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return status;
}

static int take_all(int fd, struct text *text)
{
	char bytes[4096];
	ssize_t n;

	lseek(fd, 0, SEEK_SET);
	while ((n = read(fd, bytes, sizeof(bytes))) > 0)
		text_add_bytes(text, bytes, (size_t)n);
	return n < 0 ? -errno : 0;
}

static int fill(int fd, const struct text *text)
{
	for (size_t done = 0; done < text->length;) {
		ssize_t n = write(fd, text->data + done, text->length - done);

		if (n < 0)
			return -errno;
		done += (size_t)n;
	}
	return lseek(fd, 0, SEEK_SET) < 0 ? -errno : 0;
}

/* The end of what it said, where the error stands. */
static const char *last_of(const struct text *said)
{
	if (said->length == 0)
		return "it says nothing";
	return text_string(said) + (said->length > 200 ? said->length - 200 : 0);
}

static int run_with(int fds[3], const struct text *script, struct text *out, struct error *error)
{
	struct text said = {0};
	int status = fill(fds[0], script), ended = 0;
	pid_t pid;

	if (status == 0)
		status = -start(&pid, fds[0], fds[1], fds[2]);
	if (status == -ENOENT)
		return error_set(error, ENOENT,
				 "there is no gnuplot to draw with: install the package "
				 "gnuplot-nox");
	if (status < 0)
		return error_set(error, -status, "cannot run gnuplot: %s", strerror(-status));
	while (waitpid(pid, &ended, 0) < 0 && errno == EINTR)
		;
	take_all(fds[2], &said);
	if (take_all(fds[1], out) < 0 || !WIFEXITED(ended) || WEXITSTATUS(ended) != 0)
		status = error_set(error, EIO, "gnuplot failed: %s", last_of(&said));
	text_free(&said);
	return status;
}

/* What gnuplot writes when it is given the script. */
static int run(const struct text *script, struct text *out, struct error *error)
{
	int fds[3], status;

	for (int i = 0; i < 3; i++)
		fds[i] = memfd_create("gnuplot", MFD_CLOEXEC);
	if (fds[0] < 0 || fds[1] < 0 || fds[2] < 0)
		status = error_set(error, errno, "cannot run gnuplot: %s", strerror(errno));
	else
		status = run_with(fds, script, out, error);
	for (int i = 0; i < 3; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	return status;
}

int plots_prepare(const char *folder, struct error *error)
{
	struct text nothing = {0}, out = {0};
	int status;

	if (mkdir(folder, 0777) < 0 && errno != EEXIST)
		return error_set(error, errno, "cannot make the folder '%s': %s", folder,
				 strerror(errno));
	status = run(&nothing, &out, error);
	text_free(&out);
	return status;
}

static int save(const char *folder, size_t index, const char *ending, const struct text *picture,
		struct error *error)
{
	struct outfile file;
	struct text path = {0};
	int status;

	text_printf(&path, "%s/%s.%s", folder, plot_name(index), ending);
	status = outfile_open(&file, text_string(&path), error);
	text_free(&path);
	if (status < 0)
		return status;
	status = outfile_write(&file, text_string(picture), picture->length, error);
	if (status == 0)
		return outfile_commit(&file, error);
	outfile_abandon(&file);
	return status;
}

static int draw(const char *folder, size_t index, const struct result *result, size_t kind,
		struct error *error)
{
	struct text script = {0}, picture = {0};
	int status = plot_add_script(&script, index, kinds[kind].terminal, result);

	if (status < 0)
		error_set(error, ENOMEM, "out of memory");
	if (status > 0) {
		status = run(&script, &picture, error);
		if (status == 0)
			status = save(folder, index, kinds[kind].ending, &picture, error);
	}
	text_free(&script);
	text_free(&picture);
	return status;
}

int plots_draw(const char *folder, const struct result *result, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < plot_count && status == 0; i++)
		for (size_t kind = 0; kind < sizeof(kinds) / sizeof(kinds[0]) && status == 0;
		     kind++)
			status = draw(folder, i, result, kind, error);
	return status;
}
