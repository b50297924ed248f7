/* cleanup: the one folder that a process makes and has to remove, however it ends. */
#include "procbench/sys/cleanup.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <stddef.h>

static const char *volatile noted;

void cleanup_register(const char *path)
{
	noted = path;
}

/* A cgroup is busy until the kernel has let its last process go, which may be after its reaping. */
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
