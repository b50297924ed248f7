/* process: finding and ending whatever a subject or a target left behind. */
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

/* What a process's stat says of it. */
struct kin {
	pid_t parent; /* 0: there is no such process */
	char state;   /* 'Z': it is dead */
};

/* The third and fourth field; the second may hold spaces and brackets, so from its end. */
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

bool process_is_child(pid_t pid, pid_t parent)
{
	char name[16];
	size_t at = sizeof(name) - 1;

	name[at] = '\0';
	for (pid_t rest = pid; rest > 0; rest /= 10)
		name[--at] = (char)('0' + rest % 10);
	return pid > 0 && parent > 0 && kin_of(name + at).parent == parent;
}

/* Calls `visit` for each number that is a name in the folder; 0, or -errno. */
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

struct signalling {
	pid_t kin; /* the parent of those, or the thread that sends */
	int signal;
	int found;
};

static void signal_child(void *context, const char *name, pid_t pid)
{
	struct signalling *signalling = context;

	if (kin_of(name).parent != signalling->kin)
		return;
	sys_kill(pid, signalling->signal);
	signalling->found++;
}

int process_signal_children(pid_t parent, int signal)
{
	struct signalling signalling = {parent, signal, 0};
	int status = each_number("/proc", signal_child, &signalling);

	return status < 0 ? status : signalling.found;
}

struct listing {
	pid_t parent;
	pid_t *pids;
	size_t count, max;
};

static void list_child(void *context, const char *name, pid_t pid)
{
	struct listing *listing = context;
	struct kin kin = kin_of(name);

	if (kin.parent == listing->parent && kin.state != 'Z' && listing->count < listing->max)
		listing->pids[listing->count++] = pid;
}

size_t process_list_children(pid_t parent, pid_t *pids, size_t max)
{
	struct listing listing = {parent, pids, 0, max};

	each_number("/proc", list_child, &listing);
	return listing.count;
}

static void signal_thread(void *context, const char *name, pid_t thread)
{
	const struct signalling *signalling = context;

	(void)name;
	if (thread != signalling->kin)
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
