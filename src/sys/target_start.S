/*
 * target_start: the first instructions of the targets with libc, in front of libc's own _start.
 *
 * The counter is read before anything else, for that moment is the IMAGE stamp; then
 * target_entered(initial stack, counter). _start finds its registers as they were: the stack, and
 * the function to call at exit that a dynamic loader hands over in rdx (x0).
 */
	.text
	.globl target_start
	.hidden target_start
	.type target_start, %function

#if defined(__x86_64__)
target_start:
	mov %rdx, %rbx
	rdtsc
	shl $32, %rdx
	or %rdx, %rax
	mov %rax, %rsi
	mov %rsp, %rdi
	xor %ebp, %ebp
	call target_entered
	mov %rbx, %rdx
	jmp _start
#elif defined(__aarch64__)
target_start:
	mrs x1, cntvct_el0
	mov x19, x0
	mov x0, sp
	mov x29, #0
	mov x30, #0
	bl target_entered
	mov x0, x19
	b _start
#endif

	.size target_start, . - target_start
	.section .note.GNU-stack, "", %progbits
