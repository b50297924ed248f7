/* start: turns a new process into a subject. */
#define _GNU_SOURCE
#include "start.h"

#include "environment.h"
#include "request.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* Resets whatever the calling shell or CI runner has set up. */
static void reset_signals(void)
{
	sigset_t none;

	for (int signal_number = 1; signal_number < NSIG; signal_number++)
		signal(signal_number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Marked close-on-exec instead of closed, because one of them is the program to execute. */
static void cloexec_from(int first)
{
	if (sys_cloexec_from((unsigned)first) == 0)
		return;
	for (long fd = first, last = sysconf(_SC_OPEN_MAX); fd < last && fd < 65536; fd++)
		fcntl((int)fd, F_SETFD, FD_CLOEXEC);
}

static int place(int fd, int at, struct error *error)
{
	if (dup2(fd, at) == at)
		return 0;
	return error_set(error, errno, "cannot make descriptor %d: %s", at, strerror(errno));
}

/* Only what the case executes; returns the first place that stays free, or -errno. */
static int place_target(const struct launcher *launcher, const struct target *target,
			struct error *error)
{
	int status;

	if (!target)
		return ARENA_FD_TARGET;
	status = place(launcher->ladder.program >= 0 ? launcher->ladder.program
						     : launcher->target_fds[target->id],
		       ARENA_FD_TARGET, error);
	if (status < 0 || target->interpreter == TARGET_NONE)
		return status < 0 ? status : ARENA_FD_INTERPRETER;
	status = place(launcher->target_fds[target->interpreter], ARENA_FD_INTERPRETER, error);
	return status < 0 ? status : ARENA_FD_FREE;
}

/* A target would write to what stands in its place, or to the caller's own descriptors. */
static int place_null(struct error *error)
{
	int fd = open("/dev/null", O_RDWR | O_CLOEXEC), status = 0;
	struct stat seen;

	if (fd < 0)
		return error_set(error, errno, "cannot open '/dev/null': %s", strerror(errno));
	if (fstat(fd, &seen) < 0 || !S_ISCHR(seen.st_mode) || seen.st_rdev != makedev(1, 3))
		return error_set(error, ENODEV,
				 "'/dev/null' is not the null device: make it anew (mknod -m 666 "
				 "/dev/null c 1 3)");
	for (int at = 0; at <= 2 && status == 0; at++)
		status = place(fd, at, error);
	return status;
}

static int place_descriptors(const struct launcher *launcher, const struct launch *launch,
			     size_t number, struct error *error)
{
	int status = place_null(error);

	if (status == 0)
		status = place(launch->subjects[number].arena_fd, ARENA_FD, error);
	if (status == 0)
		status = place(launcher->stamp_fds[number], ARENA_FD_STAMP, error);
	if (status == 0)
		status = place_target(launcher, plan_target(launch->item), error);
	if (status >= 0)
		cloexec_from(status);
	return status;
}

__attribute__((noreturn)) static void fail_in_child(struct arena_header *header,
						    const struct error *error)
{
	header->error_code = error->code;
	memcpy(header->error_text, error->text, sizeof(header->error_text) - 1);
	header->state = ARENA_REFUSED;
	_exit(2);
}

/* With a wrapper command, /proc/self/exe would be the wrapper. */
static void image_path(const struct launcher *launcher, const struct plan_case *item,
		       int controller, char *path, size_t size)
{
	char process[16] = "self";

	if (item->wrap)
		snprintf(process, sizeof(process), "%d", controller);
	if (item->method->freestanding)
		snprintf(path, size, "/proc/%s/fd/%d", process, launcher->floor_fd);
	else
		request_image(item, process, path, size);
}

static void execute(char *path, char **argv, struct error *error)
{
	execve(path, argv, environ);
	error_set(error, errno, "cannot execute the subject '%s': %s%s", path, strerror(errno),
		  errno == E2BIG ? " (see 'ulimit -s': the environment may take a quarter of it)"
				 : "");
}

/* The words of the command, then the path of the subject and its verb. */
static void execute_wrapped(const char *wrap, char *path, char *verb, struct error *error)
{
	char *words[ARENA_ARGS_MAX + 3], *command = strdup(wrap);
	int count = command ? keys_split_words(command, words, ARENA_ARGS_MAX) : -ENOMEM;

	if (count < 1) {
		error_set(error, EINVAL, "invalid command '%s' to start the subject", wrap);
		return;
	}
	words[count] = path;
	words[count + 1] = verb;
	words[count + 2] = NULL;
	execvp(words[0], words);
	error_set(error, errno, "cannot execute '%s' to start the subject: %s", words[0],
		  strerror(errno));
}

static int pin(int cpu, struct error *error)
{
	long status = cpu >= 0 ? sys_move_to_cpu(cpu) : 0;

	if (status == 0)
		return 0;
	return error_set(error, (int)-status,
			 "cannot be pinned to CPU %d: %s (use cpu=any to measure unpinned)", cpu,
			 strerror((int)-status));
}

void start_subject(const struct launcher *launcher, const struct launch *launch, size_t number)
{
	struct arena_header *header = launch->subjects[number].header;
	char program[] = "procbench", verb[] = ARENA_VERB, path[PATH_MAX];
	char *argv[] = {program, verb, NULL};
	struct error error;

	header->controller = getppid();
	reset_signals();
	if (pin(header->spawners[0].cpu, &error) < 0)
		fail_in_child(header, &error);
	request_environment(launch->item);
	if (environment_grow(launch->item, &error) < 0)
		fail_in_child(header, &error);
	image_path(launcher, launch->item, header->controller, path, sizeof(path));
	if (place_descriptors(launcher, launch, number, &error) < 0)
		fail_in_child(header, &error);
	if (launch->item->wrap)
		execute_wrapped(launch->item->wrap, path, verb, &error);
	else
		execute(path, argv, &error);
	fail_in_child(header, &error);
}
