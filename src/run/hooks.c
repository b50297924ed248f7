/* hooks: the commands that a user has run around launches, and around the run. */
#define _GNU_SOURCE
#include "hooks.h"

#include "runner.h"

#include "procbench/sys/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* How often to look for the deadline. */
#define LOOK_MS 100

/* Time limit of --cleanup after an interrupt. */
#define CLEANUP_NS UINT64_C(5000000000)

/* ---- one command ---- */

/* In the keeper's child: a shell without this program's signals, input and report. */
static void live(void *context, size_t number)
{
	const char *command = context;
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	sigset_t none;

	(void)number;
	for (int signal_number = 1; signal_number < NSIG; signal_number++)
		signal(signal_number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (null >= 0 && dup2(null, STDIN_FILENO) >= 0 && dup2(null, STDOUT_FILENO) >= 0)
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

static int judge(const char *option, const char *command, const struct family_event *event,
		 struct error *error)
{
	int status = event->status;

	if (event->kind == FAMILY_FAILED)
		return error_set(error, status, "option '%s': cannot start '%s': %s", option,
				 command, strerror(status));
	if (event->kind == FAMILY_STOPPED)
		return error_set(error, ECANCELED, "option '%s': '%s' was stopped by SIG%s", option,
				 command, sigabbrev_np(status));
	if (WIFSIGNALED(status))
		return error_set(error, ECANCELED, "option '%s': '%s' was ended by SIG%s", option,
				 command, sigabbrev_np(WTERMSIG(status)));
	if (WEXITSTATUS(status) != 0)
		return error_set(
			error, ECANCELED,
			"option '%s': '%s' exited with status %d (append '|| true' if that "
			"does not matter)",
			option, command, WEXITSTATUS(status));
	return HOOK_DONE;
}

/* Until there is an event other than the start. */
static int wait_for_end(struct hook *hook, int signal_fd, uint64_t deadline_ns,
			struct family_event *event)
{
	struct pollfd fds[] = {{.fd = hook->family.events, .events = POLLIN},
			       {.fd = signal_fd, .events = POLLIN}};

	for (;;) {
		int got = family_read(&hook->family, event);

		if (got < 0)
			*event = (struct family_event){.kind = FAMILY_FAILED, .status = -got};
		if (got < 0 || (got > 0 && event->kind != FAMILY_STARTED))
			return HOOK_DONE;
		if (got == 0 && poll(fds, 2, LOOK_MS) > 0 && fds[1].revents)
			return HOOK_INTERRUPTED;
		if (deadline_ns && clock_now_ns() >= deadline_ns)
			return HOOK_OVERDUE;
	}
}

/*
 * Runs a command, if there is one, until it ends, signal_fd (-1: none) is readable or deadline_ns
 * (0: none) has passed. What it has started in the background stays until hook_close(). Returns an
 * enum hook_end, or -errno and an error.
 */
static int hook_run(struct hook *hook, const char *option, const char *command, int signal_fd,
		    uint64_t deadline_ns, struct error *error)
{
	const struct family_plan plan = {
		.count = 1, .live = live, .context = (void *)(uintptr_t)command};
	struct family_event event = {0};
	int status;

	if (!command)
		return HOOK_DONE;
	if (family_start(&hook->family, &plan, error) < 0)
		return error_set(error, error->code, "option '%s': cannot start '%s': %s", option,
				 command, strerror(error->code));
	status = wait_for_end(hook, signal_fd, deadline_ns, &event);
	return status == HOOK_DONE ? judge(option, command, &event, error) : status;
}

static void hook_close(struct hook *hook)
{
	if (hook->family.keeper)
		family_end(&hook->family);
	*hook = (struct hook)HOOK_NONE;
}

/* ---- around launches ---- */

static uint64_t deadline_of(const struct runner *runner)
{
	uint64_t hard_ns = runner->settings->hard_ns;

	return runner->launcher.deadline_ns ? runner->launcher.deadline_ns
	       : hard_ns                    ? runner->start_ns + hard_ns
					    : 0;
}

static int run_one(struct runner *runner, struct hook *hook, const char *option,
		   const char *command, struct error *error)
{
	return hook_run(hook, option, command, runner->launcher.signal_fd, deadline_of(runner),
			error);
}

/* As if the launch had been what was interrupted, or took too long. */
static void take_end(struct launch *launch, int end)
{
	if (end == HOOK_INTERRUPTED)
		launch->end = LAUNCH_INTERRUPTED;
	else if (end == HOOK_OVERDUE)
		launch->end = LAUNCH_OVERDUE;
}

int hooks_launch(struct runner *runner, struct launch *launch, struct error *error)
{
	const struct run_hooks *hooks = &runner->settings->hooks;
	struct hook prepare = HOOK_NONE, conclude = HOOK_NONE;
	int end = run_one(runner, &prepare, "--prepare", hooks->prepare, error);

	if (end == HOOK_DONE) {
		launch_run(&runner->launcher, launch);
		if (launch->end != LAUNCH_INTERRUPTED)
			end = run_one(runner, &conclude, "--conclude", hooks->conclude, error);
	}
	if (end == HOOK_OVERDUE)
		error_set(&launch->why, ETIME, "--prepare and --conclude took too long");
	take_end(launch, end);
	hook_close(&conclude);
	hook_close(&prepare);
	return end < 0 ? end : 0;
}

/* ---- around the run ---- */

int hooks_begin(struct runner *runner, struct hook *setup, struct error *error)
{
	int end = run_one(runner, setup, "--setup", runner->settings->hooks.setup, error);

	if (end <= 0)
		return end;
	runner->run->stop = end == HOOK_INTERRUPTED ? RUN_STOP_SIGNAL : RUN_STOP_TIME;
	runner->has_ended = true;
	return 0;
}

/* After an interrupt, too, but then not for long. */
int hooks_end(struct runner *runner, struct hook *setup, struct error *error)
{
	bool hurries = runner->run->stop == RUN_STOP_SIGNAL;
	struct hook cleanup = HOOK_NONE;
	int end = hook_run(&cleanup, "--cleanup", runner->settings->hooks.cleanup,
			   hurries ? -1 : runner->launcher.signal_fd,
			   hurries ? clock_now_ns() + CLEANUP_NS : 0, error);

	hook_close(&cleanup);
	hook_close(setup);
	if (end == HOOK_INTERRUPTED)
		runner->run->stop = RUN_STOP_SIGNAL;
	return end < 0 ? end : 0;
}
