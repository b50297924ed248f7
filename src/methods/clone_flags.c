/* clone_flags: the flags of clone and clone3 by name, and the kernel's rules about them. */
#define _GNU_SOURCE
#include "procbench/methods/clone_flags.h"

#include "procbench/base/suggest.h"

#include <errno.h>
#include <linux/sched.h>
#include <string.h>

#ifndef CLONE_CLEAR_SIGHAND
#define CLONE_CLEAR_SIGHAND 0x100000000ULL
#endif

const struct clone_flag clone_flag_table[] = {
	{"vm", CLONE_VM, false, "share memory"},
	{"vfork", CLONE_VFORK, false, "the parent waits until exec or exit"},
	{"pidfd", CLONE_PIDFD, false, "return a pidfd (closed after the sample)"},
	{"files", CLONE_FILES, false, "share the file descriptor table"},
	{"fs", CLONE_FS, false, "share root, working directory and umask"},
	{"sighand", CLONE_SIGHAND, false, "share signal handlers (needs vm)"},
	{"clear_sighand", CLONE_CLEAR_SIGHAND, true, "reset signal handlers (not with sighand)"},
	{"io", CLONE_IO, false, "share the I/O context"},
	{"sysvsem", CLONE_SYSVSEM, false, "share System V semaphore undo values"},
};

const size_t clone_flag_count = sizeof(clone_flag_table) / sizeof(clone_flag_table[0]);

#define FLAG_COUNT (sizeof(clone_flag_table) / sizeof(clone_flag_table[0]))

static int read_one(const char *name, size_t length, uint64_t *flags, struct error *error)
{
	const char *names[FLAG_COUNT];
	char word[64], phrase[96];

	for (size_t i = 0; i < FLAG_COUNT; i++) {
		names[i] = clone_flag_table[i].name;
		if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0) {
			*flags |= clone_flag_table[i].bit;
			return 0;
		}
	}
	length = length < sizeof(word) ? length : sizeof(word) - 1;
	memcpy(word, name, length);
	word[length] = '\0';
	suggest_phrase(phrase, sizeof(phrase), word, names, FLAG_COUNT);
	return error_set(error, EINVAL, "unknown flag '%s'%s", word,
			 *phrase ? phrase : " (see 'procbench list')");
}

int clone_flags_read(const char *names, uint64_t *flags, struct error *error)
{
	int status = 0;

	*flags = 0;
	if (strcmp(names, "none") == 0)
		return 0;
	while (status == 0) {
		size_t length = strcspn(names, "+");

		status = read_one(names, length, flags, error);
		if (names[length] == '\0')
			break;
		names += length + 1;
	}
	return status;
}

void clone_flags_add(struct text *out, uint64_t flags)
{
	const char *before = "";

	if (flags == 0)
		text_add(out, "none");
	for (size_t i = 0; i < FLAG_COUNT; i++)
		if (flags & clone_flag_table[i].bit) {
			text_printf(out, "%s%s", before, clone_flag_table[i].name);
			before = "+";
		}
}

int clone_flags_check(uint64_t flags, bool for_clone3, struct error *error)
{
	if ((flags & CLONE_SIGHAND) && !(flags & CLONE_VM))
		return error_set(
			error, EINVAL,
			"flags=sighand needs vm: the kernel refuses to share signal handlers "
			"without memory (add vm)");
	if ((flags & CLONE_SIGHAND) && (flags & CLONE_CLEAR_SIGHAND))
		return error_set(
			error, EINVAL,
			"flags=sighand excludes clear_sighand: the kernel cannot share and "
			"reset signal handlers (leave one out)");
	for (size_t i = 0; i < FLAG_COUNT; i++)
		if (!for_clone3 && clone_flag_table[i].only_clone3 &&
		    (flags & clone_flag_table[i].bit))
			return error_set(error, EINVAL,
					 "flags=%s does not fit into the 32 flag bits of clone "
					 "(use clone3)",
					 clone_flag_table[i].name);
	return 0;
}
