/*
 * png: a picture as PNG, made by rsvg-convert where it is installed.
 */
#ifndef PROCBENCH_CLI_PNG_H
#define PROCBENCH_CLI_PNG_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

/*
 * Appends the PNG of an SVG picture to `png`, the whole of it or nothing. -ENOENT: rsvg-convert is
 * not installed; -ETIMEDOUT: it was ended after 20 seconds; -EIO: it failed.
 */
int png_render(const struct text *svg, struct text *png, struct error *error);

#endif
