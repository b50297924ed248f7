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
#define TIME_NS UINT64_C(24000000000)

/* Those that the operands name, or all; NULL and an error. The caller frees the array. */
static const struct claim **choose(const struct config *config, size_t *count, struct error *error)
{
	const struct claim *const *all = claims_list(count);
	size_t named = config->operand_count - 1;
	const struct claim **chosen = calloc(named ? named : *count, sizeof(*chosen));

	if (!chosen) {
		error_set(error, ENOMEM, "out of memory");
		return NULL;
	}
	*count = named ? named : *count;
	for (size_t i = 0; i < *count; i++) {
		chosen[i] = named ? claims_find(config->operands[i + 1], error) : all[i];
		if (!chosen[i]) {
			free(chosen);
			return NULL;
		}
	}
	return chosen;
}

static int prepare(struct claims_report *report, size_t count, struct error *error)
{
	report->date = collect_date();
	report->answers = calloc(count, sizeof(*report->answers));
	if (!report->date || !report->answers || host_describe(&report->host, NULL) < 0)
		return error_set(error, ENOMEM, "out of memory");
	return 0;
}

static int try_all(const struct config *config, const struct claim *const *claims, size_t count,
		   int signal_fd, struct claims_report *report, struct error *error)
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

	for (size_t i = 0; i < count && status == 0; i++) {
		if (shown)
			progress_show(&bar, (double)i / (double)count, 0, claims[i]->name);
		status = claims_try(claims[i], &bench, &report->answers[report->count], error);
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

static int measure(const struct config *config, const struct claim *const *claims, size_t count,
		   struct claims_report *report, int *ended_by, struct error *error)
{
	int signal_fd = signals_open(error), status;

	if (signal_fd < 0)
		return signal_fd;
	status = prepare(report, count, error);
	if (status == 0)
		status = try_all(config, claims, count, signal_fd, report, error);
	*ended_by = signals_close(signal_fd);
	return status;
}

static int answer(const struct config *config, const struct claims_format *format,
		  const struct claim *const *claims, size_t count)
{
	struct claims_report report = {0};
	struct error error = {0};
	struct text out = {0};
	int ended_by = 0, status = measure(config, claims, count, &report, &ended_by, &error);

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
	struct error error = {0};
	const struct claim **claims;
	size_t count;
	int status;

	if (!format) {
		output_complain("'claims' is written as table, json, markdown or html only");
		return EXIT_USAGE;
	}
	claims = output_check(&error) == 0 ? choose(config, &count, &error) : NULL;
	if (!claims) {
		output_complain(error.text);
		return EXIT_USAGE;
	}
	clock_open(getauxval(AT_SYSINFO_EHDR));
	status = answer(config, format, claims, count);
	free(claims);
	return status;
}
