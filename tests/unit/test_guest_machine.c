/* What a guest is made of: its files, as an archive that cpio reads, and QEMU's command line. */
#define _GNU_SOURCE
#include "../../src/guest/emulator.h"
#include "../../src/guest/initramfs.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- the archive ---- */

static struct initramfs example(void)
{
	struct initramfs files = {0};
	struct error error;

	initramfs_add_folder(&files, "/dev");
	initramfs_add_device(&files, "/dev/console", 5, 1);
	initramfs_add_bytes(&files, "/command", 0600, "a\0b", 4);
	assert_int_equal(
		initramfs_add_file(&files, "/opt/tools/copy", "/proc/self/cmdline", &error), 0);
	assert_int_equal(initramfs_end(&files, &error), 0);
	return files;
}

/* What a shell command with the archive in $archive prints. */
static void run_on(const struct initramfs *files, const char *command, char *said, size_t size)
{
	char path[] = "/tmp/test-initramfs-XXXXXX";
	int fd = mkstemp(path);
	FILE *pipe;
	size_t n;

	assert_int_equal(write(fd, files->archive.data, files->archive.length),
			 (ssize_t)files->archive.length);
	close(fd);
	setenv("archive", path, 1);
	pipe = popen(command, "r");
	n = fread(said, 1, size - 1, pipe);
	said[n] = '\0';
	assert_int_equal(pclose(pipe), 0);
	unlink(path);
}

static void is_read_back_by_cpio(void **state)
{
	struct initramfs files = example();
	char said[2000];

	(void)state;
	if (system("command -v cpio >/dev/null") != 0)
		skip();
	run_on(&files, "cpio -itv --quiet <\"$archive\" | sed 's/ .* / /'", said, sizeof(said));
	assert_string_equal(said, "drwxr-xr-x dev\ncrw------- dev/console\n-rw------- command\n"
				  "drwxr-xr-x opt\ndrwxr-xr-x opt/tools\n-rwxr-xr-x "
				  "opt/tools/copy\n");
	run_on(&files, "cpio -i --quiet --to-stdout command <\"$archive\" | od -An -c", said,
	       sizeof(said));
	assert_string_equal(said, "   a  \\0   b  \\0\n");
	initramfs_free(&files);
}

static void is_the_same_bytes_for_the_same_files(void **state)
{
	struct initramfs one = example(), two = example();

	(void)state;
	assert_int_equal(one.archive.length, two.archive.length);
	assert_memory_equal(one.archive.data, two.archive.data, one.archive.length);
	assert_int_equal(one.archive.length % 4, 0);
	initramfs_free(&one);
	initramfs_free(&two);
}

static void names_a_file_that_cannot_be_read(void **state)
{
	struct initramfs files = {0};
	struct error error;

	(void)state;
	assert_int_equal(initramfs_add_file(&files, "/x", "/does/not/exist", &error), -ENOENT);
	assert_string_equal(error.text, "cannot read '/does/not/exist': No such file or directory");
	initramfs_free(&files);
}

/* ---- the command line ---- */

static const char *value_after(const struct emulator_command *command, const char *option)
{
	for (size_t i = 0; i + 1 < command->count; i++)
		if (strcmp(command->words[i], option) == 0)
			return command->words[i + 1];
	return NULL;
}

static struct guest_request request_for(const char *arch, bool count)
{
	struct error error;
	const struct guest_request request = {
		.arch = guest_arch_find(arch, &error),
		.kernel = "/boot/k,1",
		.memory_bytes = (uint64_t)256 << 20,
		.count = count,
	};

	assert_non_null(request.arch);
	return request;
}

static void counts_with_a_clock_of_instructions(void **state)
{
	struct guest_request request = request_for("x86_64", true);
	struct emulator_command command;
	struct error error;

	(void)state;
	request.append = "hugepages=8";
	assert_int_equal(
		emulator_command(&command, &request, &(struct emulator_files){7, 8}, NULL, &error),
		0);
	assert_string_equal(command.words[0], "qemu-system-x86_64");
	assert_null(command.words[command.count]);
	assert_string_equal(value_after(&command, "-icount"), "shift=0,sleep=off");
	assert_string_equal(value_after(&command, "-accel"), "tcg,thread=single");
	assert_string_equal(value_after(&command, "-kernel"), "/boot/k,1");
	assert_string_equal(value_after(&command, "-m"), "256M");
	assert_string_equal(value_after(&command, "-initrd"), "/proc/self/fd/7");
	assert_string_equal(value_after(&command, "-cpu"), "max,-rdrand,-rdseed,-erms,-fsrm");
	assert_non_null(strstr(value_after(&command, "-append"), " hugepages=8 rdinit="));
	assert_null(value_after(&command, "-plugin"));
	emulator_command_free(&command);
}

static void times_under_kvm_on_the_hosts_cpu(void **state)
{
	struct guest_request request = request_for("aarch64", false);
	struct emulator_command command;
	struct error error;

	(void)state;
	assert_int_equal(emulator_command(&command, &request, &(struct emulator_files){7, 8},
					  "/p.so,out=/o", &error),
			 0);
	assert_string_equal(command.words[0], "qemu-system-aarch64");
	assert_string_equal(value_after(&command, "-accel"), "kvm");
	assert_string_equal(value_after(&command, "-cpu"), "host");
	assert_string_equal(value_after(&command, "-plugin"), "/p.so,out=/o");
	assert_null(value_after(&command, "-icount"));
	emulator_command_free(&command);
}

static void takes_another_cpu(void **state)
{
	struct guest_request request = request_for("x86_64", true);
	struct emulator_command command;
	struct error error;

	(void)state;
	request.cpu = "Nehalem";
	assert_int_equal(
		emulator_command(&command, &request, &(struct emulator_files){7, 8}, NULL, &error),
		0);
	assert_string_equal(value_after(&command, "-cpu"), "Nehalem");
	emulator_command_free(&command);
}

static void refuses_an_unknown_architecture(void **state)
{
	struct error error;

	(void)state;
	assert_null(guest_arch_find("sparc", &error));
	assert_string_equal(error.text,
			    "invalid value 'sparc' for --arch (expected x86_64|aarch64)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_read_back_by_cpio),
		cmocka_unit_test(is_the_same_bytes_for_the_same_files),
		cmocka_unit_test(names_a_file_that_cannot_be_read),
		cmocka_unit_test(counts_with_a_clock_of_instructions),
		cmocka_unit_test(times_under_kvm_on_the_hosts_cpu),
		cmocka_unit_test(takes_another_cpu),
		cmocka_unit_test(refuses_an_unknown_architecture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
