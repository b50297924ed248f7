/* emulator: the command line of QEMU. */
#include "emulator.h"

#include <stdlib.h>
#include <string.h>

__attribute__((format(printf, 2, 3))) static void add(struct emulator_command *command,
						      const char *format, ...)
{
	struct text word = {0};
	va_list args;

	va_start(args, format);
	text_vprintf(&word, format, args);
	va_end(args);
	command->failed = command->failed || word.failed || command->count == EMULATOR_WORDS_MAX;
	if (!command->failed)
		command->words[command->count++] = text_take(&word);
	text_free(&word);
}

static void add_pair(struct emulator_command *command, const char *option, const char *value)
{
	add(command, "%s", option);
	add(command, "%s", value);
}

/*
 * With a shift of 0 one instruction is one nanosecond of every clock of the guest, and without
 * sleeping the clock jumps over idle times. Whatever else QEMU draws at random follows its seed.
 */
static void add_accelerator(struct emulator_command *command, bool count)
{
	add_pair(command, "-accel", count ? "tcg,thread=single" : "kvm");
	if (!count)
		return;
	add_pair(command, "-icount", "shift=0,sleep=off");
	add_pair(command, "-rtc", "base=2026-01-01,clock=vm");
	add_pair(command, "-seed", "1");
}

/*
 * No address is random, no mitigation depends on the processor that is emulated, and the kernel
 * writes nothing but panics, after which it restarts, which ends QEMU.
 */
static void add_kernel_words(struct emulator_command *command, const struct guest_request *request)
{
	add(command, "-append");
	add(command,
	    "console=%s quiet loglevel=1 panic=-1 nokaslr norandmaps mitigations=off "
	    "randomize_kstack_offset=off random.trust_cpu=off %s%s%s rdinit=/procbench -- %s",
	    request->arch->console, request->arch->append, request->append ? " " : "",
	    request->append ? request->append : "", GUEST_VERB);
}

static void add_machine(struct emulator_command *command, const struct guest_request *request)
{
	const char *cpu = request->cpu ? request->cpu : request->arch->cpu;

	add_pair(command, "-machine", request->arch->machine);
	add_pair(command, "-cpu", request->count || request->cpu ? cpu : "host");
	add(command, "-m");
	add(command, "%zuM", (size_t)(request->memory_bytes >> 20));
	add_pair(command, "-smp", "1");
	add(command, "-nodefaults");
	add(command, "-no-user-config");
	add(command, "-no-reboot");
	add_pair(command, "-display", "none");
	add_pair(command, "-monitor", "none");
	add_pair(command, "-nic", "none");
}

int emulator_command(struct emulator_command *command, const struct guest_request *request,
		     const struct emulator_files *files, const char *plugin, struct error *error)
{
	*command = (struct emulator_command){0};
	add(command, "%s", request->arch->emulator);
	add_accelerator(command, request->count);
	add_machine(command, request);
	add_pair(command, "-kernel", request->kernel);
	add(command, "-initrd");
	add(command, "/proc/self/fd/%d", files->initramfs);
	add_kernel_words(command, request);
	add(command, "-chardev");
	add(command, "file,id=console,path=/proc/self/fd/%d", files->console);
	add_pair(command, "-serial", "chardev:console");
	if (plugin)
		add_pair(command, "-plugin", plugin);
	return command->failed ? error_no_memory(error) : 0;
}

void emulator_command_free(struct emulator_command *command)
{
	for (size_t i = 0; i < command->count; i++)
		free(command->words[i]);
	*command = (struct emulator_command){0};
}
