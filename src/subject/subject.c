/* subject: the freshly executed parent whose creations are timed. Uses no stdio and no heap. */
#define _GNU_SOURCE
#include "procbench/subject/subject.h"

#include "arguments.h"
#include "cooling.h"
#include "procbench/shapes/shape_busy.h"
#include "serve.h"
#include "spawners.h"
#include "work.h"

#include "procbench/methods/method.h"
#include "procbench/methods/reap.h"
#include "procbench/shapes/shape.h"
#include "procbench/shapes/shape_like.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/raw.h"

#include <stddef.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

_Static_assert(KEY_COUNT <= ARENA_KEYS, "the arena has no room for all keys");
_Static_assert(KEY_SPAWNERS_MAX <= ARENA_SPAWNERS, "the arena has no room for all spawners");
_Static_assert(ARENA_FD + 1 == SHAPE_LIKE_OWN_FDS, "like= would ask for other descriptors");
_Static_assert(ARENA_FD_FREE == CREATION_FDS_KEPT,
	       "shapes would close or count descriptors of ours");

static void read_keys(struct keys *keys, struct arena_header *header)
{
	memset(keys, 0, sizeof(*keys));
	for (int key = 0; key < KEY_COUNT; key++) {
		enum key_kind kind = key_table[key].kind;

		keys->number[key] = header->number[key];
		if (kind != KEY_BYTES && kind != KEY_NUMBER)
			keys->text[key] = serve_text(header, header->text_at[key]);
	}
}

/* Plans the child's work; before the shape is built only if a helper needs it. */
static int plan_creation(struct arena_header *header, const struct method *method,
			 struct creation *creation, const struct keys *keys, struct error *error)
{
	struct shape_strings extra = shape_strings(keys, KEY_ARGC, KEY_ARGS);
	int status = 0;

	if (serve_creation(header, creation, environ) < 0)
		return error_set(error, 12, "cannot map the stamp page");
	if (creation->program && extra.count > 0)
		status = arguments_add(creation, &extra, error);
	if (status == 0)
		status = work_plan(method, creation, keys, error);
	if (status == 0 && method->begin)
		status = method->begin(creation, error);
	header->helper = status > 0 ? status : 0;
	return status < 0 ? status : 0;
}

/* In a separate frame, so that the loop's stack stays small. */
__attribute__((noinline)) static int prepare(struct arena_header *header,
					     const struct method *method, struct creation *creation,
					     struct error *error)
{
	struct keys keys;

	read_keys(&keys, header);
	if ((method->probe && method->probe(error) < 0) || reap_begin(method, &keys, error) < 0 ||
	    (method->begin && plan_creation(header, method, creation, &keys, error) < 0) ||
	    shape_build(&keys, error) < 0 ||
	    (!method->begin && plan_creation(header, method, creation, &keys, error) < 0))
		return -error->code;
	/* in addition to the single creation or those of the spawners */
	if (header->spawner_count > 1)
		return spawners_prepare(header, method, creation, &keys, error);
	return method_prepare(method, creation, &keys, error);
}

/* Verifies the shape after the last sample, and reports what holds only partly. */
__attribute__((noinline)) static void look_for_drift(struct arena_header *header,
						     struct error *error)
{
	struct keys keys;

	read_keys(&keys, header);
	if (!header->displaced && shape_verify(&keys, error) < 0)
		serve_drift(header, error->text);
	if (cooling_remark(error->text, sizeof(error->text)))
		serve_remark(header, error->text);
}

/* The creation and its state are on the stack, to which every method writes anyway. */
__attribute__((noreturn)) static void measure_case(void *arena)
{
	static struct error error;
	struct arena_header *header = arena;
	const struct method *method = method_find(
		header->method, strnlen(header->method, sizeof(header->method)), &error);
	max_align_t state[method ? method_state_bytes(method) / sizeof(max_align_t) : 1];
	struct creation creation = {0};
	struct creation_calls chosen;

	if (!method)
		serve_refuse(header, error.code, error.text);
	memset(state, 0, sizeof(state));
	method_attach(method, &creation, state);
	if (prepare(header, method, &creation, &error) < 0)
		serve_refuse(header, error.code, error.text);
	chosen = creation.calls;
	creation.calls = *shape_busy_watch(&chosen);
	if (header->spawner_count > 1)
		spawners_run(header);
	else
		serve_run(header, &creation);
	look_for_drift(header, &error);
	serve_end(header);
}

void subject_main(void)
{
	struct arena_header *header;

	clock_open(getauxval(AT_SYSINFO_EHDR));
	header = serve_open();
	if (!header)
		sys_exit_group(2);
	serve_from_page_top(measure_case, header);
}
