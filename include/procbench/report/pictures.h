/*
 * pictures: every picture of a result, as SVG.
 *
 * The page embeds these elements and `--plot` writes them as files: the bytes are the same.
 */
#ifndef PROCBENCH_REPORT_PICTURES_H
#define PROCBENCH_REPORT_PICTURES_H

#include "procbench/base/text.h"
#include "procbench/result/result.h"

#include <stddef.h>

struct picture {
	char *name;      /* its file name without extension: "sweep-rss" */
	struct text svg; /* one self-contained <svg> element */
};

struct pictures {
	struct picture *items;
	size_t count;
};

/* Draws what the result has; 0 or -ENOMEM. End with pictures_free() either way. */
int pictures_draw(const struct result *result, struct pictures *pictures);
void pictures_free(struct pictures *pictures);

#endif
