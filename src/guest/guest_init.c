/* guest_init: the first process of a guest. */
#define _GNU_SOURCE
#include "frame.h"
#include "parts.h"

#include "procbench/base/text_file.h"

#include <fcntl.h>
#include <linux/random.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define OUTPUT_FILE   "/output"
#define MESSAGES_FILE "/messages"
#define BYTES_MAX     ((size_t)64 << 20)
#define WORDS_MAX     4096

/* Descriptors that a usual login has, so that fds= is not limited by the default of the kernel. */
#define FILES_MAX 524288

/*
 * Before the command, so that what the kernel began at boot and left to threads of its own (tests
 * of its cryptography among it) is done. In QEMU's clock of instructions an idle second takes no
 * time.
 */
#define SETTLE_S 2

static void mount_all(void)
{
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	mkdir("/dev/shm", 01777);
	mount("tmpfs", "/dev/shm", "tmpfs", 0, NULL);
	mount("cgroup2", "/sys/fs/cgroup", "cgroup2", 0, NULL);
}

/*
 * Makes the kernel's random numbers available at once, and the same in every run: without a source
 * of entropy it would collect jitter for a second.
 */
static void feed_random(void)
{
	/* struct rand_pool_info: bits of entropy, bytes, and these */
	const int seed[2 + 64 / sizeof(int)] = {512, 64};
	int fd = open("/dev/urandom", O_RDWR | O_CLOEXEC);

	if (fd >= 0) {
		ioctl(fd, RNDADDENTROPY, seed);
		close(fd);
	}
}

static void open_console(void)
{
	int fd = open("/dev/console", O_RDWR | O_NOCTTY);
	struct termios settings;

	dup2(fd, STDIN_FILENO);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	if (tcgetattr(STDOUT_FILENO, &settings) == 0) {
		cfmakeraw(&settings);
		tcsetattr(STDOUT_FILENO, TCSANOW, &settings);
	}
}

static void put(const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, length);

		if (n <= 0)
			return;
		bytes += n;
		length -= (size_t)n;
	}
}

/* ---- the command ---- */

static void place_file(const char *path, int at)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	dup2(fd, at);
	close(fd);
}

static void enter_folder(void)
{
	struct text folder = {0};

	if (text_read_file(&folder, PARTS_FOLDER, BYTES_MAX) == 0 &&
	    chdir(text_string(&folder)) < 0)
		_exit(127);
	text_free(&folder);
}

__attribute__((noreturn)) static void run_command(const struct text *command)
{
	static char *words[WORDS_MAX + 1];
	char *const environment[] = {"PATH=/", "HOME=/", NULL};
	size_t count = 0;

	for (size_t at = 0; at < command->length && count < WORDS_MAX;
	     at += strlen(command->data + at) + 1)
		words[count++] = command->data + at;
	enter_folder();
	setsid();
	place_file(OUTPUT_FILE, STDOUT_FILENO);
	place_file(MESSAGES_FILE, STDERR_FILENO);
	place_file("/dev/null", STDIN_FILENO);
	execve(PARTS_BINARY, words, environment);
	_exit(127);
}

/* Reaps orphans, too; the command's own status is returned. */
static int wait_for(pid_t command)
{
	int status = 0;

	for (;;) {
		pid_t pid = wait(&status);

		if (pid == command || pid < 0)
			return pid < 0 ? -1 : status;
	}
}

static void execute(struct guest_answer *answer)
{
	const struct rlimit files = {FILES_MAX, FILES_MAX};
	struct text command = {0};
	pid_t pid;

	setrlimit(RLIMIT_NOFILE, &files);
	text_read_file(&command, PARTS_COMMAND, BYTES_MAX);
	pid = fork();
	if (pid == 0)
		run_command(&command);
	answer->status = pid < 0 ? -1 : wait_for(pid);
	text_read_file(&answer->output, OUTPUT_FILE, BYTES_MAX);
	text_read_file(&answer->messages, MESSAGES_FILE, BYTES_MAX);
	text_free(&command);
}

/* ---- the kernel's functions ---- */

/* "ffffffff81000000 T _text": code only, which is a third of all. */
static void read_symbols(struct text *symbols)
{
	struct text all = {0};
	const char *line;

	text_read_file(&all, "/proc/kallsyms", BYTES_MAX);
	for (line = text_string(&all); *line;) {
		size_t length = strcspn(line, "\n");
		const char *kind = memchr(line, ' ', length);

		length += line[length] == '\n';
		if (kind && strchr("tTwW", kind[1]))
			text_add_bytes(symbols, line, length);
		line += length;
	}
	text_free(&all);
}

void guest_main(void)
{
	struct guest_answer answer = {0};
	struct text out = {0}, wanted = {0};

	mount_all();
	open_console();
	feed_random();
	sleep(SETTLE_S);
	execute(&answer);
	text_read_file(&wanted, PARTS_SYMBOLS, BYTES_MAX);
	if (strcmp(text_string(&wanted), "1") == 0)
		read_symbols(&answer.symbols);
	parts_add_answer(&out, &answer);
	put(text_string(&out), out.length);
	tcdrain(STDOUT_FILENO);
	reboot(RB_AUTOBOOT);
	for (;;)
		pause();
}
