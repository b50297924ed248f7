/* reproduce: published results, measured again here. */
#include "output.h"
#include "progress.h"
#include "signals.h"
#include "verbs.h"

#include "procbench/claims/reproduce.h"
#include "procbench/collect/collect.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#define ALL "all"

struct chosen {
	const struct reproduction **items;
	size_t count;
};

static int choose(struct chosen *chosen, const struct config *config, struct error *error)
{
	const struct reproduction *const *all = reproduce_list(&chosen->count);
	char **names = config->operands + 1;
	size_t named = config->operand_count - 1;
	bool every = named == 1 && strcmp(names[0], ALL) == 0;

	chosen->count = every ? chosen->count : named;
	chosen->items = calloc(chosen->count, sizeof(*chosen->items));
	if (!chosen->items)
		return error_set(error, ENOMEM, "out of memory");
	for (size_t i = 0; i < chosen->count; i++) {
		chosen->items[i] = every ? all[i] : reproduce_find(names[i], error);
		if (!chosen->items[i])
			return -error->code;
	}
	return 0;
}

static int run_all(const struct config *config, const struct chosen *chosen, int signal_fd,
		   struct reproduce_report *report, struct error *error)
{
	bool shown = output_wants_progress(config);
	struct progress bar = {0};
	int status = 0;

	for (size_t i = 0; i < chosen->count && status == 0; i++) {
		struct claim_bench bench = {
			.signal_fd = signal_fd,
			.seed = config->run.seed,
			.available_bytes = host_available_bytes(),
		};

		if (shown)
			progress_show(&bar, (double)i / (double)chosen->count, 0,
				      chosen->items[i]->name);
		status = reproduce_run(chosen->items[i], &bench, &report->answers[report->count],
				       error);
		report->count++;
	}
	progress_end(&bar);
	report->partial = status == -EINTR;
	report->count -= report->partial; /* of which nothing is known */
	return report->partial ? 0 : status;
}

static int measure(const struct config *config, const struct chosen *chosen,
		   struct reproduce_report *report, int *ended_by, struct error *error)
{
	int signal_fd = signals_open(error), status = 0;

	if (signal_fd < 0)
		return signal_fd;
	report->date = collect_date();
	report->answers = calloc(chosen->count, sizeof(*report->answers));
	if (!report->date || !report->answers || host_describe(&report->host, NULL) < 0)
		status = error_set(error, ENOMEM, "out of memory");
	if (status == 0)
		status = run_all(config, chosen, signal_fd, report, error);
	*ended_by = signals_close(signal_fd);
	return status;
}

/* Another shape goes before one that could not be told. */
static int judge(const struct reproduce_report *report)
{
	int status = EXIT_MEASURED;

	for (size_t i = 0; i < report->count; i++) {
		if (report->answers[i].verdict == REPRODUCE_OTHER)
			return EXIT_REFUTED;
		if (report->answers[i].verdict == REPRODUCE_UNKNOWN)
			status = EXIT_NOT_MEASURED;
	}
	return status;
}

static int answer(const struct config *config, const struct reproduce_format *format,
		  const struct chosen *chosen)
{
	struct reproduce_report report = {0};
	struct error error = {0};
	struct text out = {0};
	int ended_by = 0, status = measure(config, chosen, &report, &ended_by, &error);

	if (status < 0) {
		output_complain(error.text);
		status = EXIT_USAGE;
	} else {
		out.failed = format->write(&report, &out) < 0;
		status = output_finish(&out,
				       ended_by ? EXIT_SIGNAL_BASE + ended_by : judge(&report));
	}
	reproduce_report_free(&report);
	return status;
}

static int list_all(void)
{
	struct text out = {0};

	reproduce_add_list(&out);
	return output_finish(&out, EXIT_MEASURED);
}

int verb_reproduce(const struct config *config)
{
	const struct reproduce_format *format = reproduce_format_named(config->format);
	struct chosen chosen = {0};
	struct error error = {0};
	int status = output_check(&error);

	if (status == 0 && !format)
		status = error_set(&error, EINVAL, "'reproduce' is written as table or json only");
	if (status == 0 && config->operand_count == 1)
		return list_all();
	if (status == 0)
		status = choose(&chosen, config, &error);
	if (status == 0) {
		clock_open(getauxval(AT_SYSINFO_EHDR));
		status = answer(config, format, &chosen);
	} else {
		output_complain(error.text);
		status = EXIT_USAGE;
	}
	free(chosen.items);
	return status;
}
