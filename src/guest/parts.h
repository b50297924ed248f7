/*
 * parts: what goes into a guest, and what comes out of it.
 */
#ifndef PROCBENCH_SRC_GUEST_PARTS_H
#define PROCBENCH_SRC_GUEST_PARTS_H

#include "initramfs.h"

#include "procbench/guest/guest.h"

/* Where the guest finds them. */
#define PARTS_BINARY  "/procbench"
#define PARTS_COMMAND "/command" /* the words, each with its NUL */
#define PARTS_FOLDER  "/folder"  /* the path of the one in which it starts, if there is one */
#define PARTS_SYMBOLS \
	"/symbols" /* "1" if they are wanted; of one size, so that counts stay equal */

/* Makes the guest's files. Call initramfs_free() in any case. */
int parts_pack(struct initramfs *files, const struct guest_request *request, struct error *error);

/* Writes the answer as it stands on the console. */
void parts_add_answer(struct text *out, const struct guest_answer *answer);

/* Reads it. -GUEST_FAILED if there is none, or it is damaged. */
int parts_unpack(struct guest_answer *answer, const struct text *console, struct error *error);

#endif
