/*
 * embed: a file's bytes in a section of its own, and EMBED_NAME, the section's name; see embedded.c.
 *
 * The section is not for loading. Among the loaded bytes the programs would stand between the text
 * and the data of every subject, and what is far apart takes one more page table to fork.
 */
	.section EMBED_SECTION, "", %progbits
	.incbin EMBED_FILE

	.section .rodata
	.globl EMBED_NAME
	.hidden EMBED_NAME
	.type EMBED_NAME, %object
EMBED_NAME:
	.asciz EMBED_SECTION
	.size EMBED_NAME, . - EMBED_NAME

	.section .note.GNU-stack, "", %progbits
