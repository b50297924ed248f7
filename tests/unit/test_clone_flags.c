/* test_clone_flags: the flags of clone and clone3 by name, and the kernel's rules about them. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/methods/clone3_keys.h"

#include "procbench/methods/clone_flags.h"
#include "procbench/methods/method.h"

#include <errno.h>
#include <linux/sched.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Bits of clone's flag word that are no flags: the exit signal. */
#define EXIT_SIGNAL_BITS 0xffu

#define CLONE_NEWTIME_BIT 0x80u

static uint64_t read_well(const char *names)
{
	struct error error = {0};
	uint64_t flags = UINT64_MAX;

	if (clone_flags_read(names, &flags, &error) != 0)
		fail_msg("'%s': %s", names, error.text);
	return flags;
}

/* ---- the table ---- */

static void every_flag_is_one_bit_of_its_own(void **state)
{
	uint64_t all = 0;

	(void)state;
	assert_true(clone_flag_count > 0);
	for (size_t i = 0; i < clone_flag_count; i++) {
		const struct clone_flag *flag = &clone_flag_table[i];

		assert_int_equal(__builtin_popcountll(flag->bit), 1);
		assert_true((flag->bit & all) == 0);
		/* what clone's word has no place for, or has its exit signal in, is clone3's */
		if (flag->bit > UINT32_MAX || (flag->bit & EXIT_SIGNAL_BITS))
			assert_int_equal(flag->takes, CLONE_TAKES_CLONE3);
		assert_int_equal(clone_flag_is_taken(flag, false),
				 flag->takes != CLONE_TAKES_CLONE3);
		assert_int_equal(clone_flag_is_taken(flag, true), flag->takes != CLONE_TAKES_CLONE);
		assert_null(strpbrk(flag->name, "+,= "));
		assert_true(flag->summary[0] != '\0');
		all |= flag->bit;
	}
}

/* Against the kernel's own header, so that no name means another one's bit. */
static void names_mean_the_kernels_bits(void **state)
{
	static const struct {
		const char *name;
		uint64_t bit;
	} rows[] = {
		{"vm", CLONE_VM},
		{"vfork", CLONE_VFORK},
		{"pidfd", CLONE_PIDFD},
		{"files", CLONE_FILES},
		{"fs", CLONE_FS},
		{"sighand", CLONE_SIGHAND},
		{"io", CLONE_IO},
		{"sysvsem", CLONE_SYSVSEM},
		{"settls", CLONE_SETTLS},
		{"parent_settid", CLONE_PARENT_SETTID},
		{"child_settid", CLONE_CHILD_SETTID},
		{"child_cleartid", CLONE_CHILD_CLEARTID},
		{"untraced", CLONE_UNTRACED},
		{"detached", CLONE_DETACHED},
		{"newuser", CLONE_NEWUSER},
		{"newpid", CLONE_NEWPID},
		{"newns", CLONE_NEWNS},
		{"newnet", CLONE_NEWNET},
		{"newuts", CLONE_NEWUTS},
		{"newipc", CLONE_NEWIPC},
		{"newcgroup", CLONE_NEWCGROUP},
		{"thread", CLONE_THREAD},
		{"parent", CLONE_PARENT},
		{"ptrace", CLONE_PTRACE},
		{"none", 0},
		{"newtime", 0x80},
		{"clear_sighand", UINT64_C(1) << 32},
		{"into_cgroup", UINT64_C(1) << 33},
		{"autoreap", UINT64_C(1) << 34},
		{"nnp", UINT64_C(1) << 35},
		{"pidfd_autokill", UINT64_C(1) << 36},
		{"empty_mntns", UINT64_C(1) << 37},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_true(read_well(rows[i].name) == rows[i].bit);
	assert_int_equal(LENGTH(rows), clone_flag_count + 1); /* all of them, and none */
}

/* So that a header which knows more of them than the table is noticed. */
static void the_table_has_every_flag_of_the_header(void **state)
{
	uint64_t all = 0, known = 0;

	(void)state;
	for (size_t i = 0; i < clone_flag_count; i++)
		all |= clone_flag_table[i].bit;
#ifdef CLONE_INTO_CGROUP
	known |= CLONE_INTO_CGROUP;
#endif
#ifdef CLONE_CLEAR_SIGHAND
	known |= CLONE_CLEAR_SIGHAND;
#endif
#ifdef CLONE_NEWTIME
	known |= CLONE_NEWTIME;
#endif
#ifdef CLONE_AUTOREAP
	known |= CLONE_AUTOREAP;
#endif
#ifdef CLONE_NNP
	known |= CLONE_NNP;
#endif
#ifdef CLONE_PIDFD_AUTOKILL
	known |= CLONE_PIDFD_AUTOKILL;
#endif
#ifdef CLONE_EMPTY_MNTNS
	known |= CLONE_EMPTY_MNTNS;
#endif
	assert_true((known & ~all) == 0);
	/* clone's word is full: every bit above the exit signal has a name */
	assert_true((all & UINT32_MAX) == (UINT32_MAX & ~UINT64_C(0xff)) + CLONE_NEWTIME_BIT);
}

/* ---- reading and writing ---- */

static const char *const canonical[][2] = {
	{"none", "none"},
	{"vm", "vm"},
	{"vfork+vm", "vm+vfork"},
	{"vm+vfork", "vm+vfork"},
	{"vm+vm", "vm"},
	{"fs+files", "files+fs"},
	{"sysvsem+io+clear_sighand+fs+files+pidfd+vfork+vm",
	 "vm+vfork+pidfd+files+fs+clear_sighand+io+sysvsem"},
	{"clear_sighand+sighand", "sighand+clear_sighand"},
};

static void check_written(uint64_t flags, const char *expected)
{
	struct text text = {0};

	clone_flags_add(&text, flags);
	assert_string_equal(text_string(&text), expected);
	text_free(&text);
}

static void names_come_back_in_canonical_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(canonical); i++) {
		check_written(read_well(canonical[i][0]), canonical[i][1]);
		check_written(read_well(canonical[i][1]), canonical[i][1]);
	}
}

static void check_reads_back(uint64_t flags)
{
	struct text text = {0};

	clone_flags_add(&text, flags);
	assert_true(read_well(text_string(&text)) == flags);
	text_free(&text);
}

/* Every pair, and sets of any size drawn by a fixed rule. */
static void sets_read_back(void **state)
{
	uint64_t draw = 88172645463325252u, all = 0;

	(void)state;
	for (size_t i = 0; i < clone_flag_count; i++) {
		all |= clone_flag_table[i].bit;
		for (size_t j = 0; j < clone_flag_count; j++)
			check_reads_back(clone_flag_table[i].bit | clone_flag_table[j].bit);
	}
	check_reads_back(all);
	for (int i = 0; i < 2000; i++) {
		draw ^= draw << 13; /* xorshift64 */
		draw ^= draw >> 7;
		draw ^= draw << 17;
		check_reads_back(draw & all);
	}
}

static void writing_adds_to_what_is_there(void **state)
{
	struct text text = {0};

	(void)state;
	text_add(&text, "flags=");
	clone_flags_add(&text, CLONE_VM | CLONE_VFORK);
	assert_string_equal(text_string(&text), "flags=vm+vfork");
	text_free(&text);
}

static void unknown_names_are_refused(void **state)
{
	static const char *const rows[][2] = {
		{"vn", "unknown flag 'vn' (did you mean 'vm'?)"},
		{"vm+vfrok", "unknown flag 'vfrok' (did you mean 'vfork'?)"},
		{"file+vm", "unknown flag 'file' (did you mean 'files'?)"},
		{"clear-sighand", "unknown flag 'clear-sighand' (did you mean 'clear_sighand'?)"},
		{"VM", "unknown flag 'VM' (see 'procbench list')"},
		{"CLONE_VM", "unknown flag 'CLONE_VM' (see 'procbench list')"},
		{"newn", "unknown flag 'newn' (did you mean 'newns'?)"},
		{"cgroup", "unknown flag 'cgroup' (see 'procbench list')"},
		{"0x100", "unknown flag '0x100' (see 'procbench list')"},
		{"vm+", "unknown flag '' (see 'procbench list')"},
		{"+vm", "unknown flag '' (see 'procbench list')"},
		{"vm++fs", "unknown flag '' (see 'procbench list')"},
		{"", "unknown flag '' (see 'procbench list')"},
		{"none+zzzz+vm", "flag 'none' cannot be combined with others (remove it)"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct error error = {0};
		uint64_t flags;

		assert_int_equal(clone_flags_read(rows[i][0], &flags, &error), -EINVAL);
		assert_int_equal(error.code, EINVAL);
		assert_string_equal(error.text, rows[i][1]);
	}
}

static void a_name_of_any_length_is_refused(void **state)
{
	char name[2000];
	struct error error = {0};
	uint64_t flags;

	(void)state;
	memset(name, 'v', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(clone_flags_read(name, &flags, &error), -EINVAL);
	assert_int_equal(strncmp(error.text, "unknown flag 'vvv", 17), 0);
	assert_true(strlen(error.text) < 150);
}

/* ---- the kernel's rules ---- */

static const char needs_vm[] = "flags=sighand requires vm: signal handlers can only be shared "
			       "together with memory (add vm)";
static const char excludes[] = "flags=sighand cannot be combined with clear_sighand: handlers are "
			       "either shared or reset (remove one)";
static const char too_wide[] =
	"flags=clear_sighand does not fit into the 32 flag bits of clone (use clone3)";
static const char one_place[] = "flags=pidfd cannot be combined with parent_settid: clone stores "
				"both in the same argument (remove one or use clone3)";
static const char no_root[] = "flags=newns cannot be combined with fs: mount namespaces cannot "
			      "share a root directory (remove one)";
static const char no_user_root[] = "flags=newuser cannot be combined with fs: user namespaces "
				   "cannot share a root directory (remove one)";
static const char no_semaphores[] = "flags=newipc cannot be combined with sysvsem: IPC namespaces "
				    "cannot share semaphores (remove one)";
static const char no_thread[] = "flags=thread is not supported: a thread is not a process to wait "
				"for (use method 'thread')";
static const char no_sibling[] = "flags=parent is not supported: the controller would have to reap "
				 "the child, not its creator";
static const char needs_pidfd[] =
	"flags=autoreap requires pidfd: the parent could not wait for the child without it (add "
	"pidfd)";
static const char kill_needs_pidfd[] =
	"flags=pidfd_autokill requires pidfd: closing that descriptor kills the child (add pidfd)";
static const char kill_needs_autoreap[] =
	"flags=pidfd_autokill requires autoreap: the kernel refuses it otherwise (add autoreap)";
static const char wide_autoreap[] =
	"flags=autoreap does not fit into the 32 flag bits of clone (use clone3)";

static const struct rule {
	const char *names;
	const char *for_clone; /* NULL: allowed */
	const char *for_clone3;
} rules[] = {
	{"none", NULL, NULL},
	{"vm", NULL, NULL},
	{"vfork", NULL, NULL},
	{"pidfd+files+fs+io+sysvsem", NULL, NULL},
	{"vm+sighand", NULL, NULL},
	{"vm+vfork+sighand", NULL, NULL},
	{"sighand", needs_vm, needs_vm},
	{"sighand+vfork+files", needs_vm, needs_vm},
	{"clear_sighand", too_wide, NULL},
	{"vm+vfork+clear_sighand", too_wide, NULL},
	{"vm+sighand+clear_sighand", excludes, excludes},
	{"sighand+clear_sighand", needs_vm, needs_vm},
	{"settls+parent_settid+child_settid+child_cleartid+untraced", NULL, NULL},
	{"pidfd+parent_settid", one_place, NULL},
	{"detached", NULL, "flags=detached is refused by clone3 (use clone)"},
	{"pidfd+detached",
	 "flags=pidfd cannot be combined with detached: the kernel reserves this combination "
	 "(remove detached)",
	 "flags=detached is refused by clone3 (use clone)"},
	{"newtime", "flags=newtime overlaps the exit signal of clone (use clone3)", NULL},
	{"newuser+newpid+newns+newnet+newuts+newipc+newcgroup", NULL, NULL},
	{"newns+fs", no_root, no_root},
	{"newuser+fs", no_user_root, no_user_root},
	{"newipc+sysvsem", no_semaphores, no_semaphores},
	{"newpid+fs+sysvsem", NULL, NULL},
	{"thread", no_thread, no_thread},
	{"vm+sighand+thread", no_thread, no_thread},
	{"parent", no_sibling, no_sibling},
	{"autoreap", needs_pidfd, needs_pidfd},
	{"pidfd+autoreap", wide_autoreap, NULL},
	{"pidfd_autokill", kill_needs_pidfd, kill_needs_pidfd},
	{"pidfd+pidfd_autokill", kill_needs_autoreap, kill_needs_autoreap},
	{"pidfd+autoreap+pidfd_autokill+nnp", wide_autoreap, NULL},
	{"empty_mntns+fs",
	 "flags=empty_mntns cannot be combined with fs: mount namespaces cannot share a root "
	 "directory (remove one)",
	 "flags=empty_mntns cannot be combined with fs: mount namespaces cannot share a root "
	 "directory (remove one)"},
};

static void check_rule(uint64_t flags, bool for_clone3, const char *expected)
{
	struct error error = {0};
	int status = clone_flags_check(flags, for_clone3, &error);

	assert_int_equal(status, expected ? -EINVAL : 0);
	assert_int_equal(error.code, expected ? EINVAL : 0);
	assert_string_equal(error.text, expected ? expected : "");
}

static void the_kernels_rules_are_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(rules); i++) {
		uint64_t flags = read_well(rules[i].names);

		check_rule(flags, false, rules[i].for_clone);
		check_rule(flags, true, rules[i].for_clone3);
	}
}

/* ---- in the methods ---- */

static void check_method(const char *name, const char *flags, const char *expected)
{
	struct error error = {0};
	const struct method *method = method_find(name, strlen(name), &error);
	struct keys keys;

	assert_non_null(method);
	assert_int_equal(keys_init(&keys, &error), 0);
	assert_int_equal(keys_set(&keys, KEY_FLAGS, flags, &error), 0);
	if (expected) {
		assert_int_equal(method->check(&keys, &error), 0);
		assert_string_equal(keys.text[KEY_FLAGS], expected);
		assert_true(keys.number[KEY_FLAGS] == read_well(flags));
		assert_true(keys.is_explicit[KEY_FLAGS]);
	} else
		assert_int_equal(method->check(&keys, &error), -EINVAL);
	keys_free(&keys);
}

static void methods_bring_their_flags_into_order(void **state)
{
	(void)state;
	check_method("clone", "vfork+vm", "vm+vfork");
	check_method("clone3", "vfork+vm", "vm+vfork");
	check_method("clone", "none", "none");
	check_method("clone3", "clear_sighand+pidfd", "pidfd+clear_sighand");
	check_method("clone", "clear_sighand", NULL);
	check_method("clone", "sighand", NULL);
	check_method("clone3", "sighand+fs", NULL);
	check_method("clone3", "nothing", NULL);
}

/* ---- the keys that are clone3's alone ---- */

static const struct {
	const char *flags, *into, *set_tid, *expected; /* expected NULL: allowed */
} key_rows[] = {
	{"into_cgroup", NULL, NULL, NULL},
	{"into_cgroup", "/sys/fs/cgroup/x", NULL, NULL},
	{"none", "/x", NULL, "into=/x requires flags=into_cgroup (add that flag or remove into=)"},
	{"none", "new", NULL, NULL},
	{"none", NULL, "auto", NULL},
	{"vm", NULL, "1", NULL},
	{"none", NULL, "2147483647", NULL},
	{"none", NULL, "2147483648",
	 "invalid value '2147483648' for set_tid= (expected none, auto or a process id)"},
	{"none", NULL, "99999999999999999999",
	 "invalid value '99999999999999999999' for set_tid= (expected none, auto or a process id)"},
	{"none", NULL, "0", "invalid value '0' for set_tid= (expected none, auto or a process id)"},
	{"none", NULL, "-1",
	 "invalid value '-1' for set_tid= (expected none, auto or a process id)"},
	{"none", NULL, "1k",
	 "invalid value '1k' for set_tid= (expected none, auto or a process id)"},
	{"newpid", NULL, "1", NULL},
	{"newpid", NULL, "2",
	 "set_tid=2 cannot be combined with flags=newpid: the first process of a pid namespace has "
	 "id 1 (use set_tid=1 or remove one)"},
	{"newpid", NULL, "auto",
	 "set_tid=auto cannot be combined with flags=newpid: the first process of a pid namespace "
	 "has id 1 (use set_tid=1 or remove one)"},
};

static void set_if_explicit(struct keys *keys, enum key key, const char *value)
{
	struct error error = {0};

	if (value)
		assert_int_equal(keys_set(keys, key, value, &error), 0);
}

static void keys_of_clone3_are_held_against_its_flags(void **state)
{
	struct error error = {0};
	const struct method *method = method_find("clone3", 6, &error);

	(void)state;
	for (size_t i = 0; i < LENGTH(key_rows); i++) {
		struct keys keys;

		error = (struct error){0};
		assert_int_equal(keys_init(&keys, &error), 0);
		set_if_explicit(&keys, KEY_FLAGS, key_rows[i].flags);
		set_if_explicit(&keys, KEY_INTO, key_rows[i].into);
		set_if_explicit(&keys, KEY_SET_TID, key_rows[i].set_tid);
		assert_int_equal(method->check(&keys, &error), key_rows[i].expected ? -EINVAL : 0);
		assert_string_equal(error.text, key_rows[i].expected ? key_rows[i].expected : "");
		keys_free(&keys);
	}
	assert_false(method_takes(method_find("clone", 5, &error), KEY_INTO));
	assert_false(method_takes(method_find("clone", 5, &error), KEY_SET_TID));
}

/* A default is not marked as explicit, so that an option can still set it. */
static void checking_says_nothing(void **state)
{
	struct error error = {0};
	const struct method *method = method_find("clone", 5, &error);
	struct keys keys;

	(void)state;
	assert_int_equal(keys_init(&keys, &error), 0);
	assert_int_equal(method->check(&keys, &error), 0);
	assert_false(keys.is_explicit[KEY_FLAGS]);
	assert_true(keys_is_default(&keys, KEY_FLAGS));
	keys_free(&keys);
}

/* What prepare() makes of flags: a stack of its own only for a child beside its parent. */
static void only_a_child_beside_its_parent_gets_a_stack(void **state)
{
	static const struct {
		const char *flags;
		bool stack;
	} rows[] = {
		{"none", false},     {"vfork", false}, {"vm", true},
		{"vm+vfork", false}, {"files", false}, {"vm+sighand+files", true},
	};
	static const char *const methods[] = {"clone", "clone3"};

	(void)state;
	for (size_t i = 0; i < 2 * LENGTH(rows); i++) {
		struct error error = {0};
		const char *name = methods[i % 2];
		const struct method *method = method_find(name, strlen(name), &error);
		struct creation creation = {0};
		void *memory = calloc(1, method_state_bytes(method));
		const struct clone_common *common = memory;
		struct keys keys;

		assert_int_equal(keys_init(&keys, &error), 0);
		assert_int_equal(keys_set(&keys, KEY_FLAGS, rows[i / 2].flags, &error), 0);
		assert_int_equal(method->check(&keys, &error), 0);
		method_attach(method, &creation, memory);
		assert_int_equal(method_prepare(method, &creation, &keys, &error), 0);
		assert_int_equal(common->stack_top != NULL, rows[i / 2].stack);
		assert_int_equal((uintptr_t)common->stack_top % 16, 0);
		assert_int_equal(common->pidfd, -1);
		if (method_takes(method, KEY_SET_TID))
			assert_true(((struct clone3_state *)memory)->args.flags ==
				    read_well(rows[i / 2].flags));
		keys_free(&keys);
		free(memory);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_flag_is_one_bit_of_its_own),
		cmocka_unit_test(names_mean_the_kernels_bits),
		cmocka_unit_test(the_table_has_every_flag_of_the_header),
		cmocka_unit_test(names_come_back_in_canonical_order),
		cmocka_unit_test(sets_read_back),
		cmocka_unit_test(writing_adds_to_what_is_there),
		cmocka_unit_test(unknown_names_are_refused),
		cmocka_unit_test(a_name_of_any_length_is_refused),
		cmocka_unit_test(the_kernels_rules_are_told),
		cmocka_unit_test(methods_bring_their_flags_into_order),
		cmocka_unit_test(keys_of_clone3_are_held_against_its_flags),
		cmocka_unit_test(checking_says_nothing),
		cmocka_unit_test(only_a_child_beside_its_parent_gets_a_stack),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
