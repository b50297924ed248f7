/* test_profile: from the counts of a guest to functions, phases and differences. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/profile/attribution.h"
#include "../../src/profile/elf_image.h"
#include "../../src/profile/phase_list.h"
#include "../../src/profile/symbols.h"

#include "procbench/profile/difference.h"
#include "procbench/profile/phases.h"
#include "procbench/profile/profile.h"
#include "procbench/sys/embedded.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Sorted by nothing, with aliases, data, a module, padding symbols and the ends of lines of a tty.
 */
static const char kallsyms[] = "ffffffff81000100 T copy_page_range\n"
			       "ffffffff81000000 T _stext\n"
			       "ffffffff81000000 T do_exit\n"
			       "ffffffff81000200 t __pi_memset\n"
			       "ffffffff81000200 W memset\n"
			       "ffffffff810001f0 t __pfx_memset\r\n"
			       "ffffffff81000300 t copy_page_range.cold\r\n"
			       "ffffffff81000400 t kfree.part.0\n"
			       "ffffffff81000500 T __kmalloc_noprof\n"
			       "ffffffff81000600 t memcpy_orig\n"
			       "ffffffff81000700 t _orig\n"
			       "ffffffff82000000 D jiffies\n"
			       "ffffffffc0000000 t init_module\t[ext4]\n"
			       "0000000000000000 A fixed_percpu_data\n";

/* ---- symbols ---- */

static struct symbols kernel_symbols(void)
{
	struct symbols symbols = {0};
	struct error error = {0};

	assert_int_equal(symbols_add_kernel(&symbols, kallsyms, &error), 0);
	symbols_sort(&symbols);
	return symbols;
}

static void assert_function(const struct symbols *symbols, uint64_t address, const char *name)
{
	size_t index = symbols_find(symbols, address);

	if (!name) {
		assert_int_equal(index, symbols->count);
		return;
	}
	assert_true(index < symbols->count);
	assert_int_equal(symbols->items[index].length, strlen(name));
	assert_memory_equal(symbols->items[index].name, name, strlen(name));
}

static void an_address_belongs_to_the_function_before_it(void **state)
{
	static const struct {
		uint64_t address;
		const char *name;
	} rows[] = {
		{0, NULL},
		{0xffffffff80ffffff, NULL},
		{0xffffffff81000000, "do_exit"},
		{0xffffffff810000ff, "do_exit"},
		{0xffffffff81000100, "copy_page_range"},
		{0xffffffff810001ff, "copy_page_range"},
		{0xffffffff81000200, "memset"},
		{0xffffffff81000300, "copy_page_range"}, /* its cold part */
		{0xffffffff81000401, "kfree"},
		{0xffffffff81000500, "__kmalloc"},
		{0xffffffff81000600, "memcpy"},
		{0xffffffff81000700, "_orig"},
		{0xffffffffc0000010, "init_module"},
		{0x401000, NULL},
	};
	struct symbols symbols = kernel_symbols();

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_function(&symbols, rows[i].address, rows[i].name);
	symbols_free(&symbols);
}

static void a_kernel_that_hides_its_addresses_is_refused(void **state)
{
	static const struct {
		const char *text;
		int code;
	} rows[] = {
		{"", ENODATA},
		{"0000000000000000 T do_exit\n0000000000000000 T fork\n", ENODATA},
		{"ffffffff82000000 D jiffies\n", ENODATA},
		{"ffffffff81000000 T do_exit\nffffffff81 garbage\n", EINVAL},
		{"\xff\xfe\n", EINVAL},
		{"ffffffff81000000 T\n", EINVAL},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct symbols symbols = {0};
		struct error error = {0};

		assert_int_equal(symbols_add_kernel(&symbols, rows[i].text, &error), -rows[i].code);
		assert_true(*error.text);
		symbols_free(&symbols);
	}
}

/* ---- programs ---- */

static char folder[] = "/tmp/test-profile-XXXXXX";

static const char *in_folder(const char *name)
{
	static char path[64];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

/* A copy of an embedded program, which the caller unmaps. */
static struct bytes read_embedded(enum embedded program)
{
	struct error error = {0};
	int fd = embedded_open(program, &error);
	struct stat stat;
	void *at;

	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &stat), 0);
	at = mmap(NULL, (size_t)stat.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	assert_true(at != MAP_FAILED);
	close(fd);
	return (struct bytes){at, (size_t)stat.st_size};
}

static void release(struct bytes bytes)
{
	munmap((void *)(uintptr_t)bytes.at, bytes.size);
}

static void a_program_names_its_functions(void **state)
{
	struct bytes floor = read_embedded(EMBEDDED_FLOOR);
	struct symbols symbols = {0};
	struct error error = {0};
	bool stripped, found = false;

	(void)state;
	assert_true(elf_is_program(floor));
	assert_true(elf_is_fixed(floor));
	assert_int_equal(symbols_add_program(&symbols, floor, "[floor]", &stripped, &error), 0);
	assert_false(stripped);
	symbols_sort(&symbols);
	for (size_t i = 0; i < symbols.count; i++)
		found = found || (symbols.items[i].length == strlen("measure_sample") &&
				  memcmp(symbols.items[i].name, "measure_sample",
					 strlen("measure_sample")) == 0);
	assert_true(found);
	assert_function(&symbols, elf_start(floor) + 0x1000000, NULL);
	assert_function(&symbols, elf_start(floor) - 1, NULL);
	symbols_free(&symbols);
	release(floor);
}

static void a_stripped_program_is_one_function(void **state)
{
	struct bytes program = read_embedded(EMBEDDED_STATIC);
	struct symbols symbols = {0};
	struct error error = {0};
	bool stripped;

	(void)state;
	assert_int_equal(symbols_add_program(&symbols, program, "[static]", &stripped, &error), 0);
	assert_true(stripped);
	symbols_sort(&symbols);
	assert_function(&symbols, elf_start(program) + 0x1500, "[static]");
	symbols_free(&symbols);
	release(program);
}

/* Every program is at addresses of its own, and none at the linker's. */
static void programs_do_not_overlap(void **state)
{
	static const enum embedded rows[] = {EMBEDDED_FLOOR, EMBEDDED_TINY, EMBEDDED_STATIC};
	uint64_t starts[LENGTH(rows)];

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct bytes program = read_embedded(rows[i]);

		starts[i] = elf_start(program) >> 28;
		assert_true(starts[i] > 0); /* above the default */
		for (size_t k = 0; k < i; k++)
			assert_true(starts[k] != starts[i]);
		release(program);
	}
}

/* Cut or damaged at any place, it never leads outside: the sanitizers watch. */
static void a_damaged_program_is_survived(void **state)
{
	struct bytes floor = read_embedded(EMBEDDED_FLOOR);
	unsigned char *copy = malloc(floor.size);

	(void)state;
	assert_non_null(copy);
	for (size_t cut = 0; cut <= floor.size; cut += 97) {
		struct symbols symbols = {0};
		struct error error = {0};
		bool stripped;
		struct bytes bytes = {copy, cut};

		memcpy(copy, floor.at, cut);
		for (size_t i = 24 + cut % 40; cut % 2 && i < cut; i += 61)
			copy[i] ^= 0xff;
		if (elf_is_program(bytes))
			assert_int_equal(
				symbols_add_program(&symbols, bytes, "[x]", &stripped, &error), 0);
		elf_section(bytes, ".note.procbench");
		symbols_free(&symbols);
	}
	free(copy);
	release(floor);
}

/* ---- the plugin's arguments ---- */

/* Of this test itself, which is linked with everything, and may run anywhere. */
static void a_program_at_any_address_is_refused(void **state)
{
	struct text option = {0};
	struct error error = {0};

	(void)state;
	assert_int_equal(profile_plugin(folder, "/proc/self/exe", &option, &error), -EINVAL);
	assert_non_null(strstr(error.text, "any address"));
	text_free(&option);
}

static void write_file(const char *path, struct bytes bytes)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes.at, 1, bytes.size, file), bytes.size);
	assert_int_equal(fclose(file), 0);
}

static size_t occurrences(const char *text, const char *word)
{
	size_t count = 0;

	for (; (text = strstr(text, word)); text++)
		count++;
	return count;
}

static void the_option_names_every_mark(void **state)
{
	struct bytes floor = read_embedded(EMBEDDED_FLOOR);
	struct text option = {0};
	struct error error = {0};
	char wanted[160], with_comma[64];
	const char *path;

	(void)state;
	snprintf(with_comma, sizeof(with_comma), "%s/a,b", folder);
	assert_int_equal(mkdir(with_comma, 0700), 0);
	path = in_folder("program");
	write_file(path, floor);
	assert_int_equal(profile_plugin(with_comma, path, &option, &error), 0);
	snprintf(wanted, sizeof(wanted), "%s/a,,b/plugin.so,out=%s/a,,b/profile,", folder, folder);
	assert_memory_equal(text_string(&option), wanted, strlen(wanted));
	assert_int_equal(occurrences(text_string(&option), ",start="), 1);
	assert_int_equal(occurrences(text_string(&option), ",reaped="), 1);
	assert_true(occurrences(text_string(&option), ",case=") >= 2);
	snprintf(wanted, sizeof(wanted), "/%jx", (uintmax_t)elf_start(floor));
	assert_int_equal(occurrences(text_string(&option), wanted),
			 occurrences(text_string(&option), ",case="));
	snprintf(wanted, sizeof(wanted), "%s/plugin.so", with_comma);
	assert_int_equal(access(wanted, R_OK), 0);
	text_free(&option);
	release(floor);
}

static void a_program_without_marks_is_refused(void **state)
{
	struct bytes tiny = read_embedded(EMBEDDED_TINY);
	struct text option = {0};
	struct error error = {0};
	const char *path = in_folder("tiny");

	(void)state;
	write_file(path, tiny);
	assert_int_equal(profile_plugin(folder, path, &option, &error), -EINVAL);
	assert_non_null(strstr(error.text, ".note.procbench"));
	assert_int_equal(profile_plugin(folder, "/dev/null", &option, &error), -ENODATA);
	assert_int_equal(profile_plugin(folder, "/etc/passwd", &option, &error), -EINVAL);
	assert_int_equal(profile_plugin(folder, "/nonexistent", &option, &error), -ENOENT);
	text_free(&option);
	release(tiny);
}

/* ---- attribution ---- */

static struct result_case cases[3];
static struct result result;

static void begin(void)
{
	for (size_t i = 0; i < LENGTH(cases); i++)
		result_clear_profile(&cases[i].profile);
	memset(cases, 0, sizeof(cases));
	result = (struct result){.cases = cases, .case_count = LENGTH(cases)};
}

static int attribute(const char *counts, struct error *error)
{
	struct symbols symbols = kernel_symbols();
	int status;

	begin();
	status = attribution_run(&result, counts, &symbols, error);
	symbols_free(&symbols);
	return status;
}

static void assert_row(const struct result_profile *profile, size_t number, const char *name,
		       const char *phase, double instructions)
{
	const struct result_function *function = &profile->functions[number];

	assert_true(number < profile->function_count);
	assert_string_equal(function->name, name);
	if (phase)
		assert_string_equal(function->phase, phase);
	else
		assert_null(function->phase);
	assert_true(function->instructions == instructions);
}

static void counts_become_functions_of_one_creation(void **state)
{
	struct error error = {0};
	int status = attribute("procbench-profile 1\n"
			       "case 1 4\n"
			       "ffffffff81000200 2\n"
			       "ffffffff81000100 6\n"
			       "ffffffff81000104 6\n"
			       "ffffffff81000304 4\n" /* .cold */
			       "ffffffffc0000004 4\n"
			       "402000 8\n"
			       "7ffff7ffd000 4\n"
			       "ffffffff80000000 1\n"
			       "case 3 1\n"
			       "ffffffff81000200 3\n"
			       "end\n",
			       &error);

	(void)state;
	assert_int_equal(status, 0);
	assert_int_equal(cases[0].profile.samples, 4);
	assert_int_equal(cases[0].profile.function_count, 6);
	assert_row(&cases[0].profile, 0, "copy_page_range", "copying the address space", 4);
	assert_row(&cases[0].profile, 1, "[unknown program]", "user space", 2);
	assert_row(&cases[0].profile, 2, "[vdso or library]", "user space", 1);
	assert_row(&cases[0].profile, 3, "init_module", NULL, 1);
	assert_row(&cases[0].profile, 4, "memset", "clearing and copying memory", 0.5);
	assert_row(&cases[0].profile, 5, "[unknown kernel code]", NULL, 0.25);
	assert_true(profile_sum(&cases[0].profile) == 8.75);
	assert_int_equal(cases[1].profile.samples, 0);
	assert_int_equal(cases[2].profile.function_count, 1);
	assert_row(&cases[2].profile, 0, "memset", "clearing and copying memory", 3);
	begin();
}

static void damaged_counts_are_refused(void **state)
{
	static const struct {
		const char *counts;
		const char *problem;
	} rows[] = {
		{"", "there are none"},
		{"procbench-profile 2\nend\n", "there are none"},
		{"procbench-profile 1\n", "they end early, at line 2"},
		{"procbench-profile 1\ncase 1 1\nffffffff81000200 2\n",
		 "they end early, at line 4"},
		{"procbench-profile 1\ncase 1 1\nffffffff8100", "they end early, at line 3"},
		{"procbench-profile 1\nffffffff81000200 2\nend\n", "line 2: 'ffffffff81000200 2'"},
		{"procbench-profile 1\ncase 0 1\nend\n", "line 2: case 0 of 3"},
		{"procbench-profile 1\ncase 4 1\nend\n", "line 2: case 4 of 3"},
		{"procbench-profile 1\ncase 1 1\ncase 1 1\nend\n", "line 3: case 1 of 3"},
		{"procbench-profile 1\ncase 1\nend\n", "line 2: 'case 1' is damaged"},
		{"procbench-profile 1\ncase 1 1\nffffffff81000200 0\nend\n", "line 3"},
		{"procbench-profile 1\ncase 1 1\nffffffff81000200\nend\n", "line 3"},
		{"procbench-profile 1\ncase 1 1\nffffffff81000200 2 3\nend\n", "line 3"},
		{"procbench-profile 1\ncase 1 0\nffffffff81000200 2\nend\n", "line 3"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct error error = {0};

		assert_int_equal(attribute(rows[i].counts, &error), -EINVAL);
		if (!strstr(error.text, rows[i].problem))
			fail_msg("%zu: %s", i, error.text);
	}
	begin();
}

static void a_case_without_samples_has_no_profile(void **state)
{
	struct error error = {0};

	(void)state;
	assert_int_equal(attribute("procbench-profile 1\ncase 2 0\nend\n", &error), 0);
	assert_int_equal(cases[1].profile.samples, 0);
	assert_null(cases[1].profile.functions);
}

/* ---- the sum ---- */

static int attach(double total, uint64_t failed)
{
	const struct profile_source source = {
		.binary = in_folder("program"),
		.kallsyms = kallsyms,
		.counts = "procbench-profile 1\ncase 1 10\nffffffff81000200 100000\nend\n",
	};
	struct error error = {0};

	begin();
	cases[0].spec = (char *)"fork";
	cases[0].failed = failed;
	cases[0].spans[SPAN_TOTAL].mean_ns = total;
	assert_int_equal(profile_attach(&result, &source, &result.warnings, &error), 0);
	assert_int_equal(profile_check(&result), 0);
	return (int)result.warnings.count;
}

/* The static target has no symbols, and no marks, which only the plugin needs. */
static void a_stripped_program_is_told(void **state)
{
	struct bytes program = read_embedded(EMBEDDED_STATIC);
	const struct profile_source source = {
		.binary = in_folder("static"),
		.kallsyms = kallsyms,
		.counts = "procbench-profile 1\ncase 1 1\n70401500 4\nend\n",
	};
	struct error error = {0};

	(void)state;
	begin();
	write_file(source.binary, program);
	assert_int_equal(profile_attach(&result, &source, &result.warnings, &error), 0);
	assert_int_equal(result.warnings.count, 1);
	assert_non_null(strstr(result.warnings.items[0], "has no symbols"));
	assert_row(&cases[0].profile, 0, "[procbench]", "user space", 4);
	text_list_free(&result.warnings);
	release(program);
	begin();
}

static void a_sum_that_is_not_total_is_told(void **state)
{
	static const struct {
		double total;
		uint64_t failed;
		const char *warning;
	} rows[] = {
		{10000, 0, NULL},
		{10009, 0, NULL},
		{9991, 0, NULL},
		{NAN, 0, NULL},
		{10011, 0, "fork: the profile adds up to 10000 instructions, total says 10011"},
		{9989, 0, "fork: the profile adds up to 10000 instructions, total says 9989"},
		{9000, 1, "fork: the profile includes failed samples"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		int warnings = attach(rows[i].total, rows[i].failed);

		assert_int_equal(warnings, rows[i].warning ? 1 : 0);
		if (warnings)
			assert_non_null(strstr(result.warnings.items[0], rows[i].warning));
		text_list_free(&result.warnings);
	}
	begin();
}

/* ---- phases ---- */

static void a_whole_name_goes_before_a_beginning(void **state)
{
	static const struct {
		const char *function, *phase;
	} rows[] = {
		{"copy_page_range", "copying the address space"},
		{"copy_page", "clearing and copying memory"},
		{"copy_process", "creating the task"},
		{"clear_page_rep", "clearing and copying memory"},
		{"__memset", "clearing and copying memory"},
		{"mas_next_entry", "memory mappings"},
		{"__mt_dup", "copying the address space"},
		{"do_user_addr_fault", "page faults"},
		{"__handle_mm_fault", "page faults"},
		{"do_mem_abort", "page faults"},
		{"kmem_cache_alloc", "memory allocation"},
		{"load_elf_binary", "exec"},
		{"link_path_walk", "files and names"},
		{"do_sigaction", "signals"},
		{"unmap_page_range", "exit and teardown"},
		{"do_exit", "exit and teardown"},
		{"release_task", "reaping"},
		{"do_wait", "reaping"},
		{"try_to_wake_up", "scheduling and wake-up"},
		{"__schedule", "scheduling and wake-up"},
		{"cpu_switch_to", "scheduling and wake-up"},
		{"asm_sysvec_apic_timer_interrupt", "interrupts"},
		{"gic_handle_irq", "interrupts"},
		{"tomoyo_check_acl", "security and accounting"},
		{"chacha_permute", "random numbers"},
		{"mpihelp_mul_1", "background kernel work"},
		{"_raw_spin_lock", "locking and RCU"},
		{"el0t_64_sync", "system call entry"},
		{"entry_SYSCALL_64_after_hwframe", "system call entry"},
		{"frobnicate", NULL},
		{"", NULL},
		{"___", NULL},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const char *phase = phases_of_function(rows[i].function, false);

		if (!phase || !rows[i].phase)
			assert_ptr_equal(phase, rows[i].phase);
		else
			assert_string_equal(phase, rows[i].phase);
		assert_string_equal(phases_of_function(rows[i].function, true), "user space");
	}
}

#define WORDS(name, functions) {name, functions},

/* A word that stands in two phases, or with underscores in front, would never be found in one. */
static void every_word_of_the_list_leads_to_its_phase(void **state)
{
	static const char *const rows[][2] = {PHASE_LIST(WORDS)};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		char *words = strdup(rows[i][1]), *rest = words, *word;

		assert_non_null(words);
		while ((word = strsep(&rest, " ")) != NULL) {
			const char *phase;

			if (!*word)
				continue;
			word[strcspn(word, "*")] = '\0';
			phase = phases_of_function(word, false);
			if (!phase || strcmp(phase, rows[i][0]) != 0)
				fail_msg("'%s' of %s is in %s", word, rows[i][0],
					 phase ? phase : "none");
		}
		free(words);
	}
}

static void a_phase_is_found_by_its_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < phases_count(); i++)
		assert_int_equal(phases_find(phases_name(i)), i);
	assert_int_equal(phases_find(NULL), phases_count());
	assert_int_equal(phases_find("exe"), phases_count());
}

/* ---- the difference ---- */

static struct result_function function(const char *name, const char *phase, double instructions)
{
	return (struct result_function){(char *)(uintptr_t)name, (char *)(uintptr_t)phase,
					instructions};
}

static void the_largest_difference_comes_first(void **state)
{
	struct result_function first[] = {
		function("memset", "clearing and copying memory", 500),
		function("do_exit", "exit and teardown", 200),
		function("same", NULL, 70),
		function("gone", NULL, 50),
		function("memset", "user space", 5),
	};
	struct result_function second[] = {
		function("memset", "clearing and copying memory", 510),
		function("do_exit", "exit and teardown", 100),
		function("new", NULL, 90),
		function("same", NULL, 70),
		function("memset", "user space", 6),
	};
	const struct result_profile a = {10, first, LENGTH(first)},
				    b = {20, second, LENGTH(second)};
	static const struct {
		const char *name;
		double a, b;
	} rows[] = {{"do_exit", 200, 100},
		    {"new", 0, 90},
		    {"gone", 50, 0},
		    {"memset", 500, 510},
		    {"memset", 5, 6}};
	struct difference difference;

	(void)state;
	assert_int_equal(difference_of(&difference, &a, &b), 0);
	assert_int_equal(difference.count, LENGTH(rows));
	for (size_t i = 0; i < LENGTH(rows); i++) {
		assert_string_equal(difference.rows[i].name, rows[i].name);
		assert_true(difference.rows[i].a == rows[i].a);
		assert_true(difference.rows[i].b == rows[i].b);
	}
	assert_string_equal(difference.rows[4].phase, "user space");
	assert_true(difference.a == 825 && difference.b == 776);
	difference_free(&difference);
	assert_int_equal(difference_of(&difference, &a, &a), 0);
	assert_int_equal(difference.count, 0);
	difference_free(&difference);
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	char command[80];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_belongs_to_the_function_before_it),
		cmocka_unit_test(a_kernel_that_hides_its_addresses_is_refused),
		cmocka_unit_test(a_program_names_its_functions),
		cmocka_unit_test(a_stripped_program_is_one_function),
		cmocka_unit_test(programs_do_not_overlap),
		cmocka_unit_test(a_damaged_program_is_survived),
		cmocka_unit_test(a_program_at_any_address_is_refused),
		cmocka_unit_test(the_option_names_every_mark),
		cmocka_unit_test(a_program_without_marks_is_refused),
		cmocka_unit_test(counts_become_functions_of_one_creation),
		cmocka_unit_test(damaged_counts_are_refused),
		cmocka_unit_test(a_case_without_samples_has_no_profile),
		cmocka_unit_test(a_stripped_program_is_told),
		cmocka_unit_test(a_sum_that_is_not_total_is_told),
		cmocka_unit_test(a_whole_name_goes_before_a_beginning),
		cmocka_unit_test(every_word_of_the_list_leads_to_its_phase),
		cmocka_unit_test(a_phase_is_found_by_its_name),
		cmocka_unit_test(the_largest_difference_comes_first),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
