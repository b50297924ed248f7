/*
 * test_clock: the clock with and without a vDSO, and the counter converted to it.
 *
 * A process can choose its clock only once, so each choice is made in a child, whose exit status is
 * the finding; the test process itself never opens the vDSO.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/sys/clock.h"
#include "procbench/sys/raw.h"

#include <link.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define NOT_POSSIBLE 77 /* exit status of a child that cannot try */

/* Runs it in a process of its own; returns the wait status. */
static int in_child(int (*body)(const void *), const void *argument)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		_exit(body(argument));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static uint64_t libc_now_ns(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* Between two readings of libc's clock there is always one of ours, and ours never goes back. */
static bool agrees_with_libc(void)
{
	uint64_t last = 0;

	for (int i = 0; i < 2000; i++) {
		uint64_t before = libc_now_ns(), now = clock_now_ns(), after = libc_now_ns();

		if (now < before || now > after || now < last)
			return false;
		last = now;
	}
	return true;
}

/* ---- the real clocks ---- */

static int try_real(const void *open)
{
	if (*(const bool *)open)
		clock_open(getauxval(AT_SYSINFO_EHDR));
	return !agrees_with_libc();
}

static int try_nothing(const void *unused)
{
	(void)unused;
	clock_open(0);
	return !agrees_with_libc();
}

static void all_readers_agree_with_libc(void **state)
{
	static const bool open = true, closed = false;

	(void)state;
	assert_int_equal(in_child(try_real, &closed), 0);
	assert_int_equal(in_child(try_nothing, NULL), 0);
	assert_int_equal(in_child(try_real, &open), 0);
}

/* From here on the system call clock_gettime ends the process with SIGSYS. */
static bool forbid_the_system_call(void)
{
	struct sock_filter steps[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clock_gettime, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {LENGTH(steps), steps};

	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* and leaves no core file */
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static int try_libc_without_the_call(const void *unused)
{
	(void)unused;
	if (getauxval(AT_SYSINFO_EHDR) == 0 || !forbid_the_system_call())
		return NOT_POSSIBLE;
	libc_now_ns();
	return 0;
}

static int try_ours_without_the_call(const void *open)
{
	if (*(const bool *)open)
		clock_open(getauxval(AT_SYSINFO_EHDR));
	if (!forbid_the_system_call())
		return NOT_POSSIBLE;
	return clock_now_ns() == 0;
}

/* Where libc needs no system call, ours needs none either; without the vDSO it makes one. */
static void the_vdso_is_used_where_libc_uses_it(void **state)
{
	static const bool open = true, closed = false;
	int status;

	(void)state;
	if (in_child(try_libc_without_the_call, NULL) != 0)
		skip();
	assert_int_equal(in_child(try_ours_without_the_call, &open), 0);
	status = in_child(try_ours_without_the_call, &closed);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
}

/* ---- images that look like a vDSO ---- */

#define FAKE_NS 1234000000567u

static int fake_clock(clockid_t clock, struct timespec *time)
{
	*time = (struct timespec){1234, clock == CLOCK_MONOTONIC ? 567 : 0};
	return 0;
}

static int failing_clock(clockid_t clock, struct timespec *time)
{
	fake_clock(clock, time);
	return -1;
}

enum tables { SYSV = 1, GNU = 2 };

enum damage { WHOLE, NO_DYNAMIC, NO_SYMBOLS, NO_STRINGS, UNDEFINED, FAILING, EMPTY };

/* One image: where it says it begins, what tables it has, what its last symbol is called. */
static const struct fake {
	const char *what;
	unsigned long address;
	int tables;
	const char *name;
	enum damage damage;
	bool found;
} fakes[] = {
	{"both tables", 0, SYSV | GNU, "__vdso_clock_gettime", WHOLE, true},
	{"DT_HASH alone", 0, SYSV, "__vdso_clock_gettime", WHOLE, true},
	{"DT_GNU_HASH alone", 0, GNU, "__vdso_clock_gettime", WHOLE, true},
	{"prelinked", 0xffffffffff700000u, SYSV, "__vdso_clock_gettime", WHOLE, true},
	{"prelinked, GNU", 0x7000, GNU, "__vdso_clock_gettime", WHOLE, true},
	{"the other name", 0, SYSV, "__kernel_clock_gettime", WHOLE, true},
	{"the other name, GNU", 0, GNU, "__kernel_clock_gettime", WHOLE, true},
	{"a longer name", 0, SYSV, "__vdso_clock_gettime64", WHOLE, false},
	{"a shorter name", 0, SYSV, "__vdso_clock_gettim", WHOLE, false},
	{"libc's name", 0, SYSV, "clock_gettime", WHOLE, false},
	{"no table", 0, 0, "__vdso_clock_gettime", WHOLE, false},
	{"no dynamic section", 0, SYSV, "__vdso_clock_gettime", NO_DYNAMIC, false},
	{"no symbols", 0, SYSV, "__vdso_clock_gettime", NO_SYMBOLS, false},
	{"no strings", 0, SYSV, "__vdso_clock_gettime", NO_STRINGS, false},
	{"an undefined symbol", 0, SYSV, "__vdso_clock_gettime", UNDEFINED, false},
	{"a clock that fails", 0, SYSV, "__vdso_clock_gettime", FAILING, false},
	{"an empty GNU table", 0, GNU, "__vdso_clock_gettime", EMPTY, false},
};

#define SYMBOLS 4

static struct image {
	ElfW(Ehdr) header;
	ElfW(Phdr) programs[2];
	ElfW(Dyn) dynamic[5];
	ElfW(Sym) symbols[SYMBOLS];
	char strings[96];
	uint32_t hash[2];
	uint32_t gnu_hash[4 + sizeof(ElfW(Addr)) / 4 + 2 + SYMBOLS - 1];
} image;

static void add_dynamic(size_t *at, ElfW(Sxword) tag, size_t offset, const struct fake *fake)
{
	image.dynamic[*at].d_tag = tag;
	image.dynamic[*at].d_un.d_ptr = fake->address + offset;
	++*at;
}

static void build_dynamic(const struct fake *fake)
{
	size_t at = 0;

	if (fake->damage != NO_SYMBOLS)
		add_dynamic(&at, DT_SYMTAB, offsetof(struct image, symbols), fake);
	if (fake->damage != NO_STRINGS)
		add_dynamic(&at, DT_STRTAB, offsetof(struct image, strings), fake);
	if (fake->tables & SYSV)
		add_dynamic(&at, DT_HASH, offsetof(struct image, hash), fake);
	if (fake->tables & GNU)
		add_dynamic(&at, DT_GNU_HASH, offsetof(struct image, gnu_hash), fake);
	image.dynamic[at].d_tag = DT_NULL;
}

static void build_programs(const struct fake *fake)
{
	image.header.e_phoff = offsetof(struct image, programs);
	image.header.e_phnum = fake->damage == NO_DYNAMIC ? 1 : 2;
	image.programs[0].p_type = PT_LOAD;
	image.programs[0].p_vaddr = fake->address;
	image.programs[1].p_type = PT_DYNAMIC;
	image.programs[1].p_offset = offsetof(struct image, dynamic);
	image.programs[1].p_vaddr = fake->address + offsetof(struct image, dynamic);
}

static void name_symbol(ElfW(Sym) * symbol, const char *name, uintptr_t function)
{
	static size_t used = 1;

	symbol->st_name = (ElfW(Word))used;
	symbol->st_shndx = 1;
	symbol->st_value = function;
	strcpy(image.strings + used, name);
	used += strlen(name) + 1;
}

/* The symbol that counts is the last one, so that a table cut short misses it. */
static void build_symbols(const struct fake *fake)
{
	uintptr_t bias = (uintptr_t)&image - fake->address;
	uintptr_t fine = (uintptr_t)fake_clock - bias, failing = (uintptr_t)failing_clock - bias;

	name_symbol(&image.symbols[1], "__vdso_time", failing);
	name_symbol(&image.symbols[2], "__vdso_clock_getres", failing);
	name_symbol(&image.symbols[3], fake->name, fake->damage == FAILING ? failing : fine);
	if (fake->damage == UNDEFINED)
		image.symbols[3].st_shndx = SHN_UNDEF;
}

/* Two buckets: the first ends with symbol 1, the second holds 2 and 3. */
static void build_hashes(const struct fake *fake)
{
	uint32_t *buckets = image.gnu_hash + 4 + sizeof(ElfW(Addr)) / 4, *chains = buckets + 2;

	image.hash[0] = 1;
	image.hash[1] = SYMBOLS;
	image.gnu_hash[0] = 2; /* buckets */
	image.gnu_hash[1] = 1; /* the first symbol in them */
	image.gnu_hash[2] = 1; /* words of the filter */
	if (fake->damage == EMPTY)
		return;
	buckets[0] = 1;
	buckets[1] = 2;
	chains[0] = 0x11; /* odd: the last of its bucket */
	chains[1] = 0x20;
	chains[2] = 0x31;
}

static int try_fake(const void *argument)
{
	const struct fake *fake = argument;

	build_programs(fake);
	build_dynamic(fake);
	build_symbols(fake);
	build_hashes(fake);
	clock_open((unsigned long)&image);
	if (fake->found)
		return clock_now_ns() != FAKE_NS;
	return !agrees_with_libc();
}

static void a_vdso_is_read_as_elf_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(fakes); i++) {
		int status = in_child(try_fake, &fakes[i]);

		if (status != 0)
			fail_msg("%s: status 0x%x", fakes[i].what, (unsigned)status);
	}
}

/* ---- the counter ---- */

static void a_pair_is_one_moment_on_both_clocks(void **state)
{
	(void)state;
	for (int i = 0; i < 100; i++) {
		uint64_t counter = counter_read(), ns = clock_now_ns();
		struct clock_pair pair = clock_pair_read();

		assert_true(counter <= pair.counter && pair.counter <= counter_read());
		assert_true(ns <= pair.ns && pair.ns <= clock_now_ns());
	}
}

#define BIG (UINT64_C(1) << 63)

static const struct conversion {
	struct clock_pair earlier, later;
	uint64_t counter;
	double ns;
} conversions[] = {
	/* between the pairs */
	{{1000, 5000}, {3000, 6000}, 1000, 5000},
	{{1000, 5000}, {3000, 6000}, 3000, 6000},
	{{1000, 5000}, {3000, 6000}, 2000, 5500},
	{{1000, 5000}, {3000, 6000}, 2001, 5500.5},
	/* behind them, and before them */
	{{1000, 5000}, {3000, 6000}, 5000, 7000},
	{{1000, 5000}, {3000, 6000}, 999, 4999.5},
	{{1000, 5000}, {3000, 6000}, 0, 4500},
	/* a slow counter */
	{{24, 1000000000}, {48, 1000001000}, 36, 1000000500},
	{{24, 1000000000}, {48, 1000001000}, 23, 1000000000 - 1000 / 24.0},
	/* a counter beyond the signed numbers, and one that starts over */
	{{BIG - 100, 5000}, {BIG + 100, 5100}, BIG, 5050},
	{{BIG - 100, 5000}, {BIG + 100, 5100}, BIG - 200, 4950},
	{{UINT64_MAX - 9, 5000}, {10, 5040}, 0, 5020},
	{{10, 5000}, {30, 5010}, UINT64_MAX - 9, 4990},
	/* a machine that has been up for a month, at 3 GHz: half a nanosecond still counts */
	{{7776000000000000, 2592000000000000},
	 {7776003000000000, 2592001000000000},
	 7776001500000300,
	 2592000500000100},
	{{7776000000000000, 2592000000000000},
	 {7776000000000200, 2592000000000100},
	 7776000000000001,
	 2592000000000000.5},
};

static void the_counter_converts_along_a_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(conversions); i++) {
		const struct conversion *row = &conversions[i];
		double ns = clock_from_counter(row->counter, row->earlier, row->later);

		if (ns - row->ns > 1e-6 || row->ns - ns > 1e-6)
			fail_msg("row %zu: %f instead of %f", i, ns, row->ns);
	}
}

static void the_rate_is_ns_a_tick(void **state)
{
	static const struct {
		struct clock_pair earlier, later;
		uint64_t rate; /* x 2^32 */
	} rows[] = {
		{{0, 0}, {1000, 1000}, UINT64_C(1) << 32},
		{{1000, 5000}, {3000, 6000}, UINT64_C(1) << 31},
		{{500, 9000}, {501, 9003}, UINT64_C(3) << 32},
		{{24, 1000000000}, {48, 1000001000}, (UINT64_C(1000) << 32) / 24},
		/* ten days at 4 GHz: more than 64 bits in between */
		{{0, 0}, {3456000000000000, 864000000000000}, UINT64_C(1) << 30},
		/* a counter that starts over */
		{{UINT64_MAX - 9, 5000}, {10, 5040}, UINT64_C(2) << 32},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_true(clock_rate(rows[i].earlier, rows[i].later) == rows[i].rate);
}

/* What the counter's clock is set to: so many ticks ago it was NS, at that rate. */
static const struct setting {
	uint64_t ago;
	uint64_t rate;
} settings[] = {
	{0, UINT64_C(1) << 32},
	{0, UINT64_C(1) << 31},
	{0, UINT64_C(42) << 32},
	{1, UINT64_C(1431655765)},
	{UINT64_C(1) << 50, UINT64_C(1431655765)}, /* days: more than 64 bits in between */
	{UINT64_C(1) << 50, UINT64_C(42) << 32},
};

#define NS 7000000000u

static uint64_t ns_after(uint64_t ticks, uint64_t rate)
{
	return NS + (uint64_t)((unsigned __int128)ticks * rate >> 32);
}

static int try_counter(const void *argument)
{
	const struct setting *setting = argument;
	uint64_t base = counter_read() - setting->ago;

	clock_use_counter(base, NS, setting->rate);
	for (int i = 0; i < 1000; i++) {
		uint64_t before = counter_read(), now = clock_now_ns(), after = counter_read();

		if (now < ns_after(before - base, setting->rate) ||
		    now > ns_after(after - base, setting->rate))
			return 1;
	}
	return 0;
}

static void the_counter_may_be_the_clock(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(settings); i++)
		assert_int_equal(in_child(try_counter, &settings[i]), 0);
}

static void stay_on_one_cpu(void)
{
	cpu_set_t one;
	int cpu = sched_getcpu();

	CPU_ZERO(&one);
	if (cpu >= 0) {
		CPU_SET((size_t)cpu, &one);
		sched_setaffinity(0, sizeof(one), &one);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_readers_agree_with_libc),
		cmocka_unit_test(the_vdso_is_used_where_libc_uses_it),
		cmocka_unit_test(a_vdso_is_read_as_elf_says),
		cmocka_unit_test(a_pair_is_one_moment_on_both_clocks),
		cmocka_unit_test(the_counter_converts_along_a_line),
		cmocka_unit_test(the_rate_is_ns_a_tick),
		cmocka_unit_test(the_counter_may_be_the_clock),
	};

	stay_on_one_cpu(); /* counters of different CPUs need not agree */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
