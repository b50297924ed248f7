/*
 * narrow: a program of 32 bits without a C library that creates processes by each call of that ABI;
 * its children execute PROGRAM. The exit status is the number of children that did not end well.
 *
 *     narrow PROGRAM
 */
enum {
	EXIT = 1,
	FORK = 2,
	CLOSE = 6,
	WAITPID = 7,
	EXECVE = 11,
	CLONE = 120,
	VFORK = 190,
	CLONE3 = 435
};

#define CHANGED             (-9999)
#define SIGCHLD             17
#define CLONE_VM            0x100
#define CLONE_SIGHAND       0x800
#define CLONE_VFORK         0x4000
#define CLONE_UNTRACED      0x800000
#define CLONE_CLEAR_SIGHAND 0x100000000ull

/*
 * Inlined, because a child of vfork must not return from a function of its parent. An observer may
 * change the first argument for the call, but not for the caller.
 */
__attribute__((always_inline)) static inline long call(long number, long first, long second,
						       long third)
{
	long result, before = first;

	__asm__ volatile("int $0x80"
			 : "=a"(result), "+b"(first)
			 : "a"(number), "c"(second), "d"(third), "S"(0), "D"(0)
			 : "memory");
	return first == before ? result : CHANGED;
}

/* Makes `closes` calls before it executes; a missing program is tried first. */
__attribute__((noreturn, noinline)) static void be_child(const char *program, int closes)
{
	const char *const argv[] = {program, 0};

	for (int i = 0; i < closes; i++)
		call(CLOSE, 1000 + i, 0, 0);
	call(EXECVE, (long)"/missing/program", (long)argv, 0);
	call(EXECVE, (long)program, (long)argv, 0);
	for (;;)
		call(EXIT, 9, 0, 0);
}

static int reap(long child)
{
	int status = 0;

	return call(WAITPID, child, (long)&status, 0) != child || status != 0;
}

__attribute__((noreturn, used)) static void run(const long *stack)
{
	/* the child's end tells the parent; all else is 0 */
	unsigned long long args[8] = {CLONE_CLEAR_SIGHAND, 0, 0, 0, SIGCHLD};
	const char *program = (const char *)stack[2];
	int faults = 0;
	long child;

	if (stack[0] != 2)
		call(EXIT, 0, 0, 0);
	if ((child = call(FORK, 0, 0, 0)) == 0)
		be_child(program, 1);
	faults += reap(child);
	if ((child = call(VFORK, 0, 0, 0)) == 0)
		be_child(program, 2);
	faults += reap(child);
	if ((child = call(CLONE, CLONE_VM | CLONE_VFORK | SIGCHLD, 0, 0)) == 0)
		be_child(program, 3);
	faults += reap(child);
	if ((child = call(CLONE, SIGCHLD, 0, 0)) == 0)
		be_child(program, 4);
	faults += reap(child);
	if ((child = call(CLONE3, (long)args, sizeof(args), 0)) == 0)
		be_child(program, 5);
	faults += reap(child);
	if ((child = call(CLONE, CLONE_UNTRACED | SIGCHLD, 0, 0)) == 0)
		be_child(program, 6);
	faults += reap(child);
	faults += call(CLONE, CLONE_SIGHAND | SIGCHLD, 0, 0) != -22; /* needs CLONE_VM */
	for (;;)
		call(EXIT, faults, 0, 0);
}

__asm__(".globl _start\n"
	"_start:\n"
	"	mov %esp, %eax\n"
	"	push %eax\n"
	"	call run\n");
