/*
 * guest: runs one command in its own virtual machine and returns its output.
 *
 * The guest consists of a kernel and one static procbench, which is its first process. QEMU
 * emulates it with a clock that counts instructions, so that what it measures is the same in every
 * run, or runs it at full speed under KVM. No file is written outside a folder of the guest's own,
 * and QEMU ends with the caller, even by SIGKILL.
 */
#ifndef PROCBENCH_GUEST_GUEST_H
#define PROCBENCH_GUEST_GUEST_H

#include "procbench/base/error.h"
#include "procbench/base/text.h"
#include "procbench/guest/guest_arch.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>

/* The code of every error that means that nothing could be measured in a guest. */
#define GUEST_FAILED EHOSTDOWN

/* The word that makes procbench the first process of a guest. */
#define GUEST_VERB "@guest"

/* A program that the guest has a copy of. */
struct guest_file {
	char *path; /* absolute, in the guest */
	char *from;
};

struct guest_request {
	const struct guest_arch *arch;
	const char *kernel;             /* its file */
	const char *binary;             /* the procbench of the guest */
	const struct guest_file *files; /* of this machine that the guest has too */
	size_t file_count;
	const char *folder;    /* where the command starts; NULL: / */
	char *const *command;  /* the command's arguments in the guest; NULL-terminated */
	uint64_t memory_bytes; /* of the guest */
	const char *cpu;       /* QEMU's model and features; NULL: the default */
	const char *append;    /* more words for the kernel's command line, or NULL */
	bool count;            /* emulated with a clock of instructions; else under KVM */
	bool symbols;          /* also return the kernel's symbols */
	uint64_t limit_ns;     /* when to end a guest that hangs */
	int signal_fd;         /* readable: end it; -1: none */
	/*
	 * Writes a plugin into `folder` and appends what QEMU's -plugin takes; it leaves its output
	 * in folder/profile. NULL: none.
	 */
	int (*add_plugin)(const char *folder, const char *binary, struct text *option,
			  struct error *error);
};

struct guest_answer {
	int status;           /* how the command ended, in the form of wait4 */
	struct text output;   /* what it wrote to standard output */
	struct text messages; /* and to standard error */
	struct text symbols;
	struct text profile;
	struct text last_lines; /* of the console; also after a failure */
};

/*
 * 0, -EINTR when signal_fd became readable, or -GUEST_FAILED with cause and remedy. Call
 * guest_answer_free() in any case.
 */
int guest_run(const struct guest_request *request, struct guest_answer *answer,
	      struct error *error);
void guest_answer_free(struct guest_answer *answer);

/* Runs as the first process of a guest, and restarts the machine at the end. */
__attribute__((noreturn)) void guest_main(void);

#endif
