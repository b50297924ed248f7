/*
 * raw: system calls without libc.
 *
 * They return the kernel's value or -errno and use neither errno, locks nor thread-local storage,
 * so that children that share memory and programs without libc can use them. Child-safe: all of
 * them. Timed path: those of clone and clone3, those that wait, sys_pidfd_open, sys_pidfd_status,
 * sys_read, sys_pipe, sys_close.
 */
#ifndef PROCBENCH_SYS_RAW_H
#define PROCBENCH_SYS_RAW_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <time.h>

/* The largest page that a kernel of this architecture may use. */
#if defined(__aarch64__)
#define SYS_PAGE_BYTES_MAX 65536
#else
#define SYS_PAGE_BYTES_MAX 4096
#endif

/* The longest string that exec accepts as an argument or in the environment, including its NUL. */
#define SYS_STRING_BYTES_MAX 131072

/* Entry point of a child; never returns. */
typedef void sys_child_function(void *argument);

/*
 * clone(2). The child calls function(argument), on `stack_top` (16-byte aligned, growing down) or,
 * where that is NULL, on where its parent's stack stands: its own copy of it, or with CLONE_VM and
 * CLONE_VFORK the very same, below the frames that the parent still needs. With CLONE_PIDFD the
 * pidfd is stored at `tid`; a flag that stores or clears a thread's id does so there, too. Returns
 * the child's pid.
 */
long sys_clone(unsigned long flags, void *stack_top, int *tid, sys_child_function *function,
	       void *argument);
/* As sys_clone, but the child exits with status 0 at once without touching memory. */
long sys_clone_exit(unsigned long flags);

/* The arguments of clone(2) and of its child. calls.S depends on the layout. */
struct sys_clone_call {
	unsigned long flags;
	void *stack_top;
	int *parent_tid; /* or the address for the pidfd */
	int *child_tid;
	void *tls;
	sys_child_function *function;
	void *argument;
};

/* clone(2) with every argument; otherwise as sys_clone. */
long sys_clone_with(const struct sys_clone_call *call);
/* The child exits as that of sys_clone_exit; the call's function and argument are not used. */
long sys_clone_with_exit(const struct sys_clone_call *call);

/*
 * The kernel's struct clone_args, version 2 (88 bytes, Linux 5.7). Linux 5.3 accepts it if the
 * members it does not know are 0.
 */
struct sys_clone_args {
	uint64_t flags;
	uint64_t pidfd;
	uint64_t child_tid;
	uint64_t parent_tid;
	uint64_t exit_signal;
	uint64_t stack; /* lowest byte */
	uint64_t stack_size;
	uint64_t tls;
	uint64_t set_tid; /* address of an array of pid_t, innermost namespace first */
	uint64_t set_tid_size;
	uint64_t cgroup; /* a descriptor */
};

/* clone3(2); the child calls function(argument) as for sys_clone. */
long sys_clone3(struct sys_clone_args *args, size_t size, sys_child_function *function,
		void *argument);
/* clone3(2); the child exits as that of sys_clone_exit. */
long sys_clone3_exit(struct sys_clone_args *args, size_t size);

/* clone3(NULL, 0): -EINVAL if the call is available, else -ENOSYS or -EPERM. */
long sys_clone3_probe(void);

long sys_wait4(pid_t pid, int *status, int options, struct rusage *usage);
/*
 * waitid(2) with resource usage, unless NULL, which libc's wrapper lacks. `status` is encoded as by
 * wait4. Returns the child's pid, or 0 with WNOHANG if no child has ended.
 */
long sys_waitid(int id_type, int id, int *status, int options, struct rusage *usage);
/* Converts siginfo to the status word of wait4. */
int sys_wait_status(const siginfo_t *info);
/* Sleeps until there is something to read; 1, or -errno. */
long sys_wait_readable(int fd);
/* Sleeps with that signal mask until a handler has run; -EINTR. */
long sys_sigsuspend(const sigset_t *mask);
long sys_execve(const char *path, char *const *argv, char *const *envp);
/* The program of a descriptor, by execveat(2). */
long sys_execveat(int fd, char *const *argv, char *const *envp);
__attribute__((noreturn)) void sys_exit_group(int status);
/* Ends only the calling thread. */
__attribute__((noreturn)) void sys_exit_thread(int status);
/* Sleeps while the word is `value`; the kernel wakes who sleeps on a word of CLONE_CHILD_CLEARTID.
 */
long sys_futex_wait(volatile int *word, int value);
/* Wakes all waiters of the word. */
long sys_futex_wake(volatile int *word);
long sys_setsid(void);

/* Moves the calling thread to one CPU. */
long sys_move_to_cpu(int cpu);
/* The CPUs that a thread (0: the calling one) may use, as bits; 0 or -errno. */
long sys_getaffinity(int thread, void *mask, size_t size);
/* The same of the calling thread, to be set. */
long sys_setaffinity(const void *mask, size_t size);
/* The CPU that the calling thread runs on, or -errno. */
long sys_current_cpu(void);

long sys_open(const char *path, int flags);
long sys_close(int fd);
long sys_read(int fd, void *data, size_t size);
long sys_write(int fd, const void *data, size_t size);
long sys_pwrite(int fd, const void *data, size_t size, off_t offset);
/* As readlink(2): no NUL is added. */
long sys_readlink(const char *path, char *text, size_t size);
/* A directory entry in the kernel's layout, which differs from libc's struct dirent. */
struct sys_directory_entry {
	uint64_t inode;
	int64_t offset;
	uint16_t length;
	uint8_t type;
	char name[];
};

long sys_getdents64(int fd, void *data, size_t size);
/* The address, or -errno as a small negative number. */
long sys_mmap(size_t size, int protection, int flags, int fd, off_t offset);
/* As sys_mmap with MAP_FIXED at `place`. */
long sys_mmap_fixed(void *place, size_t size, int protection, int flags, int fd);
long sys_madvise(void *address, size_t size, int advice);
long sys_munmap(void *address, size_t size);
long sys_kill(pid_t pid, int signal);
long sys_getpid(void);
long sys_gettid(void);
long sys_getppid(void);
/* The process group of `pid`, 0 for the caller, or -errno. */
long sys_getpgid(pid_t pid);
/* Resource usage of this process; *usage is unchanged on failure. */
long sys_getrusage(struct rusage *usage);
long sys_prctl(int option, unsigned long argument);
long sys_clock_gettime(clockid_t clock, struct timespec *time);
/* Marks the descriptors from `first` on close-on-exec. */
long sys_cloexec_from(unsigned first);
/* Closes them. */
long sys_close_from(unsigned first);
/* Closes those from `first` to `last`. */
long sys_close_between(unsigned first, unsigned last);
long sys_pidfd_open(pid_t pid);
/* Waits until the process has been reaped by any process; 0 or -errno. Linux 6.9. */
long sys_pidfd_wait(int pidfd);
/* The pid of its parent, 0 outside of this pid namespace; or -errno. Linux 6.13. */
long sys_pidfd_parent(int pidfd);
/* The wait status of a process that has been reaped; 0 or -errno. Linux 6.15. */
long sys_pidfd_status(int pidfd, int *status);

/* A pipe whose ends are close-on-exec. */
long sys_pipe(int ends[2]);
/* dup3 of `of` to `fd`, which must differ. */
long sys_dup3(int of, int fd);
long sys_chdir(const char *path);
long sys_pidfd_signal(int pidfd, int signal);
/* Sends a signal to one thread of this process. */
long sys_tgkill(pid_t thread, int signal);

long sys_mkdir(const char *path);
long sys_rmdir(const char *path);
void sys_sleep_ms(int milliseconds);

/* Installs a handler that must not return (it ends the process), or SIG_DFL. */
long sys_sigaction(int signal, void (*handler)(int));

#endif
