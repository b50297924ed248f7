/* shape_folio: the folio size of rss= with backing=thp, which shape_rss builds. */
#include "shape_descriptor.h"

#include "procbench/base/units.h"
#include "procbench/sys/hugepages.h"

#include <errno.h>

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (keys->number[KEY_BACKING] == KEY_BACKING_THP)
		return 0;
	return keys_error(error, EINVAL, keys, KEY_FOLIO, "requires backing=thp");
}

static int probe(const struct method *method, const struct keys *keys, struct error *error)
{
	struct text size = {0};

	(void)method;
	if (hugepages_folio_probe(keys->number[KEY_FOLIO], error) == 0)
		return 0;
	units_add_bytes(&size, keys->number[KEY_FOLIO]);
	error_prefix(error, "folio=%s", text_string(&size));
	text_free(&size);
	return -error->code;
}

SHAPE(FOLIO) = {.check = check, .probe = probe};
