/* leftover: the one folder that a process makes and has to remove, however it ends. */
#include "procbench/sys/leftover.h"

#include "procbench/sys/raw.h"

#include <errno.h>
#include <stddef.h>

static const char *volatile noted;

void leftover_note(const char *path)
{
	noted = path;
}

/* A cgroup is busy until the kernel has let its last process go, which may be after its reaping. */
void leftover_remove_folder(const char *path)
{
	enum { TRIES = 20, REST_MS = 5 };

	for (int i = 0; i < TRIES && sys_remove_folder(path) == -EBUSY; i++)
		sys_rest_ms(REST_MS);
}

void leftover_remove(void)
{
	const char *path = noted;

	noted = NULL;
	if (path)
		leftover_remove_folder(path);
}
