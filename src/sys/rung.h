/* rung: the bytes of a shared library that is only loaded and relocated. */
#ifndef PROCBENCH_SRC_SYS_RUNG_H
#define PROCBENCH_SRC_SYS_RUNG_H

#include <stddef.h>
#include <stdint.h>

/* Size of the file for that many relative relocations. */
size_t rung_bytes(uint64_t relocations);

/* Fills in that many zeroed bytes. */
void rung_fill(char *bytes, uint64_t relocations);

#endif
