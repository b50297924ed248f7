/* test_plugin: the plugin that counts instructions, loaded by a program that plays QEMU. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/profile/plugin_qemu.h"

#include "procbench/sys/embedded.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* ---- QEMU: what a plugin calls, and what it has asked for ---- */

struct qemu_plugin_insn {
	uint64_t address;
	struct {
		on_exec call;
		void *data;
	} execs[4];
	size_t exec_count;
	on_access on_access;
	void *access_data;
};

struct qemu_plugin_tb {
	struct qemu_plugin_insn *insns;
	size_t count;
};

static struct {
	void (*on_translation)(uint64_t id, struct qemu_plugin_tb *block);
	void (*at_exit)(uint64_t id, void *data);
	void (*after_reset)(uint64_t id);
} asked;

/* What the linker exports to the plugin. */

void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t id,
					   void (*call)(uint64_t id, struct qemu_plugin_tb *block))
{
	(void)id;
	asked.on_translation = call;
}

void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, on_exec call, int flags,
					    void *data)
{
	assert_int_equal(flags, 0);
	assert_true(insn->exec_count < LENGTH(insn->execs));
	insn->execs[insn->exec_count].call = call;
	insn->execs[insn->exec_count++].data = data;
}

void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, on_access call, int flags,
				      int kind, void *data)
{
	assert_int_equal(flags, 0);
	assert_true(kind & 1);
	insn->on_access = call;
	insn->access_data = data;
}

void qemu_plugin_register_atexit_cb(uint64_t id, void (*call)(uint64_t id, void *data), void *data)
{
	(void)id;
	assert_null(data);
	asked.at_exit = call;
}

void qemu_plugin_reset(uint64_t id, void (*call)(uint64_t id))
{
	assert_int_equal(id, 7);
	asked.after_reset = call;
}

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block)
{
	return block->count;
}

struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t number)
{
	return &block->insns[number];
}

uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn)
{
	return insn->address;
}

/* ---- a guest: blocks of instructions of one byte each ---- */

/* Executes `count` instructions from `address`, translated anew; a load reads from `loaded`. */
static void run(uint64_t address, size_t count, uint64_t loaded)
{
	struct qemu_plugin_insn *insns = calloc(count, sizeof(*insns));
	struct qemu_plugin_tb block = {insns, count};

	assert_non_null(insns);
	for (size_t i = 0; i < count; i++)
		insns[i].address = address + i;
	if (asked.on_translation)
		asked.on_translation(7, &block);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < insns[i].exec_count; k++)
			insns[i].execs[k].call(0, insns[i].execs[k].data);
		if (insns[i].on_access)
			insns[i].on_access(0, 0, loaded, insns[i].access_data);
	}
	free(insns);
	if (asked.after_reset) {
		void (*call)(uint64_t id) = asked.after_reset;

		memset(&asked, 0, sizeof(asked));
		call(7);
	}
}

#define BASE   0x400000
#define MARK   0x401000
#define START  0x402000
#define REAPED 0x402008
#define KERNEL 0xffffffff81000000

static void begin_case(uint64_t number)
{
	run(MARK - 2, 5, BASE + number);
}

/* Eight instructions of the subject, the first of which is START, and `work` of the kernel. */
static void run_sample(size_t work)
{
	run(START - 4, 12, 0);
	run(KERNEL, work, 0);
	run(REAPED, 4, 0);
}

/* ---- the plugin ---- */

static char folder[] = "/tmp/test-plugin-XXXXXX";
static char plugin_path[64], out_path[64];
static void *plugin;

/* The path of a fresh copy, whose variables nobody has used; in it `name` stands for `instead`. */
static void write_plugin(const char *name, const char *instead)
{
	static unsigned number;
	struct error error = {0};
	size_t length;
	char *bytes;
	int fd;

	snprintf(plugin_path, sizeof(plugin_path), "%s/%u.so", folder, number++);
	snprintf(out_path, sizeof(out_path), "%s/out", folder);
	fd = open(plugin_path, O_RDWR | O_CREAT | O_EXCL, 0600);
	assert_true(fd >= 0);
	assert_int_equal(embedded_copy(EMBEDDED_PLUGIN, fd, &error), 0);
	length = (size_t)lseek(fd, 0, SEEK_END);
	bytes = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_true(bytes != MAP_FAILED);
	if (name) {
		char *at = memmem(bytes, length, name, strlen(name) + 1);

		assert_non_null(at);
		assert_true(strlen(instead) <= strlen(name));
		strcpy(at, instead);
	}
	munmap(bytes, length);
	close(fd);
}

static void load_plugin(const char *name, const char *instead)
{
	write_plugin(name, instead);
	memset(&asked, 0, sizeof(asked));
	plugin = dlopen(plugin_path, RTLD_NOW | RTLD_LOCAL);
	if (!plugin)
		fail_msg("%s", dlerror());
}

static int install(int argc, const char *const *argv)
{
	int (*call)(uint64_t id, const void *info, int argc, const char *const *argv) =
		(int (*)(uint64_t, const void *, int, const char *const *))dlsym(
			plugin, "qemu_plugin_install");

	assert_non_null(call);
	return call(7, NULL, argc, argv);
}

static void begin(void)
{
	const char *argv[] = {out_path, "case=401000/400000", "start=402000", "reaped=402008"};
	static char out[80]; /* QEMU keeps the arguments */

	load_plugin(NULL, NULL);
	snprintf(out, sizeof(out), "out=%s", out_path);
	argv[0] = out;
	unlink(out_path);
	assert_int_equal(install(LENGTH(argv), argv), 0);
	begin_case(0);
}

/* What it has written; valid until the next call. */
static const char *finish(void)
{
	static char text[8 << 20];
	int fd;
	ssize_t n;

	asked.at_exit(7, NULL);
	fd = open(out_path, O_RDONLY);
	assert_true(fd >= 0);
	n = read(fd, text, sizeof(text) - 1);
	assert_true(n > 0);
	text[n] = '\0';
	close(fd);
	dlclose(plugin);
	return text;
}

static unsigned long count_at(const char *text, uint64_t address)
{
	char line[32];
	const char *at;

	snprintf(line, sizeof(line), "\n%jx ", (uintmax_t)address);
	at = strstr(text, line);
	return at ? strtoul(at + strlen(line), NULL, 10) : 0;
}

/* ---- the tests ---- */

static void from_start_to_reaped_every_instruction_counts(void **state)
{
	(void)state;
	begin();
	run_sample(3); /* of no case */
	begin_case(1);
	run(KERNEL, 9, 0); /* between samples */
	run_sample(3);
	run_sample(3);
	run(KERNEL, 9, 0);
	assert_string_equal(finish(), "procbench-profile 1\n"
				      "case 1 2\n"
				      "402000 2\n"
				      "402001 2\n"
				      "402002 2\n"
				      "402003 2\n"
				      "402004 2\n"
				      "402005 2\n"
				      "402006 2\n"
				      "402007 2\n"
				      "ffffffff81000000 2\n"
				      "ffffffff81000001 2\n"
				      "ffffffff81000002 2\n"
				      "end\n");
}

static void each_case_has_counts_of_its_own(void **state)
{
	const char *text, *second;

	(void)state;
	begin();
	begin_case(4000);
	run_sample(1);
	begin_case(0);
	run_sample(1);
	begin_case(2);
	run_sample(2);
	begin_case(4000);
	run_sample(1);
	text = finish();
	second = strstr(text, "case 2 1\n");
	assert_ptr_equal(strstr(text, "case 4000 2\n"), strchr(text, '\n') + 1);
	assert_non_null(second);
	assert_int_equal(count_at(text, KERNEL), 2);
	assert_int_equal(count_at(second, KERNEL), 1);
	assert_int_equal(count_at(second, KERNEL + 1), 1);
}

/* The table grows in the middle of a sample. */
static void more_instructions_than_the_first_table_holds(void **state)
{
	const char *text;

	(void)state;
	begin();
	begin_case(1);
	run_sample(1);
	run_sample(200000);
	text = finish();
	assert_int_equal(count_at(text, KERNEL), 2);
	assert_int_equal(count_at(text, START), 2);
	assert_int_equal(count_at(text, KERNEL + 65536), 1);
	assert_int_equal(count_at(text, KERNEL + 199999), 1);
	assert_int_equal(count_at(text, KERNEL + 200000), 0);
	assert_string_equal(text + strlen(text) - 5, "\nend\n");
}

/* A child that is executed elsewhere reaches neither mark; a sample that never ends is none. */
static void a_sample_without_an_end_is_none(void **state)
{
	const char *text;

	(void)state;
	begin();
	begin_case(1);
	run(START, 4, 0);
	begin_case(0);
	run(REAPED, 4, 0);
	text = finish();
	assert_non_null(strstr(text, "case 1 0\n"));
}

/* The guest starts at full speed: up to the first mark nothing is asked for but the marks. */
static void nothing_is_counted_before_the_first_mark(void **state)
{
	struct qemu_plugin_insn insn = {.address = KERNEL};
	struct qemu_plugin_tb block = {&insn, 1};
	const char *argv[] = {"out=/dev/null", "case=401000/400000"};

	(void)state;
	load_plugin(NULL, NULL);
	assert_int_equal(install(LENGTH(argv), argv), 0);
	asked.on_translation(7, &block);
	assert_int_equal(insn.exec_count, 0);
	begin_case(0);
	asked.on_translation(7, &block);
	assert_int_equal(insn.exec_count, 1);
	asked.at_exit(7, NULL);
	dlclose(plugin);
}

static void arguments_that_it_does_not_know_are_refused(void **state)
{
	static const char *const rows[][2] = {
		{"out=/dev/null", "start=40200g"}, {"out=/dev/null", "start=1/2"},
		{"out=/dev/null", "case=1/x"},     {"out=/dev/null", "begin=1"},
		{"start=1", "reaped=2"}, /* no file */
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		load_plugin(NULL, NULL);
		assert_int_equal(install(2, rows[i]), -1);
		dlclose(plugin);
	}
}

static void a_file_that_cannot_be_written_ends_nothing(void **state)
{
	const char *argv[] = {"out=/nonexistent/file", "case=401000/400000"};

	(void)state;
	load_plugin(NULL, NULL);
	assert_int_equal(install(LENGTH(argv), argv), 0);
	asked.at_exit(7, NULL);
	dlclose(plugin);
}

/* A function that this program has, under the name of one that a later QEMU has. */
#define PRESENT "qemu_plugin_reset"

static void the_version_follows_from_what_qemu_has(void **state)
{
	static const struct {
		const char *function;
		int version;
	} rows[] = {
		{NULL, 1},
		{"qemu_plugin_scoreboard_new", 2},
		{"qemu_plugin_write_register", 5},
		{"qemu_plugin_set_pc", 6},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const int *version;

		load_plugin(rows[i].function, PRESENT);
		version = dlsym(plugin, "qemu_plugin_version");
		assert_non_null(version);
		assert_int_equal(*version, rows[i].version);
		dlclose(plugin);
	}
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
		cmocka_unit_test(from_start_to_reaped_every_instruction_counts),
		cmocka_unit_test(each_case_has_counts_of_its_own),
		cmocka_unit_test(more_instructions_than_the_first_table_holds),
		cmocka_unit_test(a_sample_without_an_end_is_none),
		cmocka_unit_test(nothing_is_counted_before_the_first_mark),
		cmocka_unit_test(arguments_that_it_does_not_know_are_refused),
		cmocka_unit_test(a_file_that_cannot_be_written_ends_nothing),
		cmocka_unit_test(the_version_follows_from_what_qemu_has),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
