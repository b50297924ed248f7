/* guest_arch: the architectures that a guest can have. */
#include "procbench/guest/guest_arch.h"

#include <elf.h>
#include <errno.h>
#include <string.h>
#include <sys/utsname.h>

/*
 * Instructions that draw random numbers are left out, and those that count as one per byte (`rep
 * stosb` is a single instruction in hardware, but as many as bytes in QEMU's clock). ACPI is left
 * out because its tables take most of the time of an emulated boot.
 */
static const struct guest_arch archs[] = {
	{
		.name = "x86_64",
		.emulator = "qemu-system-x86_64",
		.package = "qemu-system-x86",
		.machine = "pc,acpi=off",
		.cpu = "max,-rdrand,-rdseed,-erms,-fsrm",
		.console = "ttyS0",
		.append = "reboot=t tsc=reliable tsc_early_khz=1000000",
		.elf_machine = EM_X86_64,
	},
	{
		.name = "aarch64",
		.emulator = "qemu-system-aarch64",
		.package = "qemu-system-arm",
		.machine = "virt",
		.cpu = "cortex-a72,cntfrq=1000000000",
		.console = "ttyAMA0",
		.append = "",
		.elf_machine = EM_AARCH64,
	},
};

const struct guest_arch *guest_arch_find(const char *name, struct error *error)
{
	struct utsname system;

	if (!name && uname(&system) == 0)
		name = system.machine;
	for (size_t i = 0; name && i < sizeof(archs) / sizeof(archs[0]); i++)
		if (strcmp(archs[i].name, name) == 0)
			return &archs[i];
	error_set(error, EINVAL, "invalid value '%s' for --arch (expected " GUEST_ARCH_NAMES ")",
		  name ? name : "");
	return NULL;
}
