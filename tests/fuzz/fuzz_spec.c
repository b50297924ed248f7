/*
 * fuzz_spec: arbitrary case specs and, after the first line end, lists of an option. What can be
 * parsed has a canonical name, which parses to the same case.
 */
#include "procbench/base/ranges.h"
#include "procbench/run/plan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_case(const char *spec)
{
	struct plan_case item, again;
	struct error error = {0};

	if (plan_read_case(&item, spec, &error) == 0) {
		if (plan_read_case(&again, item.spec, &error) < 0 ||
		    strcmp(item.spec, again.spec) != 0)
			abort();
		plan_case_free(&again);
	}
	plan_case_free(&item);
}

static void read_lists(const char *list)
{
	for (int key = 0; key < KEY_COUNT; key++) {
		struct error error = {0};

		free(ranges_expand((enum key)key, list, &error));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *spec = malloc(size + 1), *list;

	if (!spec)
		return 0;
	memcpy(spec, data, size);
	spec[size] = '\0';
	list = strchr(spec, '\n');
	if (list)
		*list++ = '\0';
	read_case(spec);
	if (list)
		read_lists(list);
	free(spec);
	return 0;
}
