/* clone_flags: the flags of clone and clone3 by name, and which combinations the kernel accepts. */
#define _GNU_SOURCE
#include "procbench/methods/clone_flags.h"

#include "clone_bits.h"

#include "procbench/base/wordset.h"

#include <errno.h>

#define ADMIN  "CAP_SYS_ADMIN or flag newuser"
#define BOTH   CLONE_TAKES_BOTH
#define CLONE3 CLONE_TAKES_CLONE3

#define FLAG(word, number, calls, words, ...)                                                \
	{                                                                                    \
		.name = word, .bit = number, .takes = calls, .summary = words, ##__VA_ARGS__ \
	}

const struct clone_flag clone_flag_table[] = {
	FLAG("vm", CLONE_VM, BOTH, "share memory"),
	FLAG("vfork", CLONE_VFORK, BOTH,
	     "the parent waits until exec or exit; without vm, page tables are still copied"),
	FLAG("pidfd", CLONE_PIDFD, BOTH, "return a pidfd, closed after the sample"),
	FLAG("files", CLONE_FILES, BOTH, "share the file descriptor table"),
	FLAG("fs", CLONE_FS, BOTH, "share root, working directory and umask"),
	FLAG("sighand", CLONE_SIGHAND, BOTH, "share signal handlers; requires vm"),
	FLAG("clear_sighand", CLONE_CLEAR_SIGHAND, CLONE3,
	     "reset signal handlers; cannot be combined with sighand", .since = "5.5"),
	FLAG("io", CLONE_IO, BOTH, "share the I/O context"),
	FLAG("sysvsem", CLONE_SYSVSEM, BOTH, "share System V semaphore undo values"),
	FLAG("settls", CLONE_SETTLS, BOTH, "give the child its own, empty thread-local storage"),
	FLAG("parent_settid", CLONE_PARENT_SETTID, BOTH, "store the child's id in the parent"),
	FLAG("child_settid", CLONE_CHILD_SETTID, BOTH, "store the child's id in the child"),
	FLAG("child_cleartid", CLONE_CHILD_CLEARTID, BOTH,
	     "clear an id in memory when the child ends and wake a futex waiter"),
	FLAG("untraced", CLONE_UNTRACED, BOTH, "prevent a tracer from following the child"),
	FLAG("detached", CLONE_DETACHED, CLONE_TAKES_CLONE, "no effect: the kernel ignores it"),
	FLAG("newuser", CLONE_NEWUSER, BOTH, "a new user namespace; cannot be combined with fs",
	     .space = "user"),
	FLAG("newpid", CLONE_NEWPID, BOTH, "a new pid namespace, with the child as process 1",
	     .privilege = ADMIN, .space = "pid"),
	FLAG("newns", CLONE_NEWNS, BOTH, "a new mount namespace; cannot be combined with fs",
	     .privilege = ADMIN, .space = "mnt"),
	FLAG("newnet", CLONE_NEWNET, BOTH, "a new network namespace", .privilege = ADMIN,
	     .space = "net"),
	FLAG("newuts", CLONE_NEWUTS, BOTH, "a new host name namespace", .privilege = ADMIN,
	     .space = "uts"),
	FLAG("newipc", CLONE_NEWIPC, BOTH,
	     "a new System V IPC namespace; cannot be combined with sysvsem", .privilege = ADMIN,
	     .space = "ipc"),
	FLAG("newcgroup", CLONE_NEWCGROUP, BOTH, "a new cgroup namespace", .privilege = ADMIN,
	     .space = "cgroup"),
	FLAG("newtime", CLONE_NEWTIME, CLONE3, "a new time namespace", .privilege = ADMIN,
	     .since = "5.6", .space = "time"),
	FLAG("into_cgroup", CLONE_INTO_CGROUP, CLONE3, "start in another cgroup, see into=",
	     .privilege = "write access to a cgroup v2", .since = "5.7"),
	FLAG("autoreap", CLONE_AUTOREAP, CLONE3,
	     "the kernel reaps the child; requires pidfd, to wait for it", .since = "7.1"),
	FLAG("pidfd_autokill", CLONE_PIDFD_AUTOKILL, CLONE3,
	     "closing the pidfd kills the child; requires pidfd and autoreap",
	     .privilege = "CAP_SYS_ADMIN or flag nnp", .since = "7.1"),
	FLAG("nnp", CLONE_NNP, CLONE3, "the child cannot gain privileges", .since = "7.1"),
	FLAG("empty_mntns", CLONE_EMPTY_MNTNS, CLONE3,
	     "a new, empty mount namespace; cannot be combined with fs", .privilege = ADMIN,
	     .since = "7.1"),
	FLAG("thread", CLONE_THREAD, BOTH, "be a thread of the parent",
	     .never = "a thread is not a process to wait for (use method 'thread')"),
	FLAG("parent", CLONE_PARENT, BOTH, "be a sibling of the parent",
	     .never = "the controller would have to reap the child, not its creator"),
	FLAG("ptrace", CLONE_PTRACE, BOTH, "be traced as the parent is",
	     .never = "no effect unless the parent is traced, and then tracing would be measured"),
};

#undef FLAG
#undef ADMIN
#undef BOTH
#undef CLONE3

const size_t clone_flag_count = sizeof(clone_flag_table) / sizeof(clone_flag_table[0]);

#define FLAG_COUNT (sizeof(clone_flag_table) / sizeof(clone_flag_table[0]))
_Static_assert(FLAG_COUNT <= WORDSET_MAX, "more flags than a set has places");

static void list_names(const char *names[FLAG_COUNT])
{
	for (size_t i = 0; i < FLAG_COUNT; i++)
		names[i] = clone_flag_table[i].name;
}

int clone_flags_read(const char *names, uint64_t *flags, struct error *error)
{
	const char *known[FLAG_COUNT];
	uint64_t places;
	int status;

	list_names(known);
	status = wordset_read(names, known, FLAG_COUNT, "flag", &places, error);
	*flags = 0;
	for (size_t i = 0; i < FLAG_COUNT; i++)
		if (places >> i & 1)
			*flags |= clone_flag_table[i].bit;
	return status;
}

void clone_flags_add(struct text *out, uint64_t flags)
{
	const char *known[FLAG_COUNT];
	uint64_t places = 0;

	list_names(known);
	for (size_t i = 0; i < FLAG_COUNT; i++)
		if (flags & clone_flag_table[i].bit)
			places |= UINT64_C(1) << i;
	wordset_add(out, known, FLAG_COUNT, places);
}

bool clone_flag_is_taken(const struct clone_flag *flag, bool by_clone3)
{
	return flag->takes == CLONE_TAKES_BOTH ||
	       flag->takes == (by_clone3 ? CLONE_TAKES_CLONE3 : CLONE_TAKES_CLONE);
}

/* ---- the kernel's rules ---- */

/* `flags` are refused together unless `unless` is set, too. */
static const struct rule {
	uint64_t flags;
	uint64_t unless;
	bool only_clone;
	const char *text;
} rules[] = {
	{CLONE_SIGHAND, CLONE_VM, false,
	 "flags=sighand requires vm: signal handlers can only be shared together with memory (add "
	 "vm)"},
	{CLONE_SIGHAND | CLONE_CLEAR_SIGHAND, 0, false,
	 "flags=sighand cannot be combined with clear_sighand: handlers are either shared or reset "
	 "(remove one)"},
	{CLONE_NEWNS | CLONE_FS, 0, false,
	 "flags=newns cannot be combined with fs: mount namespaces cannot share a root directory "
	 "(remove one)"},
	{CLONE_EMPTY_MNTNS | CLONE_FS, 0, false,
	 "flags=empty_mntns cannot be combined with fs: mount namespaces cannot share a root "
	 "directory (remove one)"},
	{CLONE_NEWUSER | CLONE_FS, 0, false,
	 "flags=newuser cannot be combined with fs: user namespaces cannot share a root directory "
	 "(remove one)"},
	{CLONE_NEWIPC | CLONE_SYSVSEM, 0, false,
	 "flags=newipc cannot be combined with sysvsem: IPC namespaces cannot share semaphores "
	 "(remove one)"},
	{CLONE_PIDFD | CLONE_PARENT_SETTID, 0, true,
	 "flags=pidfd cannot be combined with parent_settid: clone stores both in the same "
	 "argument (remove one or use clone3)"},
	{CLONE_PIDFD | CLONE_DETACHED, 0, true,
	 "flags=pidfd cannot be combined with detached: the kernel reserves this combination "
	 "(remove detached)"},
	/* the kernel allows this; procbench does not */
	{CLONE_AUTOREAP, CLONE_PIDFD, false,
	 "flags=autoreap requires pidfd: the parent could not wait for the child without it (add "
	 "pidfd)"},
	{CLONE_PIDFD_AUTOKILL, CLONE_PIDFD, false,
	 "flags=pidfd_autokill requires pidfd: closing that descriptor kills the child (add "
	 "pidfd)"},
	{CLONE_PIDFD_AUTOKILL, CLONE_AUTOREAP, false,
	 "flags=pidfd_autokill requires autoreap: the kernel refuses it otherwise (add autoreap)"},
};

static const char *broken_rule(uint64_t flags, bool for_clone3)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if ((flags & rules[i].flags) == rules[i].flags && !(flags & rules[i].unless) &&
		    !(rules[i].only_clone && for_clone3))
			return rules[i].text;
	return NULL;
}

static int refuse_flag(const struct clone_flag *flag, bool for_clone3, struct error *error)
{
	if (flag->never)
		return error_set(error, EINVAL, "flags=%s is not supported: %s", flag->name,
				 flag->never);
	if (for_clone3)
		return error_set(error, EINVAL, "flags=%s is refused by clone3 (use clone)",
				 flag->name);
	if (flag->bit <= UINT32_MAX)
		return error_set(error, EINVAL,
				 "flags=%s overlaps the exit signal of clone (use clone3)",
				 flag->name);
	return error_set(error, EINVAL,
			 "flags=%s does not fit into the 32 flag bits of clone (use clone3)",
			 flag->name);
}

int clone_flags_check(uint64_t flags, bool for_clone3, struct error *error)
{
	const char *rule = broken_rule(flags, for_clone3);

	for (size_t i = 0; i < FLAG_COUNT; i++)
		if ((flags & clone_flag_table[i].bit) &&
		    (clone_flag_table[i].never ||
		     (!rule && !clone_flag_is_taken(&clone_flag_table[i], for_clone3))))
			return refuse_flag(&clone_flag_table[i], for_clone3, error);
	return rule ? error_set(error, EINVAL, "%s", rule) : 0;
}

uint64_t clone_flag_with_needs(const struct clone_flag *flag)
{
	uint64_t flags = flag->bit;

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i].flags == flag->bit)
			flags |= rules[i].unless;
	return flags;
}
