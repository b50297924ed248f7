/*
 * emulator: the command line of QEMU.
 */
#ifndef PROCBENCH_SRC_GUEST_EMULATOR_H
#define PROCBENCH_SRC_GUEST_EMULATOR_H

#include "procbench/base/error.h"
#include "procbench/guest/guest.h"

#include <stdbool.h>
#include <stddef.h>

#define EMULATOR_WORDS_MAX 48

struct emulator_command {
	char *words[EMULATOR_WORDS_MAX + 1]; /* NULL-terminated, owned */
	size_t count;
	bool failed; /* memory ran out */
};

/* The descriptors that QEMU inherits. */
struct emulator_files {
	int initramfs;
	int console; /* receives what the guest writes to its serial line */
};

/*
 * `plugin` is the value of -plugin, or NULL. -ENOMEM; call emulator_command_free() in any case.
 */
int emulator_command(struct emulator_command *command, const struct guest_request *request,
		     const struct emulator_files *files, const char *plugin, struct error *error);
void emulator_command_free(struct emulator_command *command);

#endif
