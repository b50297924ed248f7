/* claims: the textbook's statements about fork, vfork, exec and clone, each tried here. */
#include "output.h"
#include "progress.h"
#include "signals.h"
#include "verbs.h"

#include "procbench/claims/claims.h"
#include "procbench/collect/collect.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/auxv.h>

/* Half a minute in all: what is under way then may take some seconds to end. */
#define TIME_NS UINT64_C(20000000000)

struct chosen {
	const struct claim **items;
	size_t count;
};

static bool is_chosen(const struct chosen *chosen, const struct claim *claim)
{
	for (size_t i = 0; i < chosen->count; i++)
		if (chosen->items[i] == claim)
			return true;
	return false;
}

/* Those that the operands name, each once, or all. */
static int choose(struct chosen *chosen, const struct config *config, struct error *error)
{
	size_t count, named = config->operand_count - 1;
	const struct claim *const *all = claims_list(&count);

	if (named > 0)
		count = named;
	chosen->items = calloc(count, sizeof(*chosen->items));
	if (!chosen->items)
		return error_set(error, ENOMEM, "out of memory");
	for (size_t i = 0; i < count; i++) {
		const struct claim *claim =
			named ? claims_find(config->operands[i + 1], error) : all[i];

		if (!claim)
			return -error->code;
		if (!is_chosen(chosen, claim))
			chosen->items[chosen->count++] = claim;
	}
	return 0;
}

static int prepare(struct claims_report *report, size_t count, struct error *error)
{
	report->date = collect_date();
	report->answers = calloc(count, sizeof(*report->answers));
	if (!report->date || !report->answers || host_describe(&report->host, NULL) < 0)
		return error_set(error, ENOMEM, "out of memory");
	return 0;
}

static int try_all(const struct config *config, const struct chosen *chosen, int signal_fd,
		   struct claims_report *report, struct error *error)
{
	struct claim_bench bench = {
		.signal_fd = signal_fd,
		.seed = config->run.seed,
		.available_bytes = host_available_bytes(),
		.end_ns = clock_now_ns() + TIME_NS,
	};
	bool shown = output_wants_progress(config);
	struct progress bar = {0};
	int status = 0;

	for (size_t i = 0; i < chosen->count && status == 0; i++) {
		if (shown)
			progress_show(&bar, (double)i / (double)chosen->count, 0,
				      chosen->items[i]->name);
		status = claims_try(chosen->items[i], &bench, &report->answers[report->count],
				    error);
		report->count += status == 0;
	}
	progress_end(&bar);
	report->partial = status == -EINTR;
	return report->partial ? 0 : status;
}

/* What is refuted goes before what could not be tried. */
static int judge(const struct claims_report *report)
{
	if (claims_count(report, CLAIM_FAILS, CLAIM_SEMANTIC) > 0)
		return EXIT_REFUTED;
	return claims_count(report, CLAIM_UNKNOWN, -1) > 0 ? EXIT_NOT_MEASURED : EXIT_MEASURED;
}

static int measure(const struct config *config, const struct chosen *chosen,
		   struct claims_report *report, int *ended_by, struct error *error)
{
	int signal_fd = signals_open(error), status;

	if (signal_fd < 0)
		return signal_fd;
	status = prepare(report, chosen->count, error);
	if (status == 0)
		status = try_all(config, chosen, signal_fd, report, error);
	*ended_by = signals_close(signal_fd);
	return status;
}

static int answer(const struct config *config, const struct claims_format *format,
		  const struct chosen *chosen)
{
	struct claims_report report = {0};
	struct error error = {0};
	struct text out = {0};
	int ended_by = 0, status = measure(config, chosen, &report, &ended_by, &error);

	if (status < 0) {
		output_complain(error.text);
		status = EXIT_USAGE;
	} else {
		out.failed = format->write(&report, output_style(config->color).color, &out) < 0;
		status = output_finish(&out,
				       ended_by ? EXIT_SIGNAL_BASE + ended_by : judge(&report));
	}
	claims_report_free(&report);
	return status;
}

int verb_claims(const struct config *config)
{
	const struct claims_format *format = claims_format_named(config->format);
	struct chosen chosen = {0};
	struct error error = {0};
	int status = output_check(&error);

	if (status == 0 && !format)
		status = error_set(&error, EINVAL,
				   "'claims' is written as table, json, markdown or html only");
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
