/*
 * fuzz_many: arbitrary files of a fleet and of a history, separated by a record separator: what can
 * be read is judged and written in every format.
 */
#define _GNU_SOURCE
#include "procbench/fleet/fleet.h"
#include "procbench/history/history.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FILES_MAX 16
#define SEPARATOR 0x1e

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct files {
	int fds[FILES_MAX];
	char paths[FILES_MAX][32];
	size_t count;
};

static void add_file(struct files *files, const uint8_t *data, size_t size)
{
	int fd = memfd_create("result", MFD_CLOEXEC);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	files->fds[files->count] = fd;
	snprintf(files->paths[files->count++], sizeof(files->paths[0]), "/proc/self/fd/%d", fd);
}

static void split(struct files *files, const uint8_t *data, size_t size)
{
	while (size > 0 && files->count < FILES_MAX) {
		const uint8_t *end = memchr(data, SEPARATOR, size);
		size_t length = end ? (size_t)(end - data) : size;

		add_file(files, data, length);
		length += end != NULL;
		data += length;
		size -= length;
	}
}

static void try_fleet(const struct files *files)
{
	static const char *const formats[] = {"table", "csv", "json", "markdown", "html"};
	const struct fleet_settings settings = {.across_machines = true, .error_rate = 0.05};
	struct fleet fleet;
	struct error error = {0};

	if (fleet_init(&fleet, &settings, &error) < 0)
		abort();
	for (size_t i = 0; i < files->count; i++)
		if (fleet_add(&fleet, files->paths[i], &error) < 0)
			abort();
	if (fleet_judge(&fleet, &error) == 0 && fleet.files > 0)
		for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
			struct text out = {0};

			if (fleet_writer_of(formats[i])(&fleet, true, &out) < 0)
				abort();
			text_free(&out);
		}
	fleet_free(&fleet);
}

static void try_history(const struct files *files, enum history_values values)
{
	static const char *const formats[] = {"table", "csv", "json", "markdown", "html"};
	const struct history_settings settings = {.values = values, .across_machines = true};
	struct history history;
	struct error error = {0};

	if (history_init(&history, &settings, &error) < 0)
		abort();
	for (size_t i = 0; i < files->count; i++)
		if (history_add(&history, files->paths[i], &error) < 0)
			abort();
	if (history_judge(&history, &error) == 0 && history.run_count > 0)
		for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
			struct text out = {0};

			if (history_writer_of(formats[i])(&history, true, &out) < 0)
				abort();
			text_free(&out);
		}
	history_free(&history);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct files files = {.count = 0};

	split(&files, data, size);
	try_fleet(&files);
	try_history(&files, HISTORY_FLOOR);
	try_history(&files, HISTORY_TIME);
	for (size_t i = 0; i < files.count; i++)
		close(files.fds[i]);
	return 0;
}
