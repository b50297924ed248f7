/* measurement: what the verbs that measure cases share, from the command line to the report. */
#include "measurement.h"

#include "advice.h"
#include "output.h"
#include "progress.h"
#include "show.h"
#include "signals.h"
#include "verbs.h"

#include "procbench/collect/collect.h"
#include "procbench/sys/cpus.h"

#include <errno.h>

static int make_plan(struct measurement *m, char *const *specs, size_t count, bool floor,
		     struct error *error)
{
	struct plan_request request = {
		.specs = specs,
		.spec_count = count,
		.ablate = m->config->ablate,
		.floor = floor,
	};

	for (int key = 0; key < KEY_COUNT; key++)
		request.options[key] = m->config->key_lists[key];
	return plan_build(&m->plan, &request, error);
}

int measurement_prepare(struct measurement *m, char *const *specs, size_t count, bool floor,
			struct error *error)
{
	int status = make_plan(m, specs, count, floor, error);

	if (status == 0)
		status = output_check(error);
	if (status == 0 && !report_format_named(m->config->format, error))
		status = error_prefix(error, "option '--format'");
	return status == 0 ? exports_open(&m->exports, m->config, error) : status;
}

int measurement_execute(struct measurement *m, const struct run_settings *settings,
			struct error *error)
{
	struct progress bar = {0};
	struct run_progress progress = {progress_show, &bar};
	struct outfile *samples = m->exports.has_samples ? &m->exports.samples : NULL;
	int signal_fd = signals_open(error), status;

	if (signal_fd < 0)
		return signal_fd;
	status = run_execute(&m->run, &m->plan, settings, m->config->timeout_ns, signal_fd, samples,
			     output_wants_progress(m->config) ? &progress : NULL, error);
	progress_end(&bar);
	m->signal_number = signals_close(signal_fd);
	return status;
}

/* A table shows the warnings itself; formats for programs leave them to standard error. */
static void warn(const struct measurement *m)
{
	if (m->config->quiet || m->config->format[0] == 't')
		return;
	for (size_t i = 0; i < m->result.warning_count; i++)
		output_error(m->result.warnings[i]);
}

int measurement_judge(const struct measurement *m)
{
	if (m->signal_number)
		return EXIT_SIGNAL_BASE + m->signal_number;
	for (size_t i = 0; i < m->result.case_count; i++) {
		const struct result_case *item = &m->result.cases[i];

		if (item->skipped || item->failed > 0 || item->launches_lost > 0)
			return EXIT_NOT_MEASURED;
	}
	return EXIT_MEASURED;
}

int measurement_report(struct measurement *m, int status)
{
	warn(m);
	return show_results(m->config, &m->exports, &m->result, 1, status);
}

int measurement_collect(struct measurement *m, const struct run_settings *settings,
			struct error *error)
{
	int status = collect_result(&m->result, &m->plan, &m->run, settings, m->config->timeout_ns,
				    error);

	if (status < 0)
		return status;
	m->result.headline = advice_headline(&m->plan, cpus_choose());
	if (!m->result.headline)
		return error_set(error, ENOMEM, "out of memory");
	return advice_warn(&m->result, &m->plan, &m->run, error);
}

void measurement_free(struct measurement *m)
{
	exports_close(&m->exports);
	result_free(&m->result);
	run_free(&m->run);
	plan_free(&m->plan);
}
