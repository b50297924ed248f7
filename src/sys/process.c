/* process: finding and ending whatever a subject or a target left behind. */
#define _GNU_SOURCE
#include "procbench/sys/process.h"

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

/* The fourth field of /proc/PID/stat; the second may hold spaces and brackets, so from its end. */
static pid_t parent_in_stat(const char *stat, size_t length)
{
	pid_t parent = 0;

	while (length > 0 && stat[length - 1] != ')')
		length--;
	if (length == 0)
		return 0;
	for (const char *s = stat + length + 3; *s >= '0' && *s <= '9'; s++)
		parent = parent * 10 + (*s - '0');
	return parent;
}

static pid_t parent_of(const char *name)
{
	char path[64], stat[512];
	size_t at = add_string(path, 0, "/proc/");
	long fd, length;

	at = add_string(path, at, name);
	at = add_string(path, at, "/stat");
	path[at] = '\0';
	fd = sys_open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	length = sys_read((int)fd, stat, sizeof(stat) - 1);
	sys_close((int)fd);
	if (length <= 0)
		return 0;
	stat[length] = '\0';
	return parent_in_stat(stat, (size_t)length);
}

bool process_is_child(pid_t pid, pid_t parent)
{
	char name[16];
	size_t at = sizeof(name) - 1;

	name[at] = '\0';
	for (pid_t rest = pid; rest > 0; rest /= 10)
		name[--at] = (char)('0' + rest % 10);
	return pid > 0 && parent > 0 && parent_of(name + at) == parent;
}

int process_signal_children(pid_t parent, int signal)
{
	_Alignas(8) char buffer[4096];
	long fd = sys_open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC), length;
	int found = 0;

	if (fd < 0)
		return (int)fd;
	while ((length = sys_getdents64((int)fd, buffer, sizeof(buffer))) > 0)
		for (long at = 0; at < length;) {
			struct sys_directory_entry *entry = (void *)(buffer + at);
			pid_t pid = pid_of_name(entry->name);

			at += entry->length;
			if (pid > 0 && parent_of(entry->name) == parent) {
				sys_kill(pid, signal);
				found++;
			}
		}
	sys_close((int)fd);
	return found;
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
