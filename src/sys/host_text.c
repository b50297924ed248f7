/* host_text: parses texts of /proc and /sys. */
#define _GNU_SOURCE
#include "procbench/sys/host_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The start of the next line, or NULL. */
static const char *next_line(const char *line)
{
	const char *end = strchr(line, '\n');

	return end && end[1] ? end + 1 : NULL;
}

static void copy(char *to, size_t size, const char *from, size_t length)
{
	length = length < size ? length : size - 1;
	memcpy(to, from, length);
	to[length] = '\0';
}

/* ---- times and limits ---- */

/* Ticks of all CPUs: user, nice, system, idle, iowait, irq, softirq, steal. */
static bool read_ticks(const char *stat, double *total, double *steal)
{
	unsigned long long ticks[8];

	*total = *steal = 0;
	if (sscanf(stat, "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &ticks[0], &ticks[1],
		   &ticks[2], &ticks[3], &ticks[4], &ticks[5], &ticks[6], &ticks[7]) != 8)
		return false;
	for (int i = 0; i < 8; i++)
		*total += (double)ticks[i];
	*steal = (double)ticks[7];
	return true;
}

double host_text_steal_pct(const char *earlier, const char *later)
{
	double total[2], steal[2];
	bool from_start = *earlier == '\0';

	if (!read_ticks(later, &total[1], &steal[1]))
		return NAN;
	if (!read_ticks(earlier, &total[0], &steal[0]) && !from_start)
		return NAN;
	if (total[1] <= total[0] || steal[1] < steal[0])
		return NAN;
	return 100 * (steal[1] - steal[0]) / (total[1] - total[0]);
}

double host_text_limit(const char *text)
{
	char *end;
	double limit;

	if (strncmp(text, "max", 3) == 0)
		return INFINITY;
	limit = strtod(text, &end);
	if (end == text)
		return NAN;
	/* v1 writes the largest multiple of the page size for unlimited */
	return limit < 0 || limit >= 0x1p62 ? INFINITY : limit;
}

double host_text_quota_pct(const char *text)
{
	double quota, period;

	if (strncmp(text, "max", 3) == 0)
		return INFINITY;
	if (sscanf(text, "%lf %lf", &quota, &period) != 2 || period <= 0)
		return NAN;
	return quota < 0 ? INFINITY : 100 * quota / period;
}

/* ---- cgroups ---- */

/* Whether a word is in the comma-separated list of `length` bytes. */
static bool has_word(const char *words, size_t length, const char *word)
{
	size_t size = strlen(word);

	for (const char *at = words; at < words + length;) {
		size_t span = strcspn(at, ",");

		if (span > (size_t)(words + length - at))
			span = (size_t)(words + length - at);
		if (span == size && strncmp(at, word, size) == 0)
			return true;
		at += span + 1;
	}
	return false;
}

/* A line is "NUMBER:CONTROLLERS:PATH"; version 2 has number 0 and no controllers. */
bool host_text_cgroup_path(const char *cgroups, const char *controller, char *path, size_t size)
{
	for (const char *line = cgroups; line; line = next_line(line)) {
		size_t end = strcspn(line, "\n"), number = strcspn(line, ":\n");
		const char *names = line + number + 1;
		size_t length;

		if (number >= end)
			continue;
		length = strcspn(names, ":\n");
		if (names[length] != ':')
			continue;
		if (controller ? !has_word(names, length, controller)
			       : strncmp(line, "0::", 3) != 0)
			continue;
		copy(path, size, names + length + 1, strcspn(names + length + 1, "\n"));
		return true;
	}
	return false;
}

/* The kernel escapes blanks as \ooo. */
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

/* A line is "ID PARENT DEVICE ROOT PLACE OPTIONS [TAGS...] - TYPE SOURCE SUPER_OPTIONS". */
bool host_text_cgroup_mount(char *line, const char *controller, char **place, char **root)
{
	char *rest = strstr(line, " - "), *words[5], *at = line, *type, *options;

	if (!rest)
		return false;
	*rest = '\0';
	rest += 3;
	type = strsep(&rest, " ");
	strsep(&rest, " ");
	options = strsep(&rest, " ");
	for (int i = 0; i < 5; i++)
		words[i] = strsep(&at, " ");
	if (!options || !words[4])
		return false;
	if (controller
		    ? strcmp(type, "cgroup") != 0 || !has_word(options, strlen(options), controller)
		    : strcmp(type, "cgroup2") != 0)
		return false;
	*root = words[3];
	*place = words[4];
	unescape(*root);
	unescape(*place);
	return true;
}

const char *host_text_cgroup_version(const char *cgroups, const char *mounts)
{
	bool one = strstr(mounts, " - cgroup ") != NULL;
	bool two = strstr(mounts, " - cgroup2 ") != NULL;

	/* in a container, the hierarchy may only be listed here */
	for (const char *line = cgroups; line && *line; line = next_line(line)) {
		one = one || (strncmp(line, "0::", 3) != 0 && strchr(line, ':'));
		two = two || (!one && strncmp(line, "0::", 3) == 0);
	}
	if (one && two)
		return "1+2";
	return one ? "1" : two ? "2" : "none";
}

const char *host_text_container(const char *cgroups)
{
	static const char *const hints[][2] = {
		{"/kubepods", "kubernetes"}, {"kubepods.slice", "kubernetes"},
		{"/docker/", "docker"},      {"/docker-", "docker"},
		{"/libpod", "podman"},       {"/lxc/", "lxc"},
		{"/lxc.payload", "lxc"},     {"/machine.slice/", "a container of systemd"},
	};

	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (strstr(cgroups, hints[i][0]))
			return hints[i][1];
	return NULL;
}

/* ---- hypervisors ---- */

bool host_text_is_gvisor(const char *release, const char *version)
{
	return strstr(release, "gvisor") ||
	       strcmp(version, "#1 SMP Sun Jan 10 15:06:54 PST 2016") == 0;
}

void host_text_hypervisor(const char signature[12], char *name, size_t size)
{
	static const char *const names[][2] = {
		{"KVMKVMKVM\0\0\0", "KVM"},      {"Linux KVM Hv", "KVM"},
		{"Microsoft Hv", "Hyper-V"},     {"VMwareVMware", "VMware"},
		{"XenVMMXenVMM", "Xen"},         {"TCGTCGTCGTCG", "QEMU, emulated"},
		{"VBoxVBoxVBox", "VirtualBox"},  {"bhyve bhyve ", "bhyve"},
		{" lrpepyh  vr", "Parallels"},   {"ACRNACRNACRN", "ACRN"},
		{"QNXQVMBSQG\0\0", "QNX"},       {"___ NVMM ___", "NVMM"},
		{"OpenBSDVMM58", "OpenBSD vmm"},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (memcmp(names[i][0], signature, 12) == 0) {
			snprintf(name, size, "%s", names[i][1]);
			return;
		}
	copy(name, size, signature, strnlen(signature, 12));
}
