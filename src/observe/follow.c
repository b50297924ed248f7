/* follow: a command or a running process, from its first event to its last. */
#define _GNU_SOURCE
#include "follow.h"

#include "procbench/base/text_file.h"
#include "procbench/sys/proc_caller.h"
#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#define COMMAND_BYTES 65536

/* As a shell takes it. */
static void add_word(struct text *command, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "%+,-./:=@_";

	if (command->length > 0)
		text_add_char(command, ' ');
	if (*word && word[strspn(word, plain)] == '\0') {
		text_add(command, word);
		return;
	}
	text_add_char(command, '\'');
	for (; *word; word++)
		text_add(command, *word == '\'' ? "'\\''" : (char[]){*word, '\0'});
	text_add_char(command, '\'');
}

static void take_command(struct observation *observation, struct text *command)
{
	observation->failed = observation->failed || command->failed;
	observation->command = observation_word(observation, text_string(command));
	text_free(command);
}

static void describe_command(struct observation *observation, char *const *argv)
{
	struct text command = {0};

	for (size_t i = 0; argv[i]; i++)
		add_word(&command, argv[i]);
	take_command(observation, &command);
}

/*
 * The command line of a running process has a NUL behind each word. A server that shows its state
 * there (redis, postgres) fills what is left of it with NULs, which are no words.
 */
static void describe_process(struct observation *observation, pid_t pid)
{
	struct text command = {0}, words = {0};
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/cmdline", pid);
	text_read_file(&words, path, COMMAND_BYTES);
	while (words.length > 1 && words.data[words.length - 2] == '\0')
		words.length--;
	for (size_t at = 0; at < words.length; at += strlen(words.data + at) + 1)
		add_word(&command, words.data + at);
	text_free(&words);
	take_command(observation, &command);
}

static int start_command(struct follow *follow, struct error *error)
{
	const struct observe_request *request = follow->request;
	struct tracer_started started;
	struct follow_task *task;
	int status =
		tracer_start(request->argv, request->filter, request->prepare, &started, error);

	if (status < 0)
		return status;
	follow->is_filtered = started.is_filtered;
	follow->sets_no_new_privs = started.sets_no_new_privs;
	follow->own_filters = started.is_filtered;
	follow->root = started.pid;
	task = follow_tasks_add(&follow->tasks, started.pid);
	if (task)
		task->process = follow_new_process(follow, started.pid, NULL);
	if (!task || !task->process)
		return error_no_memory(error);
	task->process->tasks = 1;
	follow_executed(follow, task->process, started.pid);
	describe_command(follow->observation, request->argv);
	tracer_take_signals(started.pid);
	follow_resume(task, 0);
	if (request->filter && !started.is_filtered)
		text_list_add(&follow->observation->warnings,
			      "seccomp filters are not available here: calls that failed were not "
			      "seen (a kernel with CONFIG_SECCOMP_FILTER sees them)");
	return 0;
}

static int attach(struct follow *follow, struct error *error)
{
	const struct observe_request *request = follow->request;
	struct itimerval limit = {.it_value = {(time_t)(request->limit_ns / 1000000000),
					       (suseconds_t)(request->limit_ns / 1000 % 1000000)}};
	pid_t pid = proc_caller_process(request->pid);
	int status;

	if (pid == 0)
		return error_set(error, ESRCH, "there is no process %d", request->pid);
	follow->root = pid;
	follow->observation->is_attached = true;
	describe_process(follow->observation, pid);
	tracer_take_signals(pid);
	status = follow_attach(follow, pid, error);
	if (status == 0)
		setitimer(ITIMER_REAL, &limit, NULL);
	return status;
}

static void run(struct follow *follow)
{
	struct tracer_event event;

	while (follow->tasks.count > 0) {
		bool was_leaving = follow->is_leaving;

		tracer_next(&event);
		if (event.kind == TRACER_DONE)
			return;
		if (event.kind != TRACER_SIGNAL)
			(was_leaving ? follow_let_go : follow_handle)(follow, &event);
		else if (was_leaving && event.status != SIGTSTP)
			return; /* the second request: the kernel releases the rest when this
				   process exits */
		else
			follow_signal(follow, &event);
		if (follow->root_ended && !follow->is_filtered && !follow->is_leaving)
			follow_leave(follow);
	}
}

static void forget(void *context, struct follow_task *task)
{
	follow_forget(context, task, NULL);
}

static void add_warnings(struct follow *follow)
{
	struct observation *observation = follow->observation;

	if (observation->losses.counts_cut_short > 0)
		text_list_add(&observation->warnings,
			      "%ju %s made more than %d system calls before exec; the rest is not "
			      "counted (closing each possible descriptor? use close_range)",
			      (uintmax_t)observation->losses.counts_cut_short,
			      observation->losses.counts_cut_short == 1 ? "child" : "children",
			      OBSERVE_COUNTED_CALLS_MAX);
}

int observe_run(const struct observe_request *request, struct observation *observation,
		struct error *error)
{
	struct follow follow = {.request = request, .observation = observation};
	int status;

	*observation = (struct observation){.end = {OBSERVE_RUNNING, OBSERVE_UNKNOWN},
					    .run_price = OBSERVE_NO_PRICE,
					    .without_lists = request->only_sites};
	follow.began_ns = follow_now_ns();
	if (follow_tasks_open(&follow.tasks) < 0)
		return error_no_memory(error);
	status = request->argv ? start_command(&follow, error) : attach(&follow, error);
	if (status == 0)
		run(&follow);
	setitimer(ITIMER_REAL, &(struct itimerval){.it_value = {0, 0}}, NULL);
	tracer_leave_signals();
	follow_tasks_each(&follow.tasks, forget, &follow);
	follow_tasks_close(&follow.tasks);
	follow_free_shapes(&follow);
	words_free(&follow.sampled);
	free(follow.samples);
	observation->pid = (uint64_t)follow.root;
	observation->is_filtered = follow.is_filtered;
	observation->duration_ns = follow_now_ns() - follow.began_ns;
	add_warnings(&follow);
	return status < 0 ? status : observation_finish(observation, error);
}
