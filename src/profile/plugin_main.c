/*
 * plugin_main: counts the instructions that an emulator executes in samples, by their addresses.
 *
 * A plugin of QEMU's TCG, loaded by QEMU and linked with nothing: what it declares it finds in the
 * process that loads it. The arguments are the addresses of marks (sys/marks.h), hexadecimal, any
 * number of times: start=ADDRESS, reaped=ADDRESS, case=ADDRESS/BASE, where a case's number is the
 * address that is loaded from less BASE; and out=FILE, the file that is written when the emulator
 * ends:
 *
 *     procbench-profile 1
 *     case NUMBER SAMPLES          (that were begun and ended)
 *     ADDRESS COUNT                (of one instruction of these samples, hexadecimal and decimal)
 *     end
 */
#include "plugin_counts.h"
#include "plugin_qemu.h"

#include <stdbool.h>

/* ---- the version of the interface ---- */

#define EXPORTED __attribute__((visibility("default")))

EXPORTED int qemu_plugin_version = 1;

/* Never called: each exists since one version. */
__attribute__((weak)) void qemu_plugin_scoreboard_new(void); /* 2 */
__attribute__((weak)) void qemu_plugin_write_register(void); /* 5 */
__attribute__((weak)) void qemu_plugin_set_pc(void);         /* 6 */

/*
 * QEMU refuses a plugin that states an older version than its minimum or a newer one than its own,
 * and reads the version after the constructors have run.
 */
__attribute__((constructor)) static void state_version(void)
{
	if (qemu_plugin_set_pc)
		qemu_plugin_version = 6;
	else if (qemu_plugin_write_register)
		qemu_plugin_version = 5;
	else if (qemu_plugin_scoreboard_new)
		qemu_plugin_version = 2;
}

/* ---- marks ---- */

#define MARKS_MAX 32

enum kind { KIND_START, KIND_REAPED, KIND_CASE };

static struct {
	enum kind kind;
	uint64_t address;
	uint64_t base;
} marks[MARKS_MAX];
static size_t mark_count;
static const char *out_path;

/* ---- while the guest runs ---- */

static void count(unsigned vcpu, void *data)
{
	(void)vcpu;
	counts_add((uintptr_t)data);
}

static void start(unsigned vcpu, void *data)
{
	(void)vcpu;
	(void)data;
	counts_begin();
}

static void reaped(unsigned vcpu, void *data)
{
	(void)vcpu;
	(void)data;
	counts_end();
}

static uint64_t plugin_id;
static bool counting;

static void listen(uint64_t id);

/*
 * Up to the first mark, which a subject passes before its warm-up, nothing is counted, so that the
 * guest starts at full speed.
 */
static void change_case(unsigned vcpu, uint32_t info, uint64_t address, void *data)
{
	(void)vcpu;
	(void)info;
	if (!counting)
		qemu_plugin_reset(plugin_id, listen);
	counting = true;
	counts_select(address - marks[(uintptr_t)data].base);
}

static void instrument_mark(struct qemu_plugin_insn *insn, size_t mark)
{
	void *data = (void *)(uintptr_t)mark;

	if (marks[mark].kind == KIND_CASE)
		qemu_plugin_register_vcpu_mem_cb(insn, change_case, NO_REGISTERS, ACCESS_ANY, data);
	else if (marks[mark].kind == KIND_REAPED)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, reaped, NO_REGISTERS, data);
	else
		qemu_plugin_register_vcpu_insn_exec_cb(insn, start, NO_REGISTERS, data);
}

static void instrument_marks(struct qemu_plugin_insn *insn, uint64_t address)
{
	for (size_t i = 0; i < mark_count; i++)
		if (marks[i].address == address)
			instrument_mark(insn, i);
}

static void translate(uint64_t id, struct qemu_plugin_tb *block)
{
	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(block, i);
		uint64_t address = qemu_plugin_insn_vaddr(insn);

		instrument_marks(insn, address);
		if (counting)
			qemu_plugin_register_vcpu_insn_exec_cb(
				insn, count, NO_REGISTERS, (void *)(uintptr_t)counts_insn(address));
	}
}

static void finish(uint64_t id, void *data)
{
	(void)id;
	(void)data;
	counts_write(out_path);
	counts_free();
}

static void listen(uint64_t id)
{
	qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
	qemu_plugin_register_atexit_cb(id, finish, NULL);
}

/* ---- the arguments ---- */

/* The rest of `text` behind `prefix`, or NULL. */
static const char *behind(const char *text, const char *prefix)
{
	while (*prefix && *text == *prefix) {
		text++;
		prefix++;
	}
	return *prefix ? NULL : text;
}

static const char *parse_address(const char *text, uint64_t *address)
{
	*address = 0;
	for (;; text++) {
		if (*text >= '0' && *text <= '9')
			*address = *address * 16 + (uint64_t)(*text - '0');
		else if (*text >= 'a' && *text <= 'f')
			*address = *address * 16 + (uint64_t)(*text - 'a') + 10;
		else
			return text;
	}
}

static bool add_mark(const char *argument, const char *name, enum kind kind)
{
	const char *text = behind(argument, name);

	if (!text || mark_count == MARKS_MAX)
		return false;
	marks[mark_count].kind = kind;
	text = parse_address(text, &marks[mark_count].address);
	if (kind == KIND_CASE && *text == '/')
		text = parse_address(text + 1, &marks[mark_count].base);
	mark_count++;
	return *text == '\0';
}

static bool add_argument(const char *argument)
{
	const char *path = behind(argument, "out=");

	if (path)
		out_path = path;
	return path || add_mark(argument, "start=", KIND_START) ||
	       add_mark(argument, "reaped=", KIND_REAPED) || add_mark(argument, "case=", KIND_CASE);
}

EXPORTED int qemu_plugin_install(uint64_t id, const void *info, int argc, char **argv);

EXPORTED int qemu_plugin_install(uint64_t id, const void *info, int argc, char **argv)
{
	(void)info;
	plugin_id = id;
	for (int i = 0; i < argc; i++)
		if (!add_argument(argv[i]))
			return -1;
	if (!out_path)
		return -1;
	listen(id);
	return 0;
}
