/* shape_via: the call by which a child executes its program; the subject selects the step. */
#include "shape_descriptor.h"

#include "procbench/base/targets.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <string.h>

/* Of no program: -EBADF from a kernel that has the call. */
static int probe_execveat(struct error *error)
{
	char *const none[] = {NULL};
	long status = sys_execveat(-1, none, none);
	char scratch[16];

	if (status == -EBADF)
		return 0;
	return error_set(
		error, (int)-status,
		"the kernel or a seccomp filter refuses execveat: %s (requires Linux 3.19)",
		error_name((int)-status, scratch));
}

static struct shape_facts describe(const struct keys *keys)
{
	static const struct shape_facts facts[KEY_VIA_COUNT] = {
		[KEY_VIA_EXECVE] = {"execve of the program's path", NULL},
		[KEY_VIA_EXECVEAT] = {"execveat of a descriptor of the program, opened beforehand",
				      probe_execveat},
		[KEY_VIA_FEXECVE] = {"libc's fexecve() of such a descriptor", probe_execveat},
		[KEY_VIA_EXECVP] = {"libc's execvpe(), which searches PATH", NULL},
	};

	return facts[keys->number[KEY_VIA]];
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (strcmp(keys->text[KEY_EXEC], "none") != 0)
		return 0;
	return error_set(error, EINVAL,
			 "via=%s requires a child that executes a program (add exec=tiny)",
			 keys->text[KEY_VIA]);
}

SHAPE(VIA) = {.describe = describe, .check = check};
