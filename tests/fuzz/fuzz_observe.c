/*
 * fuzz_observe: what a file of an observation may say, and the fate of it: loaded, it is
 * written in every format, read back, and every assertion is judged.
 */
#include "procbench/observe/assertions.h"
#include "procbench/observe/observe_file.h"
#include "procbench/observe/observe_report.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was saved here is read, and saved again byte for byte. */
static void check_round_trip(const struct observation *observation)
{
	struct text first = {0}, second = {0};
	struct observation again;
	struct error error = {0};

	if (observation_save(observation, &first) < 0)
		abort();
	if (observation_load_bytes(&again, "again", text_string(&first), first.length, &error) < 0)
		abort();
	if (observation_save(&again, &second) < 0)
		abort();
	if (strcmp(text_string(&first), text_string(&second)) != 0)
		abort();
	observation_free(&again);
	text_free(&second);
	text_free(&first);
}

static void write_all(const struct observation *observation)
{
	static const char *const formats[] = {"table", "csv", "json", "markdown", "html"};
	static const struct observe_style style = {.color = true, .tree = true};

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		observe_writer *writer = observe_writer_of(formats[i]);
		struct text out = {0};

		if (!writer || writer(observation, &style, &out) < 0)
			abort();
		text_free(&out);
	}
}

static void judge_all(const struct observation *observation)
{
	static const char *const words[] = {"vfork", "no-fork-above=1M", "max-creations=1",
					    "no-close-loop", "cloexec"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct assertion assertion;
		enum assertion_verdict verdict;
		struct text_list lines = {0};
		struct error error = {0};

		if (assertion_read(&assertion, words[i], &error) < 0 ||
		    assertion_judge(&assertion, observation, &verdict, &lines) < 0)
			abort();
		text_list_free(&lines);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct observation observation;
	struct error error = {0};

	if (observation_load_bytes(&observation, "it", (const char *)data, size, &error) == 0) {
		check_round_trip(&observation);
		write_all(&observation);
		judge_all(&observation);
	}
	observation_free(&observation);
	return 0;
}
