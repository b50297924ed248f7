/* embed: a file's bytes as EMBED_NAME up to EMBED_NAME_end; see include/procbench/sys/embedded.h. */
#define JOIN_(a, b) a##b
#define JOIN(a, b)  JOIN_(a, b)

	.section .rodata
	.balign 64
	.globl EMBED_NAME
	.hidden EMBED_NAME
EMBED_NAME:
	.incbin EMBED_FILE
	.globl JOIN(EMBED_NAME, _end)
	.hidden JOIN(EMBED_NAME, _end)
JOIN(EMBED_NAME, _end):

	.section .note.GNU-stack, "", %progbits
