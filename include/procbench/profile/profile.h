/*
 * profile: which functions the instructions of a sample belong to.
 *
 * A plugin of QEMU counts the instructions of a guest between the marks of its program
 * (sys/marks.h), by address; afterwards they are attributed to the functions of the guest's kernel
 * and programs.
 */
#ifndef PROCBENCH_PROFILE_PROFILE_H
#define PROCBENCH_PROFILE_PROFILE_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"
#include "procbench/base/text_list.h"
#include "procbench/result/result.h"

#include <stddef.h>

/* The file in the folder of the plugin to which it writes its counts when QEMU ends. */
#define PROFILE_COUNTS_FILE "profile"

/*
 * Writes the plugin into `folder`, and appends to `option` what QEMU's option -plugin needs to
 * count the samples of the program `binary`. -EINVAL for a program without marks, or one that may
 * run at any address.
 */
int profile_plugin(const char *folder, const char *binary, struct text *option,
		   struct error *error);

/* The data of a guest that has exited. */
struct profile_source {
	const char *binary;   /* the path of the program that it executed */
	const char *kallsyms; /* its /proc/kallsyms, or the lines of functions alone */
	const char *counts;   /* what the plugin wrote */
};

/*
 * Fills in the profiles of the result's cases, of which the plugin knows the numbers. Adds a
 * warning where the program does not name its functions.
 */
int profile_attach(struct result *result, const struct profile_source *source,
		   struct text_list *warnings, struct error *error);

/* Adds a warning for each case whose profile does not add up to its total; 0 or -ENOMEM. */
int profile_check(struct result *result);

#endif
