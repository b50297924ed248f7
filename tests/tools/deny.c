/*
 * deny: runs a command in which chosen system calls fail, by a seccomp filter that needs no
 * privileges.
 *
 *     deny SYSCALL=ERRNO[:ARG0=VALUE]... -- CMD ARG...
 *
 * SYSCALL is a name of the table below or a number, ERRNO a name of the table below or a number.
 * With ARG0 the call fails only when the low 32 bits of its first argument are VALUE; the first
 * rule that fits decides. The filter holds for everything that CMD starts. The exit status is
 * CMD's, 125 when deny itself failed, 127 when CMD cannot be run.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCH AUDIT_ARCH_AARCH64
#endif

enum {
	RULES_MAX = 32,
	RULE_STEPS = 5,
};

struct word {
	const char *name;
	long number;
};

static const struct word syscalls[] = {
#ifdef SYS_fork
	{"fork", SYS_fork},
	{"vfork", SYS_vfork},
	{"open", SYS_open},
	{"rename", SYS_rename},
#endif
	{"clone", SYS_clone},
	{"clone3", SYS_clone3},
	{"clock_gettime", SYS_clock_gettime},
	{"close_range", SYS_close_range},
	{"execve", SYS_execve},
	{"execveat", SYS_execveat},
	{"fdatasync", SYS_fdatasync},
	{"fsync", SYS_fsync},
	{"ftruncate", SYS_ftruncate},
	{"kill", SYS_kill},
	{"madvise", SYS_madvise},
	{"memfd_create", SYS_memfd_create},
	{"mmap", SYS_mmap},
	{"openat", SYS_openat},
	{"pidfd_open", SYS_pidfd_open},
	{"pidfd_send_signal", SYS_pidfd_send_signal},
	{"prctl", SYS_prctl},
	{"ptrace", SYS_ptrace},
	{"renameat", SYS_renameat},
	{"renameat2", SYS_renameat2},
	{"rseq", SYS_rseq},
	{"sched_getaffinity", SYS_sched_getaffinity},
	{"sched_setaffinity", SYS_sched_setaffinity},
	{"seccomp", SYS_seccomp},
	{"setpgid", SYS_setpgid},
	{"setrlimit", SYS_setrlimit},
	{"wait4", SYS_wait4},
	{"waitid", SYS_waitid},
	{"write", SYS_write},
};

static const struct word errnos[] = {
	{"E2BIG", E2BIG},   {"EACCES", EACCES}, {"EAGAIN", EAGAIN}, {"EBADF", EBADF},
	{"EINTR", EINTR},   {"EINVAL", EINVAL}, {"EIO", EIO},       {"EMFILE", EMFILE},
	{"ENFILE", ENFILE}, {"ENOENT", ENOENT}, {"ENOMEM", ENOMEM}, {"ENOSPC", ENOSPC},
	{"ENOSYS", ENOSYS}, {"EPERM", EPERM},   {"EROFS", EROFS},
};

struct rule {
	long syscall;
	long error;
	bool has_argument;
	uint32_t argument;
};

static long number_of(const char *text, const struct word *words, size_t count)
{
	char *end;
	long number;

	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i].name, text) == 0)
			return words[i].number;
	}
	number = strtol(text, &end, 0);
	return *text && !*end && number >= 0 ? number : -1;
}

#define NUMBER_OF(text, words) number_of(text, words, sizeof(words) / sizeof((words)[0]))

/* Takes `text` apart; false when it is not a rule. */
static bool rule_parse(char *text, struct rule *rule)
{
	char *error = strchr(text, '='), *argument, *end;

	if (!error)
		return false;
	*error++ = '\0';
	argument = strstr(error, ":ARG0=");
	rule->has_argument = argument;
	if (argument) {
		*argument = '\0';
		argument += strlen(":ARG0=");
		rule->argument = (uint32_t)strtoull(argument, &end, 0);
		if (!*argument || *end)
			return false;
	}
	rule->syscall = NUMBER_OF(text, syscalls);
	rule->error = NUMBER_OF(error, errnos);
	return rule->syscall >= 0 && rule->error > 0 && rule->error < 4096;
}

static int filter_install(const struct rule *rules, size_t count)
{
	struct sock_filter steps[3 + RULES_MAX * RULE_STEPS + 1];
	struct sock_fprog program = {.filter = steps};
	size_t n = 0;

	steps[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
						  offsetof(struct seccomp_data, arch));
	steps[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCH, 1, 0);
	steps[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	for (size_t i = 0; i < count; i++) {
		unsigned char past = rules[i].has_argument ? 3 : 1;

		steps[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
							  offsetof(struct seccomp_data, nr));
		steps[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
							  (uint32_t)rules[i].syscall, 0, past);
		if (rules[i].has_argument) {
			/* both architectures are little-endian: the low half comes first */
			steps[n++] = (struct sock_filter)BPF_STMT(
				BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0]));
			steps[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
								  rules[i].argument, 0, 1);
		}
		steps[n++] = (struct sock_filter)BPF_STMT(
			BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)rules[i].error);
	}
	steps[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	program.len = (unsigned short)n;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -errno;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0 ? -errno : 0;
}

/* By execveat(), which a rule for execve leaves alone, with execvp's way of finding the file. */
static void run(char **argv)
{
	const char *folders = getenv("PATH");
	char path[4096];

	if (strchr(argv[0], '/') || !folders) {
		syscall(SYS_execveat, AT_FDCWD, argv[0], argv, environ, 0);
		return;
	}
	while (*folders) {
		size_t length = strcspn(folders, ":");

		snprintf(path, sizeof(path), "%.*s/%s", (int)length, folders, argv[0]);
		syscall(SYS_execveat, AT_FDCWD, path, argv, environ, 0);
		if (errno != ENOENT && errno != ENOTDIR && errno != EACCES)
			return;
		folders += length + (folders[length] == ':');
	}
}

int main(int argc, char **argv)
{
	struct rule rules[RULES_MAX];
	size_t count = 0;
	int i, status;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (count == RULES_MAX || !rule_parse(argv[i], &rules[count++])) {
			fprintf(stderr, "deny: not a rule that this machine can have: '%s'\n",
				argv[i]);
			return 125;
		}
	}
	if (count == 0 || i + 1 >= argc) {
		fprintf(stderr, "usage: deny SYSCALL=ERRNO[:ARG0=VALUE]... -- CMD ARG...\n");
		return 125;
	}
	status = filter_install(rules, count);
	if (status < 0) {
		fprintf(stderr, "deny: cannot install the filter: %s\n", strerror(-status));
		return 125;
	}
	run(argv + i + 1);
	fprintf(stderr, "deny: cannot run '%s': %s\n", argv[i + 1], strerror(errno));
	return 127;
}
