/*
 * calls: the system call instruction, and the calls that return twice.
 *
 * Each of those has a second entry, whose child exits at once with status 0, out of its registers:
 * a push or a call would copy the page of the stack that it has in common with its parent.
 */

#if defined(__x86_64__)

#define NR_CLONE      56
#define NR_CLONE3     435
#define NR_EXIT_GROUP 231

	.text

/* long sys_call(long number, long a, long b, long c, long d, long e, long f) */
	.globl sys_call
	.hidden sys_call
	.type sys_call, @function
sys_call:
	mov %rdi, %rax
	mov %rsi, %rdi
	mov %rdx, %rsi
	mov %rcx, %rdx
	mov %r8, %r10
	mov %r9, %r8
	mov 8(%rsp), %r9
	syscall
	ret
	.size sys_call, . - sys_call

/*
 * long sys_clone(flags, stack_top, tid, function, argument)
 *
 * The kernel keeps every register but rax, rcx and r11, in the child too, so function and argument
 * travel in registers: r9 is no argument of clone, and r8 (tls) is read with CLONE_SETTLS only. The
 * child aligns the stack downwards, so the return address of a parent that shares it stays whole.
 */
	.globl sys_clone
	.hidden sys_clone
	.type sys_clone, @function
sys_clone:
	mov %rcx, %r9
	mov %rdx, %r10
	mov $NR_CLONE, %eax
	syscall
	test %rax, %rax
	jz 1f
	ret
1:	xor %ebp, %ebp
	mov %r8, %rdi
	and $-16, %rsp
	call *%r9
	hlt
	.size sys_clone, . - sys_clone

/*
 * long sys_clone_with(const struct sys_clone_call *call)
 *
 * The call itself travels in r9, so the child finds its function there, in memory that it shares or
 * has a copy of.
 */
	.globl sys_clone_with
	.hidden sys_clone_with
	.type sys_clone_with, @function
sys_clone_with:
	mov %rdi, %r9
	mov 0(%r9), %rdi
	mov 8(%r9), %rsi
	mov 16(%r9), %rdx
	mov 24(%r9), %r10
	mov 32(%r9), %r8
	mov $NR_CLONE, %eax
	syscall
	test %rax, %rax
	jz 1f
	ret
1:	xor %ebp, %ebp
	mov 48(%r9), %rdi
	and $-16, %rsp
	call *40(%r9)
	hlt
	.size sys_clone_with, . - sys_clone_with

/* long sys_clone3(args, size, function, argument) */
	.globl sys_clone3
	.hidden sys_clone3
	.type sys_clone3, @function
sys_clone3:
	mov %rcx, %r8
	mov $NR_CLONE3, %eax
	syscall
	test %rax, %rax
	jz 1f
	ret
1:	xor %ebp, %ebp
	mov %r8, %rdi
	and $-16, %rsp
	call *%rdx
	hlt
	.size sys_clone3, . - sys_clone3

/*
 * long sys_clone_exit(flags)
 *
 * These and the exit that they have in common are on one page: the child takes one fault for it.
 */
	.balign 256
	.globl sys_clone_exit
	.hidden sys_clone_exit
	.type sys_clone_exit, @function
sys_clone_exit:
	xor %esi, %esi
	xor %edx, %edx
	xor %r10d, %r10d
	xor %r8d, %r8d
	mov $NR_CLONE, %eax
	syscall
	test %rax, %rax
	jz exit_at_once
	ret
	.size sys_clone_exit, . - sys_clone_exit

/* long sys_clone_with_exit(const struct sys_clone_call *call) */
	.globl sys_clone_with_exit
	.hidden sys_clone_with_exit
	.type sys_clone_with_exit, @function
sys_clone_with_exit:
	mov %rdi, %r9
	mov 0(%r9), %rdi
	mov 8(%r9), %rsi
	mov 16(%r9), %rdx
	mov 24(%r9), %r10
	mov 32(%r9), %r8
	mov $NR_CLONE, %eax
	syscall
	test %rax, %rax
	jz exit_at_once
	ret
	.size sys_clone_with_exit, . - sys_clone_with_exit

/* long sys_clone3_exit(args, size) */
	.globl sys_clone3_exit
	.hidden sys_clone3_exit
	.type sys_clone3_exit, @function
sys_clone3_exit:
	mov $NR_CLONE3, %eax
	syscall
	test %rax, %rax
	jz exit_at_once
	ret
	.size sys_clone3_exit, . - sys_clone3_exit

	.type exit_at_once, @function
exit_at_once:
	xor %edi, %edi
	mov $NR_EXIT_GROUP, %eax
	syscall
	hlt
	.size exit_at_once, . - exit_at_once

#elif defined(__aarch64__)

#define NR_CLONE      220
#define NR_CLONE3     435
#define NR_EXIT_GROUP 94

	.text

	.globl sys_call
	.hidden sys_call
	.type sys_call, %function
sys_call:
	mov x8, x0
	mov x0, x1
	mov x1, x2
	mov x2, x3
	mov x3, x4
	mov x4, x5
	mov x5, x6
	svc #0
	ret
	.size sys_call, . - sys_call

/* The kernel's order here is flags, stack, parent_tid, tls, child_tid; x9 to x11 survive the call. */
	.globl sys_clone
	.hidden sys_clone
	.type sys_clone, %function
sys_clone:
	mov x9, x3
	mov x10, x4
	mov x3, #0
	mov x4, x2
	mov x8, #NR_CLONE
	svc #0
	cbz x0, 1f
	ret
1:	mov x29, #0
	mov x30, #0
	mov x0, x10
	blr x9
	brk #0
	.size sys_clone, . - sys_clone

	.globl sys_clone_with
	.hidden sys_clone_with
	.type sys_clone_with, %function
sys_clone_with:
	mov x9, x0
	ldp x0, x1, [x9]
	ldp x2, x4, [x9, #16]
	ldr x3, [x9, #32]
	mov x8, #NR_CLONE
	svc #0
	cbz x0, 1f
	ret
1:	mov x29, #0
	mov x30, #0
	ldp x10, x0, [x9, #40]
	blr x10
	brk #0
	.size sys_clone_with, . - sys_clone_with

	.globl sys_clone3
	.hidden sys_clone3
	.type sys_clone3, %function
sys_clone3:
	mov x9, x2
	mov x10, x3
	mov x8, #NR_CLONE3
	svc #0
	cbz x0, 1f
	ret
1:	mov x29, #0
	mov x30, #0
	mov x0, x10
	blr x9
	brk #0
	.size sys_clone3, . - sys_clone3

	.balign 256
	.globl sys_clone_exit
	.hidden sys_clone_exit
	.type sys_clone_exit, %function
sys_clone_exit:
	mov x1, #0
	mov x2, #0
	mov x3, #0
	mov x4, #0
	mov x8, #NR_CLONE
	svc #0
	cbz x0, exit_at_once
	ret
	.size sys_clone_exit, . - sys_clone_exit

	.globl sys_clone_with_exit
	.hidden sys_clone_with_exit
	.type sys_clone_with_exit, %function
sys_clone_with_exit:
	mov x9, x0
	ldp x0, x1, [x9]
	ldp x2, x4, [x9, #16]
	ldr x3, [x9, #32]
	mov x8, #NR_CLONE
	svc #0
	cbz x0, exit_at_once
	ret
	.size sys_clone_with_exit, . - sys_clone_with_exit

	.globl sys_clone3_exit
	.hidden sys_clone3_exit
	.type sys_clone3_exit, %function
sys_clone3_exit:
	mov x8, #NR_CLONE3
	svc #0
	cbz x0, exit_at_once
	ret
	.size sys_clone3_exit, . - sys_clone3_exit

	.type exit_at_once, %function
exit_at_once:
	mov x0, #0
	mov x8, #NR_EXIT_GROUP
	svc #0
	brk #0
	.size exit_at_once, . - exit_at_once

#else
#error "procbench knows x86-64 and aarch64"
#endif

	.section .note.GNU-stack, "", %progbits
