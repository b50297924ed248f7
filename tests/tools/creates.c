/*
 * creates: makes creations by bare system calls, and prints what an observer has to see of each.
 *
 *     creates WORD...
 *     creates storm THREADS EACH
 *
 * A line per creation, in order: "CALL FLAGS SIGNAL CHILD TID ERRNO", flags in hexadecimal and
 * without the signal; CHILD is - for a call that fails. `storm` prints "CHILD TID" for each process
 * that its threads have created, and then "kernel N": how many ids the kernel has given meanwhile,
 * which is right where nothing else creates (in a pid namespace).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define STACK 65536

static const char *program; /* that children execute, or NULL */
static int closes;          /* that they make before */
static int faults;

__attribute__((noreturn)) static void be_child(void)
{
	for (int i = 0; i < closes; i++)
		syscall(SYS_close, 1000 + i);
	if (program) {
		syscall(SYS_execve, "/missing/program", (char *[]){"missing", NULL}, NULL);
		syscall(SYS_execve, program, (char *[]){"true", NULL}, NULL);
	}
	syscall(SYS_exit_group, program ? 9 : 0);
	__builtin_unreachable();
}

static void show(const char *call, unsigned long flags, int number, long child, int error)
{
	char text[32] = "-";

	if (child > 0)
		snprintf(text, sizeof(text), "%ld", child);
	printf("%s %lx %d %s %ld %d\n", call, flags, number, text, syscall(SYS_gettid), error);
	fflush(stdout);
}

/* The exit status reports children that fail. */
static void reap(long child, bool has_signal)
{
	int status = 0;

	if (child > 0 && waitpid((pid_t)child, &status, has_signal ? 0 : __WCLONE) != child)
		faults++;
	if (status != 0)
		faults++;
}

static void by_clone(unsigned long flags, int number)
{
	long child = syscall(SYS_clone, flags | (unsigned long)number, NULL, NULL, NULL, NULL);
	int error = child < 0 ? errno : 0;

	if (child == 0)
		be_child();
	show("clone", flags, number, child, error);
	reap(child, number != 0);
}

static void by_clone3(uint64_t flags, int number)
{
	uint64_t args[8] = {flags, 0, 0, 0, (uint64_t)number};
	long child = syscall(SYS_clone3, args, sizeof(args));
	int error = child < 0 ? errno : 0;

	if (child == 0)
		be_child();
	if (args[0] != flags) /* the change must not be visible to the program */
		faults++;
	show("clone3", flags, number, child, error);
	reap(child, true);
}

static void by_fork(void)
{
#ifdef SYS_fork
	long child = syscall(SYS_fork);

	if (child == 0)
		be_child();
	show("fork", 0, SIGCHLD, child, 0);
	reap(child, true);
#else
	by_clone(0, SIGCHLD);
#endif
}

static void by_vfork(void)
{
	pid_t child = vfork();

	if (child == 0)
		be_child();
#ifdef SYS_vfork
	show("vfork", 0, SIGCHLD, child, 0);
#else
	show("clone", CLONE_VM | CLONE_VFORK, SIGCHLD, child, 0);
#endif
	reap(child, true);
}

static int on_stack(void *unused)
{
	(void)unused;
	be_child();
}

static void by_stack(void)
{
	static char stack[STACK] __attribute__((aligned(16)));
	int child = clone(on_stack, stack + STACK, CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);

	show("clone", CLONE_VM | CLONE_VFORK, SIGCHLD, child, 0);
	reap(child, true);
}

#if defined(__x86_64__)
static sigjmp_buf before_trap;

static void leave_trap(int number)
{
	siglongjmp(before_trap, number);
}

/* The fork of 32-bit programs, false: the kernel runs none. */
static bool fork_by_i386(long *child)
{
	struct sigaction action = {.sa_handler = leave_trap}, before;
	volatile bool is_made = false;

	sigaction(SIGSEGV, &action, &before);
	if (sigsetjmp(before_trap, 1) == 0) {
		__asm__ volatile("int $0x80"
				 : "=a"(*child)
				 : "a"(2L)
				 : "memory", "r8", "r9", "r10", "r11");
		is_made = true;
	}
	sigaction(SIGSEGV, &before, NULL);
	return is_made;
}

/* The calls of the other ABIs, which a 64-bit program can make, too; most kernels refuse x32. */
static void by_other_abis(void)
{
	long child = syscall(0x40000000 | SYS_fork);
	int error = child < 0 ? errno : 0;

	if (child == 0)
		be_child();
	show("fork", 0, SIGCHLD, child, error);
	reap(child, true);
	if (!fork_by_i386(&child))
		return;
	if (child == 0)
		be_child();
	show("fork", 0, SIGCHLD, child, child < 0 ? (int)-child : 0);
	reap(child, true);
}
#else
static void by_other_abis(void)
{
}
#endif

static void *fork_once(void *unused)
{
	(void)unused;
	by_clone(0, SIGCHLD);
	return NULL;
}

static void by_thread(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, fork_once, NULL) != 0 || pthread_join(thread, NULL) != 0)
		faults++;
}

/* A child that stops itself is seen to do so, and goes on by SIGCONT only. */
static void by_stop(void)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		raise(SIGSTOP);
		_exit(4);
	}
	show("clone", CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID, SIGCHLD, child, 0);
	if (waitpid(child, &status, WUNTRACED) != child || !WIFSTOPPED(status))
		faults++;
	usleep(20000); /* not a wait: it must not go on meanwhile */
	if (waitpid(child, &status, WNOHANG | WUNTRACED) != 0)
		faults++;
	kill(child, SIGCONT);
	if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 4)
		faults++;
}

/* Children that all live at once. */
static void by_many(size_t count)
{
	pid_t *children = calloc(count + 1, sizeof(*children));
	int ends[2];
	char byte;

	if (!children || pipe(ends) < 0)
		exit(2);
	for (size_t i = 0; i < count; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			close(ends[1]);
			_exit(read(ends[0], &byte, 1) != 0);
		}
		faults += children[i] < 0;
	}
	close(ends[1]);
	for (size_t i = 0; i < count; i++)
		reap(children[i], true);
	free(children);
}

static int make(const char *word)
{
	if (strcmp(word, "fork") == 0)
		by_fork();
	else if (strcmp(word, "vfork") == 0)
		by_vfork();
	else if (strcmp(word, "stack") == 0)
		by_stack();
	else if (strcmp(word, "clone") == 0)
		by_clone(CLONE_FILES | CLONE_FS, SIGCHLD);
	else if (strcmp(word, "silent") == 0)
		by_clone(0, 0);
	else if (strcmp(word, "clone3") == 0)
		by_clone3(CLONE_FILES | CLONE_FS, SIGCHLD);
	else if (strcmp(word, "refused") == 0)
		by_clone3(CLONE_SIGHAND, SIGCHLD); /* EINVAL: it needs CLONE_VM */
	else if (strcmp(word, "untraced") == 0)
		by_clone(CLONE_UNTRACED, SIGCHLD);
	else if (strcmp(word, "untraced3") == 0)
		by_clone3(CLONE_UNTRACED, SIGCHLD);
	else if (strcmp(word, "abis") == 0)
		by_other_abis();
	else if (strcmp(word, "thread") == 0)
		by_thread();
	else if (strcmp(word, "stop") == 0)
		by_stop();
	else if (strncmp(word, "many=", 5) == 0)
		by_many(strtoul(word + 5, NULL, 10));
	else if (strncmp(word, "closes=", 7) == 0)
		closes = atoi(word + 7);
	else if (strncmp(word, "exec=", 5) == 0)
		program = word + 5;
	else
		return 2;
	return 0;
}

/* ---- storm ---- */

struct pair {
	int child, tid;
};

static struct pair *pairs;
static size_t each;

static void *storm(void *argument)
{
	struct pair *own = pairs + each * (size_t)(uintptr_t)argument;

	for (size_t i = 0; i < each; i++) {
		long child = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);

		if (child == 0)
			syscall(SYS_exit_group, 0);
		own[i] = (struct pair){(int)child, (int)syscall(SYS_gettid)};
		waitpid((pid_t)child, NULL, 0);
	}
	return NULL;
}

/* The id that the kernel has given last. */
static long last_id(void)
{
	char text[128] = "";
	int fd = open("/proc/loadavg", O_RDONLY);
	const char *blank;

	if (fd < 0 || read(fd, text, sizeof(text) - 1) < 0)
		return 0;
	close(fd);
	blank = strrchr(text, ' ');
	return blank ? strtol(blank, NULL, 10) : 0;
}

static int run_storm(size_t threads)
{
	pthread_t ids[64];
	long before = last_id();

	pairs = calloc(threads * each, sizeof(*pairs));
	for (size_t i = 0; i < threads; i++)
		if (pthread_create(&ids[i], NULL, storm, (void *)(uintptr_t)i) != 0)
			return 2;
	for (size_t i = 0; i < threads; i++)
		pthread_join(ids[i], NULL);
	before = last_id() - before;
	for (size_t i = 0; i < threads * each; i++)
		printf("%d %d\n", pairs[i].child, pairs[i].tid);
	printf("kernel %ld\n", before);
	return 0;
}

int main(int argc, char **argv)
{
	int status = 0;

	if (argc == 4 && strcmp(argv[1], "storm") == 0) {
		each = strtoul(argv[3], NULL, 10);
		return run_storm(strtoul(argv[2], NULL, 10));
	}
	for (int i = 1; i < argc && status == 0; i++)
		status = make(argv[i]);
	return status ? status : faults > 0;
}
