/* cleanup: a directory that the process creates and must remove, however it ends. */
#include "procbench/sys/cleanup.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <stddef.h>

static const char *volatile noted;

void cleanup_register(const char *path)
{
	noted = path;
}

/* A cgroup stays busy until its last process is released, which may be after reaping. */
void cleanup_rmdir(const char *path)
{
	enum { TRIES = 20, REST_MS = 5 };

	for (int i = 0; i < TRIES && sys_rmdir(path) == -EBUSY; i++)
		sys_sleep_ms(REST_MS);
}

void cleanup_run(void)
{
	const char *path = noted;

	noted = NULL;
	if (path)
		cleanup_rmdir(path);
}
