/*
 * frame: named parts of a guest's answer on its console, among whatever the kernel writes there.
 *
 * A part is a line with its name, its length and a checksum, and then its bytes. The last part has
 * the name FRAME_END, so that a console that ends early is seen.
 */
#ifndef PROCBENCH_SRC_GUEST_FRAME_H
#define PROCBENCH_SRC_GUEST_FRAME_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"

#include <stddef.h>

#define FRAME_END       "end"
#define FRAME_NAME_MAX  31
#define FRAME_BYTES_MAX ((size_t)128 << 20)

struct frame {
	char name[FRAME_NAME_MAX + 1];
	const char *bytes; /* in the console's text */
	size_t length;
};

void frame_add(struct text *out, const char *name, const char *bytes, size_t length);

/*
 * The next part of `console` from *at on, which is advanced past it: 1, 0 when there is none, or
 * -EBADMSG for one that is cut off or damaged.
 */
int frame_next(const struct text *console, size_t *at, struct frame *frame, struct error *error);

#endif
