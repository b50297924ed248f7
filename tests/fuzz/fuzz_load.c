/*
 * fuzz_load: what a file of results may say, and the fate of it: loaded, it is written in every
 * format, read back, and held against itself.
 */
#include "procbench/report/report.h"
#include "procbench/result/compare.h"
#include "procbench/result/load.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void load(struct result *result, const char *bytes, size_t length)
{
	struct error error = {0};

	if (result_load_bytes(result, "again", bytes, length, &error) < 0)
		abort(); /* what was read once, or written by us, can be read */
}

/* JSON that is ours comes back byte for byte. */
static void check_round_trip(const struct result *result)
{
	static const struct report_style plain = {0};
	struct error error = {0};
	const struct report_format *json = report_format_named("json", &error);
	struct text first = {0}, second = {0};
	struct result again;

	if (json->write(result, &plain, &first, &error) < 0)
		abort();
	load(&again, text_string(&first), first.length);
	if (json->write(&again, &plain, &second, &error) < 0)
		abort();
	if (strcmp(text_string(&first), text_string(&second)) != 0)
		abort();
	result_free(&again);
	text_free(&first);
	text_free(&second);
}

static void write_all(const struct result *result)
{
	static const struct report_style narrow = {.color = true, .width = 40};
	size_t count;
	const struct report_format *formats = report_formats(&count);

	for (size_t i = 0; i < count; i++) {
		struct error error = {0};
		struct text out = {0};

		formats[i].write(result, &narrow, &out, &error);
		text_free(&out);
	}
}

static void compare_with_itself(struct result *result, const char *bytes, size_t length)
{
	static char *names[] = {"it"};
	const struct compare_settings settings = {COMPARE_TOTAL, 0, true};
	struct compare_side old = {result, names, 1}, new = {NULL, names, 1};
	struct compare_counts counts = {0};
	struct error error = {0};
	struct result other;

	load(&other, bytes, length);
	new.runs = &other;
	if (compare_results(&old, &new, &settings, &counts, &error) == 0) {
		if (counts.regressions > 0)
			abort(); /* nothing is slower than itself */
		write_all(&other);
	}
	text_list_free(&counts.failures);
	result_free(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct result result;
	struct error error = {0};

	if (result_load_bytes(&result, "it", (const char *)data, size, &error) == 0) {
		check_round_trip(&result);
		write_all(&result);
		compare_with_itself(&result, (const char *)data, size);
	}
	result_free(&result);
	return 0;
}
