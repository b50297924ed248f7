/*
 * test_floor: a child that only exits costs no copy of a page.
 *
 * It is compared with a hand-written child: the kernel counts the page faults of
 * both, and whatever else the process brings with it, both pay alike.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/methods/method.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

/* A fault may have another cause, so the minimum of several is reported. */
#define TRIES 20

/* clone and exit_group, in registers alone. Returns the child's pid. */
static long create_by_hand(void)
{
#if defined(__x86_64__)
	register long fourth __asm__("r10") = 0;
	register long fifth __asm__("r8") = 0;
	long result;

	__asm__ volatile("syscall\n\t"
			 "test %%rax, %%rax\n\t"
			 "jnz 1f\n\t"
			 "xor %%edi, %%edi\n\t"
			 "mov %[exit], %%eax\n\t"
			 "syscall\n"
			 "1:"
			 : "=a"(result)
			 : "a"((long)SYS_clone), "D"((long)SIGCHLD), "S"(0L), "d"(0L), "r"(fourth),
			   "r"(fifth), [exit] "i"(SYS_exit_group)
			 : "rcx", "r11", "memory");
	return result;
#else
	register long number __asm__("x8") = SYS_clone;
	register long first __asm__("x0") = SIGCHLD;
	register long second __asm__("x1") = 0;
	register long third __asm__("x2") = 0;
	register long fourth __asm__("x3") = 0;
	register long fifth __asm__("x4") = 0;

	__asm__ volatile("svc #0\n\t"
			 "cbnz x0, 1f\n\t"
			 "mov x8, %[exit]\n\t"
			 "svc #0\n"
			 "1:"
			 : "+r"(first), "+r"(number)
			 : "r"(second), "r"(third), "r"(fourth),
			   "r"(fifth), [exit] "i"(SYS_exit_group)
			 : "memory");
	return first;
#endif
}

static long faults_by_hand(void)
{
	long least = LONG_MAX;

	for (int i = 0; i < TRIES; i++) {
		struct reaped reaped = {0};
		long pid = create_by_hand();

		assert_true(pid > 0);
		assert_int_equal(sys_wait4((pid_t)pid, &reaped.status, 0, &reaped.usage), pid);
		assert_int_equal(reaped.status, 0);
		if (reaped.usage.ru_minflt < least)
			least = reaped.usage.ru_minflt;
	}
	return least;
}

static long faults_by(struct creation *creation)
{
	long least = LONG_MAX;

	for (int i = 0; i < TRIES; i++) {
		struct reaped reaped = {0};
		long pid = creation->calls.create(creation);

		assert_true(pid > 0);
		assert_int_equal(creation->calls.reap(creation, pid, &reaped), 0);
		creation->calls.settle(creation, &reaped);
		assert_int_equal(reaped.status, 0);
		if (reaped.usage.ru_minflt < least)
			least = reaped.usage.ru_minflt;
	}
	return least;
}

static void *attach(const char *name, struct creation *creation)
{
	struct error error;
	const struct method *method = method_find(name, strlen(name), &error);
	void *state = calloc(1, method_state_bytes(method));
	struct keys keys;

	if (method->probe && method->probe(&error) < 0)
		skip();
	assert_int_equal(keys_init(&keys, &error), 0);
	method_attach(method, creation, state);
	assert_int_equal(method_prepare(method, creation, &keys, &error), 0);
	keys_free(&keys);
	return state;
}

static void check_faults(const char *name)
{
	struct creation creation = {.child_cpu = -1};
	void *state;

	if (getenv("PROCBENCH_TEST_EMULATED")) /* whose faults are the emulator's */
		skip();
	state = attach(name, &creation);
	assert_true(faults_by(&creation) <= faults_by_hand());
	free(state);
}

static void an_idle_child_of_floor_touches_no_memory(void **state)
{
	(void)state;
	check_faults("floor");
}

static void an_idle_child_of_clone_touches_no_memory(void **state)
{
	(void)state;
	check_faults("clone");
}

static void an_idle_child_of_clone3_touches_no_memory(void **state)
{
	(void)state;
	check_faults("clone3");
}

static int *told;

static void step_tell(const struct creation *creation)
{
	(void)creation;
	++*told;
}

/* Which of the two it is has been decided by the child's work, so a child with work does it. */
static void a_child_with_steps_runs_them(void **state)
{
	static const char *const names[] = {"floor", "clone", "clone3"};

	(void)state;
	told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct creation creation = {.steps = {step_tell}, .child_cpu = -1};
		void *memory = attach(names[i], &creation);

		*told = 0;
		faults_by(&creation);
		assert_int_equal(*told, TRIES);
		free(memory);
	}
	munmap(told, sizeof(*told));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_idle_child_of_floor_touches_no_memory),
		cmocka_unit_test(an_idle_child_of_clone_touches_no_memory),
		cmocka_unit_test(an_idle_child_of_clone3_touches_no_memory),
		cmocka_unit_test(a_child_with_steps_runs_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
