/* history: where the cases of a folder of saved results changed. */
#include "documents.h"
#include "output.h"
#include "verbs.h"

#include "procbench/history/history.h"

#include <errno.h>

static int read_folder(struct history *history, const struct config *config, struct error *error)
{
	const char *directory = config->operand_count > 1 ? config->operands[1] : NULL;
	int status = output_check(error);

	if (status == 0 && !directory)
		return error_set(
			error, EINVAL,
			"no directory given (expected a directory of saved results, such as "
			"'procbench history results')");
	if (status == 0)
		status = history_add(history, directory, error);
	if (status == 0)
		status = history_read_blessed(history, directory, error);
	for (size_t i = 0; i < config->bless.count && status == 0; i++)
		status = history_accept(history, config->bless.items[i], error);
	if (status == 0)
		status = history_judge(history, error);
	for (size_t i = 0; i < config->bless.count && status == 0; i++)
		status = history_bless(history, directory, config->bless.items[i], error);
	return status;
}

/* Every format but CSV has what is missing; outside of the table a script would not see it. */
static void print_problems(const struct config *config, const struct history *history)
{
	struct text line = {0};

	for (size_t i = 0; i < history->problem_count; i++) {
		text_clear(&line);
		history_add_problem(&line, history, &history->problems[i]);
		output_error(text_string(&line));
	}
	output_warnings(config, &history->warnings);
	text_free(&line);
}

static int judge(const struct config *config, const struct history *history)
{
	if (config->gate && history->fresh > 0)
		return EXIT_CHANGE;
	return history->problem_count > 0 ? EXIT_NOT_MEASURED : EXIT_MEASURED;
}

static int render(const void *history, const struct report_format *format, struct text *out,
		  struct error *error)
{
	return history_writer_of(format->name)(history, false, out) < 0 ? error_no_memory(error)
									: 0;
}

static int show(const struct config *config, struct exports *exports, const struct history *history)
{
	history_writer *write = history_writer_of(config->format);
	struct text out = {0};
	int saved, shown;

	print_problems(config, history);
	if (history->run_count == 0) {
		output_error("no result could be read");
		return EXIT_USAGE;
	}
	if (write(history, output_style(config->color).color, &out) < 0)
		out.failed = true; /* which output_finish() reports */
	saved = documents_write(exports, render, history);
	shown = output_finish(&out, judge(config, history));
	return saved ? saved : shown;
}

int verb_history(const struct config *config)
{
	struct history_settings settings = {
		.values = config->values,
		.by = config->by,
		.across_machines = config->across_machines,
		.commits = config->commits,
		.cases = config->operands + 2,
		.case_count = config->operand_count > 2 ? config->operand_count - 2 : 0,
	};
	struct exports exports = {0};
	struct error error = {0};
	struct history history;
	int status = history_init(&history, &settings, &error);

	if (status == 0)
		status = documents_open(&exports, config, &error);
	if (status == 0)
		status = read_folder(&history, config, &error);
	status = status < 0 ? output_fail(&error) : show(config, &exports, &history);
	exports_close(&exports);
	history_free(&history);
	return status;
}
