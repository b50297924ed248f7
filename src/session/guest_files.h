/*
 * guest_files: the programs of this machine that the cases of a guest execute.
 */
#ifndef PROCBENCH_SRC_SESSION_GUEST_FILES_H
#define PROCBENCH_SRC_SESSION_GUEST_FILES_H

#include "procbench/guest/guest.h"
#include "procbench/run/plan.h"

struct guest_files {
	char *folder; /* the working directory, where the guest starts too; owned */
	struct guest_file *items;
	size_t count;
};

/*
 * Finds the programs of exec= and image= in the cases with this kernel. -GUEST_FAILED for one that
 * the guest could not execute; call guest_files_free() in any case.
 */
int guest_files_find(struct guest_files *files, const struct plan *plan, const char *kernel,
		     const struct guest_arch *arch, struct error *error);
void guest_files_free(struct guest_files *files);

#endif
