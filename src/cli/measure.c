/* measure: the main job: plan, measure, save, report. */
#include "advice.h"
#include "exports.h"
#include "output.h"
#include "progress.h"
#include "signals.h"
#include "verbs.h"

#include "procbench/collect/collect.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/cpus.h"

#include <errno.h>
#include <sys/auxv.h>

/* All that one measurement holds, from the command line to the result. */
struct measurement {
	const struct config *config;
	struct plan plan;
	struct exports exports;
	struct run run;
	struct result result;
	int signal_number; /* that ended it, 0: none did */
};

static int make_plan(struct measurement *m, struct error *error)
{
	struct plan_request request = {
		.specs = m->config->operands,
		.spec_count = m->config->operand_count,
		.ablate = m->config->ablate,
		.floor = m->config->floor,
	};

	if (request.spec_count == 0)
		return error_set(
			error, EINVAL,
			"no case: say what to measure, such as 'procbench fork vfork' (see "
			"'procbench --help')");
	for (int key = 0; key < KEY_COUNT; key++)
		request.options[key] = m->config->key_lists[key];
	return plan_build(&m->plan, &request, error);
}

/* What can be known to be wrong before the first subject starts. */
static int prepare(struct measurement *m, struct error *error)
{
	int status = make_plan(m, error);

	if (status == 0)
		status = output_check(error);
	if (status == 0 && !report_format_named(m->config->format, error))
		status = error_prefix(error, "option '--format'");
	return status == 0 ? exports_open(&m->exports, m->config, error) : status;
}

static int execute(struct measurement *m, struct error *error)
{
	struct progress bar = {0};
	struct run_progress progress = {progress_show, &bar};
	struct outfile *samples = m->exports.has_samples ? &m->exports.samples : NULL;
	int signal_fd = signals_open(error), status;

	if (signal_fd < 0)
		return signal_fd;
	status = run_execute(&m->run, &m->plan, &m->config->run, m->config->timeout_ns, signal_fd,
			     samples, output_wants_progress(m->config) ? &progress : NULL, error);
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
		output_complain(m->result.warnings[i]);
}

static int judge(const struct measurement *m)
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

/* The files first: they are there even when nobody reads standard output any more. */
static int report(struct measurement *m, struct error *error)
{
	const struct report_format *format = report_format_named(m->config->format, error);
	struct report_style style = output_style(m->config->color);
	struct text out = {0};
	int saved = exports_write(&m->exports, &m->result, 1, error), status;

	if (saved < 0)
		output_complain(error->text);
	if (report_write(format, &m->result, 1, &style, &out, error) < 0) {
		text_free(&out);
		output_complain(error->text);
		return EXIT_USAGE;
	}
	warn(m);
	status = output_finish(&out, judge(m));
	return saved < 0 ? EXIT_USAGE : status;
}

/* The result, with what a reader has to know of it. */
static int collect(struct measurement *m, struct error *error)
{
	int status = collect_result(&m->result, &m->plan, &m->run, &m->config->run,
				    m->config->timeout_ns, error);

	if (status < 0)
		return status;
	m->result.headline = advice_headline(&m->plan, cpus_choose());
	if (!m->result.headline)
		return error_set(error, ENOMEM, "out of memory");
	return advice_warn(&m->result, &m->plan, &m->run, error);
}

static int measure(struct measurement *m, struct error *error)
{
	int status = prepare(m, error);

	if (status == 0)
		status = execute(m, error);
	if (status == 0)
		status = collect(m, error);
	if (status == 0)
		return report(m, error);
	output_complain(error->text);
	return EXIT_USAGE;
}

int verb_measure(const struct config *config)
{
	struct measurement m = {.config = config};
	struct error error = {0};
	int status;

	clock_open(getauxval(AT_SYSINFO_EHDR));
	status = measure(&m, &error);
	exports_close(&m.exports);
	result_free(&m.result);
	run_free(&m.run);
	plan_free(&m.plan);
	return status;
}
