/*
 * png: a picture as PNG, made by rsvg-convert where it is installed.
 */
#ifndef PROCBENCH_CLI_PNG_H
#define PROCBENCH_CLI_PNG_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

/*
 * Appends the PNG of an SVG picture to `png`, completely or not at all. -ENOENT: rsvg-convert is
 * not installed; -ETIMEDOUT: it was killed after 20 s; -EIO: it failed.
 */
int png_render(const struct text *svg, struct text *png, struct error *error);

#endif
