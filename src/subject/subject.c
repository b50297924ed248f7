/* subject: the freshly executed parent whose creations are timed. It keeps no stdio and no heap. */
#define _GNU_SOURCE
#include "procbench/subject/subject.h"

#include "arguments.h"
#include "procbench/shapes/shape_busy.h"
#include "serve.h"
#include "spawners.h"
#include "work.h"

#include "procbench/methods/method.h"
#include "procbench/methods/reap.h"
#include "procbench/shapes/shape.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/raw.h"

#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

_Static_assert(KEY_COUNT <= ARENA_KEYS, "the arena has no room for all keys");
_Static_assert(KEY_SPAWNERS_MAX <= ARENA_SPAWNERS, "the arena has no room for all spawners");
_Static_assert(ARENA_FD_FREE == CREATION_FDS_KEPT,
	       "shapes would close or count descriptors of ours");

static void read_keys(struct keys *keys, struct arena_header *header)
{
	memset(keys, 0, sizeof(*keys));
	for (int key = 0; key < KEY_COUNT; key++) {
		keys->number[key] = header->number[key];
		keys->text[key] = serve_text(header, header->text_at[key]);
	}
}

/* What the child's work is, and who does it; before the shape only where a helper needs to know. */
static int plan_creation(struct arena_header *header, const struct method *method,
			 struct creation *creation, const struct keys *keys, struct error *error)
{
	int status = 0;

	if (serve_creation(header, creation, environ) < 0)
		return error_set(error, 12, "cannot map the stamp page");
	if (creation->program && keys->number[KEY_ARGS] > 0)
		status = arguments_add(creation, keys->number[KEY_ARGS], error);
	if (status == 0)
		work_plan(method, creation, keys);
	if (status == 0 && method->begin)
		status = method->begin(creation, error);
	header->helper = creation->helper;
	return status;
}

/* Beside the one creation, or those of the spawners where there are several. */
static int prepare_method(struct arena_header *header, const struct method *method,
			  struct creation *creation, const struct keys *keys,
			  const struct creation_calls **calls, struct error *error)
{
	if (header->spawner_count > 1)
		return spawners_prepare(header, method, creation, keys, error);
	if (method->prepare && method->prepare(creation, keys, error) < 0)
		return -error->code;
	*calls = reap_prepare(method, creation, keys, error);
	if (!*calls)
		return -error->code;
	*calls = shape_busy_watch(*calls);
	return 0;
}

/*
 * In a frame of its own, so that the loop's stack stays as small as a hand-written one's. *calls
 * are those of the only spawner.
 */
__attribute__((noinline)) static int prepare(struct arena_header *header, struct creation *creation,
					     const struct creation_calls **calls,
					     struct error *error)
{
	const struct method *method =
		method_find(header->method, strnlen(header->method, sizeof(header->method)), error);
	struct keys keys;

	if (!method)
		return -error->code;
	read_keys(&keys, header);
	if ((method->probe && method->probe(error) < 0) || reap_begin(method, &keys, error) < 0 ||
	    (method->begin && plan_creation(header, method, creation, &keys, error) < 0) ||
	    shape_build(&keys, error) < 0 ||
	    (!method->begin && plan_creation(header, method, creation, &keys, error) < 0))
		return -error->code;
	return prepare_method(header, method, creation, &keys, calls, error);
}

/* After the last sample, by the keys as the arena has them still. */
__attribute__((noinline)) static void look_for_drift(struct arena_header *header,
						     struct error *error)
{
	struct keys keys;

	read_keys(&keys, header);
	if (shape_verify(&keys, error) < 0)
		serve_drift(header, error->text);
}

void subject_main(void)
{
	static struct error error;
	const struct creation_calls *calls = NULL;
	struct creation creation = {0};
	struct arena_header *header;

	clock_open(getauxval(AT_SYSINFO_EHDR));
	header = serve_open();
	if (!header)
		sys_exit_group(2);
	if (prepare(header, &creation, &calls, &error) < 0)
		serve_refuse(header, error.code, error.text);
	if (header->spawner_count > 1)
		spawners_run(header);
	else
		serve_run(header, calls, &creation);
	look_for_drift(header, &error);
	serve_end(header);
}
