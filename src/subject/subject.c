/* subject: the freshly executed parent whose creations are timed. It keeps no stdio and no heap. */
#define _GNU_SOURCE
#include "procbench/subject/subject.h"

#include "serve.h"

#include "procbench/methods/method.h"
#include "procbench/subject/shape.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/raw.h"

#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

_Static_assert(KEY_COUNT <= ARENA_KEYS, "the arena has no room for all keys");

static void read_keys(struct keys *keys, struct arena_header *header)
{
	memset(keys, 0, sizeof(*keys));
	for (int key = 0; key < KEY_COUNT; key++) {
		keys->number[key] = header->number[key];
		keys->text[key] = serve_text(header, header->text_at[key]);
	}
}

/* In a frame of its own, so that the loop's stack stays as small as a hand-written one's. */
__attribute__((noinline)) static int prepare(struct arena_header *header,
					     const struct method **method,
					     struct creation *creation, struct error *error)
{
	struct keys keys;

	*method =
		method_find(header->method, strnlen(header->method, sizeof(header->method)), error);
	if (!*method)
		return -error->code;
	read_keys(&keys, header);
	if ((*method)->probe && (*method)->probe(error) < 0)
		return -error->code;
	if (shape_build(&keys, error) < 0)
		return -error->code;
	if (serve_creation(header, creation, environ) < 0)
		return error_set(error, 12, "cannot map the stamp page");
	return (*method)->prepare ? (*method)->prepare(creation, &keys, error) : 0;
}

void subject_main(void)
{
	static struct error error;
	const struct method *method;
	struct creation creation = {0};
	struct arena_header *header;

	clock_open(getauxval(AT_SYSINFO_EHDR));
	header = serve_open();
	if (!header)
		sys_exit_group(2);
	if (prepare(header, &method, &creation, &error) < 0)
		serve_refuse(header, error.code, error.text);
	serve_run(header, &method->calls, &creation);
}
