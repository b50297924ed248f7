/* leaving: how a child that executes nothing ends. */
#include "leaving.h"

#include "procbench/base/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void do_nothing(void)
{
}

/* The parent's, so that libc allocates none; the child's first write copies its page. */
static char buffer[KEY_EXIT_BUFFERED_BYTES];

static void step_exit(const struct creation *creation)
{
	(void)creation;
	exit(EXIT_SUCCESS);
}

/* Fills the buffer of stdout, which exit() writes after it has called the handlers. */
static void step_exit_with_output(const struct creation *creation)
{
	static const char line[64] =
		"a line of 64 bytes, as a program leaves it in a buffer ......\n";

	(void)creation;
	for (size_t bytes = sizeof(line); bytes < sizeof(buffer); bytes += sizeof(line))
		fwrite(line, 1, sizeof(line), stdout);
	exit(EXIT_SUCCESS);
}

creation_step *leaving_step(uint64_t exit)
{
	if (exit == KEY_EXIT_RAW)
		return NULL;
	if (exit == KEY_EXIT_LIBC)
		return step_exit;
	for (int i = 0; i < KEY_EXIT_HANDLERS; i++)
		atexit(do_nothing);
	setvbuf(stdout, buffer, _IOFBF, sizeof(buffer));
	return step_exit_with_output;
}
