/* process: finds and kills processes that a subject or a target left behind. */
#define _GNU_SOURCE
#include "procbench/sys/process.h"

#include "procbench/sys/proc_text.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>

static pid_t pid_of_name(const char *name)
{
	pid_t pid = 0;

	for (; *name; name++) {
		if (*name < '0' || *name > '9')
			return 0;
		pid = pid * 10 + (*name - '0');
	}
	return pid;
}

static size_t add_string(char *to, size_t at, const char *string)
{
	while (*string)
		to[at++] = *string++;
	return at;
}

/* Fields of /proc/PID/stat. */
struct kin {
	pid_t parent; /* 0: there is no such process */
	char state;   /* 'Z': it is dead */
};

/* Parses fields 3 and 4, starting after the last bracket, because field 2 may contain any text. */
static struct kin read_stat(const char *stat, size_t length)
{
	struct kin kin = {0};

	while (length > 0 && stat[length - 1] != ')')
		length--;
	if (length == 0)
		return kin;
	kin.state = stat[length + 1];
	for (const char *s = stat + length + 3; *s >= '0' && *s <= '9'; s++)
		kin.parent = kin.parent * 10 + (*s - '0');
	return kin;
}

static struct kin kin_of(const char *name)
{
	char path[64], stat[512];
	size_t at = add_string(path, 0, "/proc/");
	size_t length = 0;

	at = add_string(path, at, name);
	at = add_string(path, at, "/stat");
	path[at] = '\0';
	proc_text_read(path, stat, sizeof(stat));
	while (stat[length])
		length++;
	return read_stat(stat, length);
}

#define NAME_BYTES 16

/* The decimal of a positive `pid`, at the end of `name`. */
static const char *name_of_pid(pid_t pid, char name[NAME_BYTES])
{
	size_t at = NAME_BYTES - 1;

	name[at] = '\0';
	for (; pid > 0; pid /= 10)
		name[--at] = (char)('0' + pid % 10);
	return name + at;
}

/*
 * Whether the numbers in /proc are those of this pid namespace: in one that was entered without
 * mounting /proc afresh, they mean other processes.
 */
static bool proc_is_ours(void)
{
	char text[NAME_BYTES];
	long length = sys_readlink("/proc/self", text, sizeof(text) - 1);

	text[length > 0 ? length : 0] = '\0';
	return pid_of_name(text) == (pid_t)sys_getpid();
}

/*
 * Without /proc: by the kernel's word for a descriptor's process, or, before Linux 6.13, by the
 * group that a parent of ours leads and its children inherit.
 */
static bool is_child_without_proc(pid_t pid, pid_t parent)
{
	long group = sys_getpgid(pid), fd, found;

	if (group < 0 || pid == parent)
		return false;
	fd = sys_pidfd_open(pid);
	found = fd < 0 ? fd : sys_pidfd_parent((int)fd);
	if (fd >= 0)
		sys_close((int)fd);
	return found < 0 ? group == parent : found == parent;
}

bool process_is_child(pid_t pid, pid_t parent)
{
	char name[NAME_BYTES];

	if (pid <= 0 || parent <= 0)
		return false;
	if (!proc_is_ours())
		return is_child_without_proc(pid, parent);
	return kin_of(name_of_pid(pid, name)).parent == parent;
}

/* Calls `visit` for each numeric name in the directory; 0 or -errno. */
static int each_number(const char *folder, void (*visit)(void *context, const char *name, pid_t id),
		       void *context)
{
	_Alignas(8) char buffer[4096];
	long fd = sys_open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), length;

	if (fd < 0)
		return (int)fd;
	while ((length = sys_getdents64((int)fd, buffer, sizeof(buffer))) > 0)
		for (long at = 0; at < length;) {
			struct sys_directory_entry *entry = (void *)(buffer + at);
			pid_t id = pid_of_name(entry->name);

			at += entry->length;
			if (id > 0)
				visit(context, entry->name, id);
		}
	sys_close((int)fd);
	return 0;
}

/* Called for each child that is found; `is_dead` where that is known. */
typedef void visit_child(void *context, pid_t pid, bool is_dead);

struct search {
	pid_t parent;
	visit_child *visit;
	void *context;
};

static void look_at_name(void *context, const char *name, pid_t pid)
{
	const struct search *search = context;
	struct kin kin = kin_of(name);

	if (kin.parent == search->parent)
		search->visit(search->context, pid, kin.state == 'Z');
}

/* The most that a kernel gives, where nothing says less. */
#define PIDS_MAX 4194304

/* Tries every possible pid: half a second for the largest range, but rarely needed. */
static void look_at_all_pids(const struct search *search)
{
	uint64_t max = proc_text_read_number("/proc/sys/kernel/pid_max");

	for (pid_t pid = 1; (uint64_t)pid <= (max < PIDS_MAX ? max : PIDS_MAX); pid++)
		if (is_child_without_proc(pid, search->parent))
			search->visit(search->context, pid, false);
}

static int each_child(pid_t parent, visit_child *visit, void *context)
{
	struct search search = {parent, visit, context};

	if (proc_is_ours())
		return each_number("/proc", look_at_name, &search);
	look_at_all_pids(&search);
	return 0;
}

struct signalling {
	pid_t thread; /* the one that sends, where threads are signalled */
	int signal;
	int found;
};

static void signal_child(void *context, pid_t pid, bool is_dead)
{
	struct signalling *signalling = context;

	(void)is_dead;
	if (sys_kill(pid, signalling->signal) == 0)
		signalling->found++;
}

int process_signal_children(pid_t parent, int signal)
{
	struct signalling signalling = {.signal = signal};
	int status = each_child(parent, signal_child, &signalling);

	return status < 0 ? status : signalling.found;
}

void process_end_group(pid_t leader)
{
	if (sys_getpgid(leader) == leader)
		sys_kill(-leader, SIGKILL);
	sys_kill(leader, SIGKILL);
}

struct listing {
	pid_t *pids;
	size_t count, max;
};

static void list_child(void *context, pid_t pid, bool is_dead)
{
	struct listing *listing = context;

	if (!is_dead && listing->count < listing->max)
		listing->pids[listing->count++] = pid;
}

size_t process_list_children(pid_t parent, pid_t *pids, size_t max)
{
	struct listing listing = {pids, 0, max};

	each_child(parent, list_child, &listing);
	return listing.count;
}

static void signal_thread(void *context, const char *name, pid_t thread)
{
	const struct signalling *signalling = context;

	(void)name;
	if (thread != signalling->thread)
		sys_tgkill(thread, signalling->signal);
}

void process_signal_threads(int signal)
{
	struct signalling signalling = {(pid_t)sys_gettid(), signal, 0};

	each_number("/proc/self/task", signal_thread, &signalling);
}

int process_end_children(void)
{
	int reaped = 0;

	for (;;) {
		long pid = sys_wait4(-1, NULL, WNOHANG | __WALL, NULL);

		if (pid == 0) { /* some live: end them, then wait for one */
			if (process_signal_children((pid_t)sys_getpid(), SIGKILL) <= 0)
				return reaped;
			pid = sys_wait4(-1, NULL, __WALL, NULL);
		}
		if (pid > 0)
			reaped++;
		else if (pid != -EINTR)
			return reaped;
	}
}
