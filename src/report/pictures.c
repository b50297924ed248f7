/* pictures: every picture of a result, as SVG. */
#include "procbench/report/pictures.h"

#include "figure.h"
#include "svg.h"

#include <errno.h>
#include <stdlib.h>

static const struct figure_kind kinds[] = {
#define FIGURE_ROW(name, make) {name, make},
	FIGURE_LIST(FIGURE_ROW)
#undef FIGURE_ROW
};

#define ROW_HEIGHT 36

static int draw_part(struct pictures *pictures, const struct figure *figure, size_t part)
{
	struct picture *items =
		realloc(pictures->items, (pictures->count + 1) * sizeof(*pictures->items));
	struct picture *picture;
	struct text name = {0};

	if (!items)
		return -ENOMEM;
	pictures->items = items;
	picture = &items[pictures->count++];
	*picture = (struct picture){0};
	svg_add_name(&name, figure, part);
	picture->name = text_take(&name);
	svg_add(&picture->svg, figure, part);
	return !picture->name || picture->svg.failed ? -ENOMEM : 0;
}

static void add_origin(struct figure *figure, const struct result *result)
{
	const char *host = facts_get(&result->host, "hostname");
	const char *kernel = facts_get(&result->host, "kernel");

	text_printf(&figure->origin, "procbench %s, %s, %s, %s",
		    result->version ? result->version : "", host ? host : "unknown host",
		    kernel ? kernel : "unknown kernel", result->date ? result->date : "");
}

/* 1: drawn; 0: the result has no such picture; or -ENOMEM. */
static int draw(struct pictures *pictures, const struct figure_kind *kind, size_t index,
		const struct result *result)
{
	struct figure figure = {.quantity = result->clock, .row_height = ROW_HEIGHT};
	int status = 0;
	bool is_made;

	text_add(&figure.name, kind->name);
	is_made = kind->make(result, index, &figure);
	if (is_made) {
		add_origin(&figure, result);
		for (size_t part = 0; part < svg_parts(&figure) && status == 0; part++)
			status = draw_part(pictures, &figure, part);
	}
	if (figure.failed)
		status = -ENOMEM;
	figure_free(&figure);
	return status < 0 ? status : is_made;
}

int pictures_draw(const struct result *result, struct pictures *pictures)
{
	*pictures = (struct pictures){0};
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		int status = 1;

		for (size_t index = 0; status > 0; index++)
			status = draw(pictures, &kinds[i], index, result);
		if (status < 0)
			return status;
	}
	return 0;
}

void pictures_free(struct pictures *pictures)
{
	for (size_t i = 0; i < pictures->count; i++) {
		free(pictures->items[i].name);
		text_free(&pictures->items[i].svg);
	}
	free(pictures->items);
	*pictures = (struct pictures){0};
}
