/*
 * guest_arch: the architectures that a guest can have.
 */
#ifndef PROCBENCH_GUEST_GUEST_ARCH_H
#define PROCBENCH_GUEST_GUEST_ARCH_H

#include "procbench/base/error.h"

#include <stddef.h>
#include <stdint.h>

struct guest_arch {
	const char *name;     /* as printed by uname -m */
	const char *emulator; /* QEMU's program */
	const char *package;  /* Debian package that contains it */
	const char *machine;
	const char *cpu;     /* that counts the same on every host */
	const char *console; /* the kernel's name of the first serial port */
	const char *append;  /* words for its command line */
	uint16_t elf_machine;
};

/* The names of all, for a message and an option. */
#define GUEST_ARCH_NAMES "x86_64|aarch64"

/* By name; NULL: that of this machine. -EINVAL if it is unknown. */
const struct guest_arch *guest_arch_find(const char *name, struct error *error);

#endif
