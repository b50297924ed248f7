/* test_host_text: parses texts of /proc and /sys from various machines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/sys/host_text.h"

#include <math.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void check_double(double found, double expected, const char *text)
{
	bool same = isnan(expected)   ? isnan(found)
		    : isinf(expected) ? isinf(found)
				      : fabs(found - expected) < 1e-9;

	if (!same)
		fail_msg("'%s': %g, expected %g", text, found, expected);
}

static void steal(void **state)
{
	static const struct {
		const char *earlier, *later;
		double pct;
	} rows[] = {
		{"", "cpu  10 0 10 70 0 0 0 10 0 0\ncpu0 1 2", 10},
		{"", "cpu  10 0 10 80 0 0 0 0 0 0", 0},
		{"cpu  10 0 10 70 0 0 0 10 0 0", "cpu  20 0 20 130 0 0 0 30 0 0", 20},
		/* guest time is part of user time: it is not counted twice */
		{"", "cpu  50 0 0 40 0 0 0 10 50 0", 10},
		{"cpu  1 1 1 1 1 1 1 1", "cpu  1 1 1 1 1 1 1 1", NAN}, /* no time went by */
		{"cpu  9 0 0 0 0 0 0 9 0 0", "cpu  99 0 0 0 0 0 0 8 0 0", NAN}, /* backwards */
		{"", "cpu  1 2 3", NAN},
		{"", "", NAN},
		{"nonsense", "cpu  10 0 10 70 0 0 0 10 0 0", NAN},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		check_double(host_text_steal_pct(rows[i].earlier, rows[i].later), rows[i].pct,
			     rows[i].later);
}

static void limits(void **state)
{
	static const struct {
		const char *text;
		double limit;
	} rows[] = {
		{"max", INFINITY},
		{"-1", INFINITY},
		{"9223372036854771712", INFINITY}, /* version 1, unlimited */
		{"536870912", 536870912},
		{"0", 0},
		{"", NAN},
		{"none", NAN},
	};
	static const struct {
		const char *text;
		double pct;
	} quotas[] = {
		{"max 100000", INFINITY},
		{"50000 100000", 50},
		{"250000 100000", 250},
		{"-1 100000", INFINITY},
		{"50000", NAN},
		{"50000 0", NAN},
		{"", NAN},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		check_double(host_text_limit(rows[i].text), rows[i].limit, rows[i].text);
	for (size_t i = 0; i < LENGTH(quotas); i++)
		check_double(host_text_quota_pct(quotas[i].text), quotas[i].pct, quotas[i].text);
}

/* ---- cgroups ---- */

static const char cgroups_1[] = "9:name=systemd:/user\n4:memory:/a/b\n2:cpu,cpuacct:/c:d\n0::/x\n";
static const char mounts_1[] =
	"22 1 0:20 / /sys rw - sysfs sysfs rw\n"
	"31 30 0:28 / /sys/fs/cgroup/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct\n"
	"34 30 0:31 /a /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n"
	"40 30 0:37 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n";
static const char cgroups_2[] = "0::/system.slice/docker-abc.scope\n";
static const char mounts_2[] = "30 22 0:27 / /sys/fs/cgroup rw,nosuid master:3 shared:4 - cgroup2 "
			       "cgroup2 rw,nsdelegate\n";

static void cgroup_paths(void **state)
{
	char path[64];

	(void)state;
	assert_true(host_text_cgroup_path(cgroups_1, "memory", path, sizeof(path)));
	assert_string_equal(path, "/a/b");
	assert_true(host_text_cgroup_path(cgroups_1, "cpu", path, sizeof(path)));
	assert_string_equal(path, "/c:d");
	assert_true(host_text_cgroup_path(cgroups_1, "cpuacct", path, sizeof(path)));
	assert_true(host_text_cgroup_path(cgroups_1, NULL, path, sizeof(path)));
	assert_string_equal(path, "/x");
	assert_false(host_text_cgroup_path(cgroups_1, "pids", path, sizeof(path)));
	assert_false(host_text_cgroup_path(cgroups_1, "acct", path, sizeof(path)));
	assert_false(host_text_cgroup_path(cgroups_1, "cpua", path, sizeof(path)));
	assert_true(host_text_cgroup_path(cgroups_2, NULL, path, sizeof(path)));
	assert_string_equal(path, "/system.slice/docker-abc.scope");
	assert_false(host_text_cgroup_path(cgroups_2, "memory", path, sizeof(path)));
	assert_false(host_text_cgroup_path("", NULL, path, sizeof(path)));
	assert_false(host_text_cgroup_path("4\nmemory:/", "memory", path, sizeof(path)));
}

static void cgroup_mounts(void **state)
{
	static const struct {
		const char *line, *controller, *place, *root;
	} rows[] = {
		{"34 30 0:31 /a /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory", "memory",
		 "/sys/fs/cgroup/memory", "/a"},
		{"31 30 0:28 / /sys/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct",
		 "cpuacct", "/sys/cpu,cpuacct", "/"},
		{"31 30 0:28 / /sys/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct", "acct", NULL,
		 NULL},
		{"40 30 0:37 / /sys/unified rw - cgroup2 cgroup2 rw", NULL, "/sys/unified", "/"},
		{"40 30 0:37 / /sys/unified rw - cgroup2 cgroup2 rw", "memory", NULL, NULL},
		{"30 22 0:27 / /sys/fs/cgroup rw master:3 shared:4 - cgroup2 cgroup2 rw", NULL,
		 "/sys/fs/cgroup", "/"}, /* with tags */
		{"40 30 0:37 /b\\040c /a\\134b rw - cgroup2 none rw", NULL, "/a\\b", "/b c"},
		{"22 1 0:20 / /sys rw - sysfs sysfs rw", NULL, NULL, NULL},
		{"", NULL, NULL, NULL},
		{"1 2 - cgroup2 x y", NULL, NULL, NULL},
		{"40 30 0:37 / /sys/unified rw - cgroup2 none", NULL, NULL, NULL}, /* cut */
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		char line[128], *place, *root;

		strcpy(line, rows[i].line);
		assert_int_equal(host_text_cgroup_mount(line, rows[i].controller, &place, &root),
				 rows[i].place != NULL);
		if (!rows[i].place)
			continue;
		assert_string_equal(place, rows[i].place);
		assert_string_equal(root, rows[i].root);
	}
}

static void cgroup_versions(void **state)
{
	(void)state;
	assert_string_equal(host_text_cgroup_version(cgroups_1, mounts_1), "1+2");
	assert_string_equal(host_text_cgroup_version(cgroups_2, mounts_2), "2");
	assert_string_equal(host_text_cgroup_version("4:memory:/\n", ""), "1");
	assert_string_equal(host_text_cgroup_version("0::/\n", ""), "2");
	assert_string_equal(host_text_cgroup_version("", ""), "none");
}

static void containers(void **state)
{
	static const char *const rows[][2] = {
		{"0::/system.slice/docker-0123abc.scope\n", "docker"},
		{"4:memory:/docker/0123abc\n", "docker"},
		{"4:memory:/kubepods/burstable/pod1/0123\n", "kubernetes"},
		{"0::/kubepods.slice/x\n", "kubernetes"},
		{"0::/user.slice/libpod-0123.scope/container\n", "podman"},
		{"0::/lxc.payload.web/init.scope\n", "lxc"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_string_equal(host_text_container(rows[i][0]), rows[i][1]);
	assert_null(host_text_container("0::/\n"));
	assert_null(host_text_container("0::/user.slice/user-1000.slice/session-2.scope\n"));
	assert_null(
		host_text_container("0::/system.slice/docker.service\n")); /* the daemon's own */
}

static void what_runs_below(void **state)
{
	char name[32];

	(void)state;
	assert_true(host_text_is_gvisor("4.4.0", "#1 SMP Sun Jan 10 15:06:54 PST 2016"));
	assert_true(host_text_is_gvisor("4.19.0-gvisor", "#1"));
	assert_false(host_text_is_gvisor("4.4.0", "#1 SMP Sun Jan 10 15:06:54 UTC 2016"));
	assert_false(host_text_is_gvisor("6.1.0-37-amd64", "#1 SMP PREEMPT_DYNAMIC"));
	host_text_hypervisor("KVMKVMKVM\0\0\0", name, sizeof(name));
	assert_string_equal(name, "KVM");
	host_text_hypervisor("Microsoft Hv", name, sizeof(name));
	assert_string_equal(name, "Hyper-V");
	host_text_hypervisor("WhoKnowsWhat", name, sizeof(name));
	assert_string_equal(name, "WhoKnowsWhat");
	host_text_hypervisor("\0\0\0\0\0\0\0\0\0\0\0\0", name, sizeof(name));
	assert_string_equal(name, "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(steal),           cmocka_unit_test(limits),
		cmocka_unit_test(cgroup_paths),    cmocka_unit_test(cgroup_mounts),
		cmocka_unit_test(cgroup_versions), cmocka_unit_test(containers),
		cmocka_unit_test(what_runs_below),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
