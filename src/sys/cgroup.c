/* cgroup: where the folders of cgroup v2 are. */
#define _GNU_SOURCE
#include "procbench/sys/cgroup.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Mounts may be hundreds, so the file is read in pieces; a longer line than this is passed over. */
#define LINE_BYTES 4096

/* What is being looked for, and what is found so far. */
struct search {
	const char *own;  /* the path of the process below the root of its hierarchy */
	char *path;       /* where the answer goes, CGROUP_PATH_BYTES */
	bool has_cgroup2; /* there is a mount of it, whatever it shows */
};

/* Calls take() with each line of a file until it returns true; -errno, or whether it did. */
static int find_line(const char *file, bool (*take)(struct search *search, char *line),
		     struct search *search)
{
	char line[LINE_BYTES];
	size_t used = 0;
	long n, fd = sys_open(file, O_RDONLY | O_CLOEXEC);
	bool found = false;

	if (fd < 0)
		return (int)fd;
	while (!found && (n = sys_read((int)fd, line + used, sizeof(line) - 1 - used)) > 0) {
		char *from = line, *end;

		used += (size_t)n;
		line[used] = '\0';
		while (!found && (end = strchr(from, '\n'))) {
			*end = '\0';
			found = take(search, from);
			from = end + 1;
		}
		used -= (size_t)(from - line);
		memmove(line, from, used);
		if (used == sizeof(line) - 1)
			used = 0;
	}
	sys_close((int)fd);
	return found;
}

/* "0::/path" is the line of version 2. */
static bool take_own(struct search *search, char *line)
{
	if (strncmp(line, "0::/", 4) != 0)
		return false;
	snprintf(search->path, CGROUP_PATH_BYTES, "%s", line + 3);
	return true;
}

/* The kernel writes blanks and the like as \ooo. */
static void unescape(char *word)
{
	char *to = word;

	for (; *word; to++)
		if (word[0] == '\\' && word[1] && word[2] && word[3]) {
			*to = (char)((word[1] - '0') * 64 + (word[2] - '0') * 8 + (word[3] - '0'));
			word += 4;
		} else
			*to = *word++;
	*to = '\0';
}

/* What of `own` lies below the root that a mount shows; NULL when it lies elsewhere. */
static const char *below(const char *own, const char *root)
{
	size_t length = strcmp(root, "/") == 0 ? 0 : strlen(root);

	if (strncmp(own, root, length) != 0 || (own[length] != '/' && own[length] != '\0'))
		return NULL;
	return strcmp(own + length, "/") == 0 ? "" : own + length;
}

/* "36 35 98:0 ROOT POINT options [tags] - cgroup2 source options" */
static bool take_mount(struct search *search, char *line)
{
	char *type = strstr(line, " - "), *words[5], *at = line;
	const char *rest;

	if (!type || strncmp(type, " - cgroup2 ", 11) != 0)
		return false;
	for (int i = 0; i < 5; i++)
		words[i] = strsep(&at, " ");
	if (!words[4])
		return false;
	search->has_cgroup2 = true;
	unescape(words[3]);
	unescape(words[4]);
	rest = below(search->own, words[3]);
	if (!rest)
		return false;
	return snprintf(search->path, CGROUP_PATH_BYTES, "%s%s", words[4], rest) <
	       CGROUP_PATH_BYTES;
}

int cgroup_folder(pid_t pid, char path[CGROUP_PATH_BYTES], struct error *error)
{
	char own[CGROUP_PATH_BYTES], file[64];
	struct search search = {.path = own};
	int status;

	snprintf(file, sizeof(file), "/proc/%d/cgroup", (int)pid);
	status = find_line(file, take_own, &search);
	if (status < 0)
		return error_set(error, -status, "cannot read '%s': %s", file, strerror(-status));
	if (status == 0)
		return error_set(error, ENOENT, "this kernel runs without cgroup v2");
	search = (struct search){.own = own, .path = path};
	status = find_line("/proc/self/mountinfo", take_mount, &search);
	if (status < 0)
		return error_set(error, -status, "cannot read '/proc/self/mountinfo': %s",
				 strerror(-status));
	if (status == 0)
		return error_set(error, ENOENT,
				 search.has_cgroup2
					 ? "cgroup v2 is mounted, but not the part that this "
					   "process is in"
					 : "cgroup v2 is not mounted (mount -t cgroup2 ...)");
	return 0;
}

int cgroup_made_folder(pid_t starter, pid_t maker, char path[CGROUP_PATH_BYTES],
		       struct error *error)
{
	int status = cgroup_folder(starter, path, error);
	size_t length;

	if (status < 0)
		return status;
	length = strlen(path);
	if (snprintf(path + length, CGROUP_PATH_BYTES - length, "/procbench-%d", (int)maker) >=
	    (int)(CGROUP_PATH_BYTES - length))
		return error_set(error, ENAMETOOLONG, "the path of the cgroup is too long");
	return 0;
}
