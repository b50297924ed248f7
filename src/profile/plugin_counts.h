/* plugin_counts: the counters of the plugin, one per case and instruction. */
#ifndef PROCBENCH_SRC_PROFILE_PLUGIN_COUNTS_H
#define PROCBENCH_SRC_PROFILE_PLUGIN_COUNTS_H

#include <stddef.h>
#include <stdint.h>

/* The number of the instruction at that address, in any process; a new one if it is unknown. */
size_t counts_insn(uint64_t address);

/* The samples that follow belong to case `number`, or to none (0). */
void counts_select(uint64_t number);

/* A sample of the selected case begins or ends. */
void counts_begin(void);
void counts_end(void);

/* The counters of the sample in progress, by instruction number; NULL: there is none. */
extern uint64_t *counts_armed;

static inline void counts_add(size_t insn)
{
	if (counts_armed)
		counts_armed[insn]++;
}

/* Writes everything, and `end` only if nothing is missing. */
void counts_write(const char *path);

/* For the end of the emulator. */
void counts_free(void);

#endif
