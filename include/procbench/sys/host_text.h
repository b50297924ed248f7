/*
 * host_text: parses texts of /proc and /sys. Pure.
 *
 * A string that does not fit into `size` bytes is truncated.
 */
#ifndef PROCBENCH_SYS_HOST_TEXT_H
#define PROCBENCH_SYS_HOST_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Steal time of all CPUs in percent between two texts of /proc/stat, or since boot if `earlier` is
 * "". NAN if unknown.
 */
double host_text_steal_pct(const char *earlier, const char *later);

/* A limit: INFINITY for "max", "-1" and the maximum of cgroup v1, NAN if invalid. */
double host_text_limit(const char *text);

/* cpu.max ("50000 100000") in percent of one CPU: INFINITY for "max", NAN if invalid. */
double host_text_quota_pct(const char *text);

/*
 * From /proc/self/cgroup: the own cgroup in the hierarchy of `controller`, or in v2 for NULL. False
 * if there is none.
 */
bool host_text_cgroup_path(const char *cgroups, const char *controller, char *path, size_t size);

/*
 * From a line of /proc/self/mountinfo, which it modifies: the mount point of the hierarchy of
 * `controller`, or of v2 for NULL, and the cgroup at its root. False for other mounts.
 */
bool host_text_cgroup_mount(char *line, const char *controller, char **place, char **root);

/* "1", "2" or "1+2", by /proc/self/cgroup and /proc/self/mountinfo; "none". */
const char *host_text_cgroup_version(const char *cgroups, const char *mounts);

/* The container type according to cgroup names ("docker"), or NULL. */
const char *host_text_container(const char *cgroups);

/* Whether uname's release and version are those of gVisor. */
bool host_text_is_gvisor(const char *release, const char *version);

/* The hypervisor's name for the 12 bytes of CPUID leaf 0x40000000; the bytes if unknown. */
void host_text_hypervisor(const char signature[12], char *name, size_t size);

#endif
