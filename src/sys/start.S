/*
 * start: the first instructions of a program without libc.
 *
 * The counter is read before anything else, because for an exec target that moment is the IMAGE
 * stamp; then free_main(initial stack, counter).
 */
	.text
	.globl _start
	.type _start, %function

#if defined(__x86_64__)
_start:
	rdtsc
	shl $32, %rdx
	or %rdx, %rax
	mov %rax, %rsi
	mov %rsp, %rdi
	xor %ebp, %ebp
	and $-16, %rsp
	call free_main
	hlt
#elif defined(__aarch64__)
_start:
	mrs x1, cntvct_el0
	mov x0, sp
	mov x29, #0
	mov x30, #0
	bl free_main
	brk #0
#endif

	.size _start, . - _start
	.section .note.GNU-stack, "", %progbits
