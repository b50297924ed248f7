/*
 * host_text: what the texts of /proc and /sys say. Pure: the text is the caller's.
 *
 * A string that does not fit into `size` bytes is cut.
 */
#ifndef PROCBENCH_SYS_HOST_TEXT_H
#define PROCBENCH_SYS_HOST_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The share of all CPUs' time, in percent, that the hypervisor gave to others, between two texts of
 * /proc/stat; from the start of the machine where `earlier` is "". NAN where unknown.
 */
double host_text_steal_pct(const char *earlier, const char *later);

/* A limit: INFINITY for "max", "-1" and the largest that cgroup v1 knows, NAN where it is none. */
double host_text_limit(const char *text);

/* cpu.max ("50000 100000") in percent of one CPU: INFINITY for "max", NAN where it is none. */
double host_text_quota_pct(const char *text);

/*
 * Of /proc/self/cgroup: the own cgroup in the hierarchy that has `controller`, or in version 2 for
 * NULL. False where there is none.
 */
bool host_text_cgroup_path(const char *cgroups, const char *controller, char *path, size_t size);

/*
 * Of a line of /proc/self/mountinfo, which it changes: where the hierarchy that has `controller`,
 * or version 2 for NULL, is mounted, and which of its cgroups is the root there. False where it is
 * another mount.
 */
bool host_text_cgroup_mount(char *line, const char *controller, char **place, char **root);

/* "1", "2" or "1+2", by /proc/self/cgroup and /proc/self/mountinfo; "none". */
const char *host_text_cgroup_version(const char *cgroups, const char *mounts);

/* The container that the cgroups' names tell of ("docker"); NULL where they tell of none. */
const char *host_text_container(const char *cgroups);

/* Whether uname's release and version are those of gVisor, which is no Linux. */
bool host_text_is_gvisor(const char *release, const char *version);

/* The hypervisor's name, for its 12 bytes of CPUID leaf 0x40000000; those where it is unknown. */
void host_text_hypervisor(const char signature[12], char *name, size_t size);

#endif
