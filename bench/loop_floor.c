/*
 * loop_floor: a hand-written freestanding loop of clone + exit + wait4, to hold the floor against:
 * `loop_floor COUNT` prints the mean time of a creation in ns. It has no line in common with
 * procbench, or what both do wrong would not show.
 */
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>

#define WARMUP 10

__attribute__((used, noreturn)) void loop_main(const long *stack);

#if defined(__x86_64__)
__asm__(".globl _start\n"
	"_start:\n"
	"	xor %ebp, %ebp\n"
	"	mov %rsp, %rdi\n"
	"	and $-16, %rsp\n"
	"	call loop_main\n");

static inline __attribute__((always_inline)) long call(long number, long a, long b, long c, long d)
{
	register long fourth __asm__("r10") = d;
	register long fifth __asm__("r8") = 0;
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth), "r"(fifth)
			 : "rcx", "r11", "memory");
	return result;
}
#elif defined(__aarch64__)
__asm__(".globl _start\n"
	"_start:\n"
	"	mov x29, #0\n"
	"	mov x0, sp\n"
	"	bl loop_main\n");

static inline __attribute__((always_inline)) long call(long number, long a, long b, long c, long d)
{
	register long which __asm__("x8") = number;
	register long first __asm__("x0") = a;
	register long second __asm__("x1") = b;
	register long third __asm__("x2") = c;
	register long fourth __asm__("x3") = d;
	register long fifth __asm__("x4") = 0;

	__asm__ volatile("svc #0"
			 : "+r"(first)
			 : "r"(which), "r"(second), "r"(third), "r"(fourth), "r"(fifth)
			 : "memory");
	return first;
}
#endif

static long now_ns(void)
{
	struct timespec now;

	call(SYS_clock_gettime, CLOCK_MONOTONIC, (long)&now, 0, 0);
	return now.tv_sec * 1000000000L + now.tv_nsec;
}

static inline __attribute__((always_inline)) void create_and_wait(void)
{
	long pid = call(SYS_clone, SIGCHLD, 0, 0, 0);

	if (pid == 0)
		call(SYS_exit_group, 0, 0, 0, 0);
	call(SYS_wait4, pid, 0, 0, 0);
}

static long number_of(const char *digits)
{
	long number = 0;

	for (; *digits; digits++)
		number = 10 * number + (*digits - '0');
	return number;
}

static void print(long number)
{
	char digits[24];
	int at = sizeof(digits);

	digits[--at] = '\n';
	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	call(SYS_write, 1, (long)(digits + at), (long)sizeof(digits) - at, 0);
}

void loop_main(const long *stack)
{
	long count = stack[0] > 1 ? number_of((const char *)stack[2]) : 1000, start;

	for (int i = 0; i < WARMUP; i++)
		create_and_wait();
	start = now_ns();
	for (long i = 0; i < count; i++)
		create_and_wait();
	print((now_ns() - start) / count);
	for (;;)
		call(SYS_exit_group, 0, 0, 0, 0);
}
