/* raw: system calls without libc around them. */
#define _GNU_SOURCE
#include "procbench/sys/raw.h"

#include "raw_call.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>

/* The kernel's signal sets are shorter than libc's, and laid out alike. */
#define KERNEL_SIGSET_BYTES 8

#ifndef SYS_clone3
#define SYS_clone3 435
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif

long sys_clone3_probe(void)
{
	return CALL2(SYS_clone3, 0, 0);
}

long sys_wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
	return CALL4(SYS_wait4, pid, status, options, usage);
}

int sys_wait_status(const siginfo_t *info)
{
	if (info->si_code == CLD_EXITED)
		return (info->si_status & 0xff) << 8;
	return (info->si_status & 0x7f) | (info->si_code == CLD_DUMPED ? 0x80 : 0);
}

long sys_waitid(int id_type, int id, int *status, int options, struct rusage *usage)
{
	siginfo_t info;
	long result;

	info.si_pid = 0;
	result = CALL5(SYS_waitid, id_type, id, &info, options, usage);
	if (result < 0)
		return result;
	*status = info.si_pid ? sys_wait_status(&info) : 0;
	return info.si_pid;
}

/* ppoll, because aarch64 has no poll. */
long sys_wait_readable(int fd)
{
	struct pollfd poll_fd = {.fd = fd, .events = POLLIN};

	return CALL5(SYS_ppoll, &poll_fd, 1, NULL, NULL, KERNEL_SIGSET_BYTES);
}

long sys_sigsuspend(const sigset_t *mask)
{
	return CALL2(SYS_rt_sigsuspend, mask, KERNEL_SIGSET_BYTES);
}

long sys_execve(const char *path, char *const *argv, char *const *envp)
{
	return CALL3(SYS_execve, path, argv, envp);
}

long sys_execveat(int fd, char *const *argv, char *const *envp)
{
	return CALL5(SYS_execveat, fd, "", argv, envp, AT_EMPTY_PATH);
}

void sys_exit_group(int status)
{
	for (;;)
		CALL1(SYS_exit_group, status);
}

void sys_exit_thread(int status)
{
	for (;;)
		CALL1(SYS_exit, status);
}

long sys_futex_wait(volatile int *word, int value)
{
	return CALL4(SYS_futex, word, FUTEX_WAIT, value, 0);
}

long sys_futex_wake(volatile int *word)
{
	return CALL3(SYS_futex, word, FUTEX_WAKE, INT_MAX);
}

long sys_setsid(void)
{
	return CALL0(SYS_setsid);
}

#define CPUS_MAX     8192
#define BITS_OF_WORD (8 * sizeof(unsigned long))

long sys_move_to_cpu(int cpu)
{
	unsigned long mask[CPUS_MAX / BITS_OF_WORD];

	for (size_t i = 0; i < sizeof(mask) / sizeof(mask[0]); i++)
		mask[i] = 0;
	mask[(size_t)cpu % CPUS_MAX / BITS_OF_WORD] = 1UL << (size_t)cpu % BITS_OF_WORD;
	return CALL3(SYS_sched_setaffinity, 0, sizeof(mask), mask);
}

long sys_getaffinity(int thread, void *mask, size_t size)
{
	long length = CALL3(SYS_sched_getaffinity, thread, size, mask);

	for (long at = length; at >= 0 && at < (long)size; at++)
		((char *)mask)[at] = 0;
	return length < 0 ? length : 0;
}

long sys_setaffinity(const void *mask, size_t size)
{
	return CALL3(SYS_sched_setaffinity, 0, size, mask);
}

long sys_current_cpu(void)
{
	unsigned cpu = 0;
	long status = CALL3(SYS_getcpu, &cpu, 0, 0);

	return status < 0 ? status : (long)cpu;
}

long sys_open(const char *path, int flags)
{
	return CALL4(SYS_openat, AT_FDCWD, path, flags, 0);
}

long sys_close(int fd)
{
	return CALL1(SYS_close, fd);
}

long sys_read(int fd, void *data, size_t size)
{
	return CALL3(SYS_read, fd, data, size);
}

long sys_write(int fd, const void *data, size_t size)
{
	return CALL3(SYS_write, fd, data, size);
}

long sys_pwrite(int fd, const void *data, size_t size, off_t offset)
{
	return CALL4(SYS_pwrite64, fd, data, size, offset);
}

long sys_readlink(const char *path, char *text, size_t size)
{
	return CALL4(SYS_readlinkat, AT_FDCWD, path, text, size);
}

long sys_getdents64(int fd, void *data, size_t size)
{
	return CALL3(SYS_getdents64, fd, data, size);
}

long sys_mmap(size_t size, int protection, int flags, int fd, off_t offset)
{
	return sys_call(SYS_mmap, 0, (long)size, protection, flags, fd, offset);
}

long sys_mmap_fixed(void *place, size_t size, int protection, int flags, int fd)
{
	return sys_call(SYS_mmap, (long)place, (long)size, protection, flags | MAP_FIXED, fd, 0);
}

long sys_madvise(void *address, size_t size, int advice)
{
	return CALL3(SYS_madvise, address, size, advice);
}

long sys_munmap(void *address, size_t size)
{
	return CALL2(SYS_munmap, address, size);
}

long sys_kill(pid_t pid, int signal)
{
	return CALL2(SYS_kill, pid, signal);
}

long sys_getpid(void)
{
	return CALL0(SYS_getpid);
}

long sys_gettid(void)
{
	return CALL0(SYS_gettid);
}

long sys_getppid(void)
{
	return CALL0(SYS_getppid);
}

long sys_getpgid(pid_t pid)
{
	return CALL1(SYS_getpgid, pid);
}

long sys_getrusage(struct rusage *usage)
{
	return CALL2(SYS_getrusage, RUSAGE_SELF, usage);
}

long sys_prctl(int option, unsigned long argument)
{
	return CALL5(SYS_prctl, option, argument, 0, 0, 0);
}

long sys_clock_gettime(clockid_t clock, struct timespec *time)
{
	return CALL2(SYS_clock_gettime, clock, time);
}

#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC 4
#endif

long sys_cloexec_from(unsigned first)
{
	return CALL3(SYS_close_range, first, ~0u, CLOSE_RANGE_CLOEXEC);
}

long sys_close_between(unsigned first, unsigned last)
{
	return CALL3(SYS_close_range, first, last, 0);
}

long sys_close_from(unsigned first)
{
	return sys_close_between(first, ~0u);
}

long sys_pipe(int ends[2])
{
	return CALL2(SYS_pipe2, ends, O_CLOEXEC);
}

long sys_dup3(int of, int fd)
{
	return CALL3(SYS_dup3, of, fd, 0);
}

long sys_chdir(const char *path)
{
	return CALL1(SYS_chdir, path);
}

long sys_tgkill(pid_t thread, int signal)
{
	return CALL3(SYS_tgkill, sys_getpid(), thread, signal);
}

long sys_mkdir(const char *path)
{
	return CALL3(SYS_mkdirat, AT_FDCWD, path, 0755);
}

long sys_rmdir(const char *path)
{
	return CALL3(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}

void sys_sleep_ms(int milliseconds)
{
	struct timespec rest = {milliseconds / 1000, milliseconds % 1000 * 1000000L};

	CALL2(SYS_nanosleep, &rest, 0);
}

/* The kernel's struct sigaction, which differs from libc's. */
struct kernel_sigaction {
	void (*handler)(int);
	unsigned long flags;
#if defined(__x86_64__)
	void (*restorer)(void);
#endif
	unsigned long mask;
};

long sys_sigaction(int signal, void (*handler)(int))
{
	struct kernel_sigaction action = {.handler = handler};

#if defined(__x86_64__)
	/* x86-64 delivers no signal without a restorer; a handler that never returns never runs it
	 */
	enum { KERNEL_SA_RESTORER = 0x04000000 };
	action.flags = KERNEL_SA_RESTORER;
	action.restorer = (void (*)(void))handler;
#endif
	return CALL4(SYS_rt_sigaction, signal, &action, 0, sizeof(action.mask));
}
