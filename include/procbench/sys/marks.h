/*
 * marks: addresses in the program file by which an emulator knows when a sample begins and ends,
 * and which case it belongs to.
 *
 * Each mark is a note of the section .note.procbench, which is never loaded; only mark_case()
 * executes an instruction. The notes stay in a stripped program.
 */
#ifndef PROCBENCH_SYS_MARKS_H
#define PROCBENCH_SYS_MARKS_H

#include <stdint.h>

#define MARKS_SECTION ".note.procbench"
#define MARKS_OWNER   "procbench"

/* The type of a note; its description is an address of 8 bytes. */
enum mark {
	MARK_START = 1, /* just before the clock is read for START */
	MARK_REAPED,    /* likewise for REAPED */
	MARK_CASE,      /* the load of mark_case() */
};

/* The assembly of a note that holds the address of the next instruction. */
#define MARK_NOTE                                                  \
	"771:\n\t.pushsection " MARKS_SECTION ", \"\", %%note\n\t" \
	".balign 4\n\t"                                            \
	".4byte 773f - 772f, 8, %c[kind]\n"                        \
	"772:\t.asciz \"" MARKS_OWNER "\"\n"                       \
	"773:\t.balign 4\n\t"                                      \
	".8byte 771b\n\t"                                          \
	".popsection\n"

/* Timed path: adds no instruction. */
#define mark_address(kind_of_mark) \
	__asm__ volatile(MARK_NOTE : : [kind] "i"(kind_of_mark) : "memory")

/* The first page of the program, from which mark_case() reads. */
#define MARK_CASES_MAX 4095

/*
 * The samples that follow belong to case `number` from 1 to MARK_CASES_MAX, or to none (0): one
 * load at that distance from the start of the program, whose address an emulator sees.
 */
static inline void mark_case(uint32_t number)
{
	extern const char __ehdr_start[] __attribute__((visibility("hidden")));
	const char *at = __ehdr_start + number;
	uint32_t byte;

#if defined(__x86_64__)
	__asm__ volatile(MARK_NOTE "\tmovzbl (%[at]), %[byte]"
			 : [byte] "=r"(byte)
			 : [at] "r"(at), [kind] "i"(MARK_CASE)
			 : "memory");
#elif defined(__aarch64__)
	__asm__ volatile(MARK_NOTE "\tldrb %w[byte], [%[at]]"
			 : [byte] "=r"(byte)
			 : [at] "r"(at), [kind] "i"(MARK_CASE)
			 : "memory");
#endif
}

#endif
