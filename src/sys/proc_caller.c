/* proc_caller: what can be read of a process in a few microseconds, unlike its smaps. */
#define _GNU_SOURCE
#include "procbench/sys/proc_caller.h"

#include "procbench/sys/proc_text.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DESCRIPTORS_NAMED 3

static void place(char path[64], pid_t pid, const char *name)
{
	snprintf(path, 64, "/proc/%d/%s", pid, name);
}

int proc_caller_open(pid_t pid)
{
	char path[64];

	place(path, pid, "statm");
	return open(path, O_RDONLY | O_CLOEXEC);
}

uint64_t proc_caller_pages_again(int file)
{
	char line[128];
	ssize_t length = pread(file, line, sizeof(line) - 1, 0);
	const char *second;

	line[length < 0 ? 0 : length] = '\0';
	second = strchr(line, ' ');
	return second ? proc_text_digits(second, 10) : PROC_TEXT_NONE;
}

uint64_t proc_caller_pages(pid_t pid)
{
	int file = proc_caller_open(pid);
	uint64_t pages = file < 0 ? PROC_TEXT_NONE : proc_caller_pages_again(file);

	if (file >= 0)
		close(file);
	return pages;
}

uint64_t proc_caller_mappings(pid_t pid)
{
	char buffer[16384];
	char path[64];

	place(path, pid, "maps");
	return proc_text_count(path, '\n', buffer, sizeof(buffer));
}

/* The next descriptor of an open folder, or -1. */
static long next_descriptor(DIR *folder)
{
	const struct dirent *entry;

	while ((entry = readdir(folder)))
		if (entry->d_name[0] != '.')
			return strtol(entry->d_name, NULL, 10);
	return -1;
}

/* Since Linux 6.2 the folder's size is their number. */
static uint64_t count_descriptors(pid_t pid)
{
	char path[64];
	struct stat info;
	uint64_t count = 0;
	DIR *folder;

	place(path, pid, "fd");
	if (stat(path, &info) == 0 && info.st_size > 0)
		return (uint64_t)info.st_size;
	folder = opendir(path);
	if (!folder)
		return PROC_TEXT_NONE;
	while (next_descriptor(folder) >= 0)
		count++;
	closedir(folder);
	return count;
}

static void read_cgroup(pid_t pid, char *cgroup, size_t size)
{
	char path[64], text[1024];
	const char *line;

	cgroup[0] = '\0';
	place(path, pid, "cgroup");
	if (proc_text_read(path, text, sizeof(text)) < 0)
		return;
	line = strncmp(text, "0::", 3) == 0 ? text : strstr(text, "\n0::");
	if (line) {
		line = strstr(line, "::") + 2;
		snprintf(cgroup, size, "%.*s", (int)strcspn(line, "\n"), line);
	}
}

static uint64_t bytes_of(const char *text, const char *name)
{
	uint64_t kibibytes = proc_text_number(text, name, 10);

	return kibibytes >= PROC_TEXT_NONE / 1024 ? PROC_TEXT_NONE : kibibytes * 1024;
}

void proc_caller_read(pid_t pid, struct proc_caller *caller)
{
	char path[64], text[4096];
	const char *uids;

	memset(caller, 0xff, sizeof(*caller)); /* PROC_TEXT_NONE */
	place(path, pid, "status");
	if (proc_text_read(path, text, sizeof(text)) == 0) {
		caller->rss_anon = bytes_of(text, "RssAnon");
		caller->rss_file = bytes_of(text, "RssFile");
		caller->rss_shmem = bytes_of(text, "RssShmem");
		caller->page_tables = bytes_of(text, "VmPTE");
		caller->threads = proc_text_number(text, "Threads", 10);
		caller->seccomp_filters = proc_text_number(text, "Seccomp_filters", 10);
		caller->no_new_privs = proc_text_number(text, "NoNewPrivs", 10);
		uids = proc_text_field(text, "Uid");
		uids = uids ? strpbrk(uids, "\t ") : NULL;
		caller->euid = uids ? proc_text_digits(uids, 10) : PROC_TEXT_NONE;
	}
	caller->descriptors = count_descriptors(pid);
	read_cgroup(pid, caller->cgroup, sizeof(caller->cgroup));
}

bool proc_caller_program(pid_t pid, char *path, size_t size)
{
	char link[64];
	ssize_t length;

	place(link, pid, "exe");
	length = readlink(link, path, size - 1);
	if (length < 0)
		return false;
	path[length] = '\0';
	return true;
}

#define TARGET_BYTES 128

/* What a descriptor of the process (0: of this one) leads to, or "". */
static void read_target(pid_t pid, long descriptor, char target[TARGET_BYTES])
{
	char owner[16] = "self", link[64];
	ssize_t length;

	if (pid > 0)
		snprintf(owner, sizeof(owner), "%d", pid);
	snprintf(link, sizeof(link), "/proc/%s/fd/%ld", owner, descriptor);
	length = readlink(link, target, TARGET_BYTES - 1);
	target[length < 0 ? 0 : length] = '\0';
}

static bool is_own(long descriptor, const char *target)
{
	char own[TARGET_BYTES];

	read_target(0, descriptor, own);
	return *own && strcmp(own, target) == 0;
}

uint64_t proc_caller_descriptors(pid_t pid, bool without_own, char *text, size_t size)
{
	char path[64], target[TARGET_BYTES];
	uint64_t count = 0;
	long descriptor;
	DIR *folder;

	text[0] = '\0';
	place(path, pid, "fd");
	folder = opendir(path);
	if (!folder)
		return PROC_TEXT_NONE;
	while ((descriptor = next_descriptor(folder)) >= 0) {
		size_t used = strlen(text);

		read_target(pid, descriptor, target);
		if (descriptor <= STDERR_FILENO || (without_own && is_own(descriptor, target)))
			continue;
		if (++count <= DESCRIPTORS_NAMED)
			snprintf(text + used, size - used, "%s%ld %s", used ? ", " : "", descriptor,
				 target);
	}
	closedir(folder);
	return count;
}

pid_t proc_caller_process(pid_t tid)
{
	char path[64], text[4096];
	uint64_t process;

	place(path, tid, "status");
	if (proc_text_read(path, text, sizeof(text)) < 0)
		return 0;
	process = proc_text_number(text, "Tgid", 10);
	return process == PROC_TEXT_NONE ? 0 : (pid_t)process;
}
