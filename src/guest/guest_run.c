/* guest_run: starts QEMU, waits for its end, and reads the answer. */
#define _GNU_SOURCE
#include "emulator.h"
#include "frame.h"
#include "initramfs.h"
#include "parts.h"

#include "procbench/base/text_file.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/family.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a guest may write to its console; a kernel in a loop would fill the memory. */
#define CONSOLE_BYTES_MAX ((size_t)256 << 20)

/* The most of its last lines that is shown. */
#define LAST_BYTES 1000

/* Exit statuses of the process that becomes QEMU, beyond those of QEMU. */
enum { EXIT_NO_PLUGIN = 124, EXIT_NO_EMULATOR = 125 };

struct machine {
	const struct guest_request *request;
	struct emulator_files files;
	int messages;          /* what QEMU itself says */
	char folder[PATH_MAX]; /* of the plugin; "": none */
	struct family family;
};

/* ---- in the process that becomes QEMU ---- */

__attribute__((noreturn)) static void give_up(int status, const struct error *error)
{
	if (write(STDERR_FILENO, error->text, strlen(error->text)) < 0)
		_exit(1);
	_exit(status);
}

/* Standard streams that belong to nobody, and the descriptors that its command line names. */
static void place_descriptors(const struct machine *machine)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, STDIN_FILENO);
	dup2(machine->messages, STDOUT_FILENO);
	dup2(machine->messages, STDERR_FILENO);
	fcntl(machine->files.initramfs, F_SETFD, 0);
	fcntl(machine->files.console, F_SETFD, 0);
}

static void add_plugin(const struct machine *machine, struct text *option)
{
	const struct guest_request *request = machine->request;
	struct error error = {0};

	if (!request->add_plugin)
		return;
	if (mkdir(machine->folder, 0700) < 0)
		error_set(&error, errno, "cannot create '%s': %s", machine->folder,
			  strerror(errno));
	else if (request->add_plugin(machine->folder, request->binary, option, &error) == 0)
		return;
	give_up(EXIT_NO_PLUGIN, &error);
}

static void become_emulator(void *context, size_t number)
{
	const struct machine *machine = context;
	const struct rlimit limit = {CONSOLE_BYTES_MAX, CONSOLE_BYTES_MAX};
	struct emulator_command command;
	struct error error = {0};
	struct text plugin = {0};

	(void)number;
	place_descriptors(machine);
	add_plugin(machine, &plugin);
	setrlimit(RLIMIT_FSIZE, &limit);
	if (emulator_command(&command, machine->request, &machine->files,
			     plugin.length > 0 ? text_string(&plugin) : NULL, &error) < 0)
		give_up(1, &error);
	execvp(command.words[0], command.words);
	error_set(&error, errno, "%s", strerror(errno));
	give_up(EXIT_NO_EMULATOR, &error);
}

/* In the keeper, also when procbench was killed. */
static void remove_folder(void *context, size_t number, pid_t pid)
{
	const struct machine *machine = context;
	static const char *const names[] = {"plugin.so", "profile", ""};
	char path[PATH_MAX + 16];

	(void)number;
	(void)pid;
	for (size_t i = 0; *machine->folder && i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", machine->folder, names[i]);
		remove(path);
	}
}

/* ---- in procbench ---- */

static int open_memory(const char *name, int *fd, struct error *error)
{
	*fd = memfd_create(name, MFD_CLOEXEC);
	return *fd < 0 ? error_set(error, errno, "cannot create a file in memory: %s",
				   strerror(errno))
		       : 0;
}

static int write_all(int fd, const struct text *text, struct error *error)
{
	for (size_t at = 0; at < text->length;) {
		ssize_t n = write(fd, text->data + at, text->length - at);

		if (n < 0 && errno != EINTR)
			return error_set(error, errno, "cannot write the guest's files: %s",
					 strerror(errno));
		at += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

static int write_initramfs(const struct machine *machine, struct error *error)
{
	struct initramfs files = {0};
	int status = parts_pack(&files, machine->request, error);

	if (status == 0)
		status = write_all(machine->files.initramfs, &files.archive, error);
	initramfs_free(&files);
	return status;
}

static int prepare(struct machine *machine, struct error *error)
{
	const char *temporary = getenv("TMPDIR");

	if (machine->request->add_plugin)
		snprintf(machine->folder, sizeof(machine->folder), "%s/procbench-guest-%d",
			 temporary && *temporary ? temporary : "/tmp", (int)getpid());
	if (open_memory("initramfs", &machine->files.initramfs, error) < 0 ||
	    open_memory("console", &machine->files.console, error) < 0 ||
	    open_memory("messages", &machine->messages, error) < 0)
		return -error->code;
	return write_initramfs(machine, error);
}

/* Waits for QEMU's end: 0 and its status, -EINTR, or -ETIME. */
static int wait_for_end(const struct machine *machine, int *status)
{
	uint64_t end_ns = clock_now_ns() + machine->request->limit_ns;
	struct pollfd fds[] = {{machine->family.events, POLLIN, 0},
			       {machine->request->signal_fd, POLLIN, 0}};

	for (;;) {
		uint64_t now_ns = clock_now_ns();
		struct family_event event;
		int got;

		while ((got = family_read(&machine->family, &event)) > 0)
			if (event.kind == FAMILY_ENDED || event.kind == FAMILY_FAILED) {
				*status = event.status;
				return event.kind == FAMILY_ENDED ? 0 : -event.status;
			}
		if (got < 0 || now_ns >= end_ns)
			return got < 0 ? got : -ETIME;
		poll(fds, 2, (int)((end_ns - now_ns) / 1000000 + 1));
		if (fds[1].revents & POLLIN)
			return -EINTR;
	}
}

static int read_memory(int fd, struct text *text)
{
	lseek(fd, 0, SEEK_SET);
	return text_read_fd(text, fd, CONSOLE_BYTES_MAX);
}

static void keep_last_lines(struct text *last, const struct text *console)
{
	const char *start = text_string(console);
	size_t skipped = console->length > LAST_BYTES ? console->length - LAST_BYTES : 0;

	for (const char *c = start + skipped; *c; c++)
		if (*c != '\r')
			text_add_char(last, *c);
}

static int refuse_emulator(const struct machine *machine, int status, const struct text *said,
			   struct error *error)
{
	const struct guest_arch *arch = machine->request->arch;
	int length = (int)strcspn(text_string(said), "\n");

	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NO_EMULATOR)
		return error_set(error, GUEST_FAILED, "cannot start %s: %s (install %s)",
				 arch->emulator, text_string(said), arch->package);
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NO_PLUGIN)
		return error_set(error, GUEST_FAILED, "%s", text_string(said));
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ)
		return error_set(error, GUEST_FAILED, "the guest wrote more than %zu MiB",
				 CONSOLE_BYTES_MAX >> 20);
	if (WIFSIGNALED(status))
		return error_set(error, GUEST_FAILED, "%s was ended by signal %d", arch->emulator,
				 WTERMSIG(status));
	return error_set(error, GUEST_FAILED, "%s: %.*s (QEMU 7.2 or later is needed)",
			 arch->emulator, length, text_string(said));
}

static int refuse_wait(const struct machine *machine, int status, struct guest_answer *answer,
		       struct error *error)
{
	struct text console = {0};

	if (read_memory(machine->files.console, &console) == 0)
		keep_last_lines(&answer->last_lines, &console);
	text_free(&console);
	if (status == -EINTR)
		return error_set(error, EINTR, "interrupted");
	if (status == -ETIME)
		return error_set(error, GUEST_FAILED,
				 "the guest did not finish within %.0f s (use a larger "
				 "'--guest-time'%s)",
				 (double)machine->request->limit_ns / 1e9,
				 machine->request->count
					 ? ""
					 : ", or --count if KVM does not work on this machine");
	return error_set(error, GUEST_FAILED, "cannot run %s: %s", machine->request->arch->emulator,
			 strerror(-status));
}

static int read_answer(const struct machine *machine, int status, struct guest_answer *answer,
		       struct error *error)
{
	struct text console = {0}, said = {0};
	int result = read_memory(machine->files.console, &console);

	if (result == 0)
		result = read_memory(machine->messages, &said);
	if (result < 0)
		error_set(error, GUEST_FAILED, "cannot read the guest's answer: %s",
			  strerror(-result));
	else if (status != 0)
		result = refuse_emulator(machine, status, &said, error);
	else
		result = parts_unpack(answer, &console, error);
	if (result < 0)
		keep_last_lines(&answer->last_lines, &console);
	text_free(&console);
	text_free(&said);
	return result;
}

static void read_profile(const struct machine *machine, struct guest_answer *answer)
{
	char path[PATH_MAX + 16];

	if (!*machine->folder)
		return;
	snprintf(path, sizeof(path), "%s/profile", machine->folder);
	text_read_file(&answer->profile, path, CONSOLE_BYTES_MAX);
}

static int run(struct machine *machine, struct guest_answer *answer, struct error *error)
{
	const struct family_plan plan = {1, become_emulator, remove_folder, machine};
	int status = family_start(&machine->family, &plan, error), ended = 0;

	if (status == 0) {
		status = wait_for_end(machine, &ended);
		if (status == 0)
			status = read_answer(machine, ended, answer, error);
		else
			refuse_wait(machine, status, answer, error);
	}
	if (status == 0)
		read_profile(machine, answer);
	family_end(&machine->family);
	return status == 0 ? 0 : -error->code;
}

static void close_memory(int fd)
{
	if (fd >= 0)
		close(fd);
}

int guest_run(const struct guest_request *request, struct guest_answer *answer, struct error *error)
{
	struct machine machine = {.request = request,
				  .files = {-1, -1},
				  .messages = -1,
				  .family = {.events = -1, .order = -1}};
	int status = prepare(&machine, error);

	*answer = (struct guest_answer){0};
	if (status == 0)
		status = run(&machine, answer, error);
	close_memory(machine.files.initramfs);
	close_memory(machine.files.console);
	close_memory(machine.messages);
	return status;
}

void guest_answer_free(struct guest_answer *answer)
{
	text_free(&answer->output);
	text_free(&answer->messages);
	text_free(&answer->symbols);
	text_free(&answer->profile);
	text_free(&answer->last_lines);
	*answer = (struct guest_answer){0};
}
