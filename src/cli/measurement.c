/* measurement: a session with what the command line adds: files, progress, signals, exit status. */
#include "measurement.h"

#include "labels.h"
#include "output.h"
#include "progress.h"
#include "show.h"
#include "signals.h"
#include "verbs.h"

#include <errno.h>

struct plan_request measurement_request(const struct config *config, size_t first)
{
	struct plan_request request = {
		.specs = config->operands + first,
		.spec_count = config->operand_count - first,
		.ablate = config->ablate,
		.floor = config->floor,
		.in_guests = config->guest.count,
	};

	for (int key = 0; key < KEY_COUNT; key++)
		request.options[key] = config->key_lists[key];
	return request;
}

/* Refuses, before the guests start, what they do not support. */
static int check_guests(const struct measurement *m, struct error *error)
{
	enum quantity clock = m->config->guest.count ? QUANTITY_INSTRUCTIONS : QUANTITY_TIME;
	const struct report_format *format = report_format_named(m->config->format, error);
	int status = format ? report_check_clock(format, clock, error) : -error->code;

	for (size_t i = 0; i < m->exports.count && status == 0; i++)
		status = report_check_clock(m->exports.items[i].format, clock, error);
	if (status == 0 && m->session.plan.in_guests && m->config->samples)
		status = error_set(error, EINVAL,
				   "'--samples' cannot be combined with --count and kernel= (use "
				   "--export FILE.json, which has every launch)");
	return status;
}

int measurement_prepare(struct measurement *m, struct error *error)
{
	int status = run_check(&m->config->run, error);

	if (status == 0)
		status = labels_check(m->config, error);
	if (status == 0)
		status = output_check(error);
	if (status == 0 && !report_format_named(m->config->format, error))
		status = error_prefix(error, "option '--format'");
	if (status == 0)
		status = exports_open(&m->exports, m->config, error);
	return status == 0 ? check_guests(m, error) : status;
}

struct notice {
	struct progress *bar;
	bool is_quiet;
};

static void tell(void *context, const char *message)
{
	struct notice *notice = context;

	progress_end(notice->bar);
	if (!notice->is_quiet)
		output_error(message);
}

int measurement_execute(struct measurement *m, const struct session_duel *duel, struct error *error)
{
	struct progress bar = {0};
	const struct run_progress progress = {progress_show, &bar};
	struct notice message = {&bar, m->config->quiet};
	const struct run_notice notice = {tell, &message};
	struct run_control control = {.signal_fd = signals_open(error), .notice = &notice};
	int status;

	if (control.signal_fd < 0)
		return control.signal_fd;
	m->session.guest = &m->config->guest;
	if (m->exports.has_samples)
		control.samples = &m->exports.samples;
	if (output_wants_progress(m->config))
		control.progress = &progress;
	status = duel ? session_measure_duel(&m->session, &m->config->run, duel, &control, error)
		      : session_measure(&m->session, &m->config->run, &control, error);
	progress_end(&bar);
	if (status == 0)
		status = labels_apply(m->config, &m->session.result, error);
	m->signal_number = signals_close(control.signal_fd);
	return status;
}

/*
 * Whatever the format, and with --quiet too: why the exit status says that something failed. A lost
 * launch and an early end are among the warnings too.
 */
static void print_failures(const struct measurement *m)
{
	const struct result *result = &m->session.result;
	struct error failure = m->session.run.failure;
	bool warns = output_wants_warnings(m->config);

	for (size_t i = 0; i < result->case_count; i++)
		show_failure(result, &result->cases[i],
			     warns ? NULL : m->session.run.cases[i].last_loss.text);
	if (failure.code && !warns) {
		error_prefix(&failure, "the run ended early");
		output_error(failure.text);
	}
	if (m->session.run.cleanup.code && !warns)
		output_error(m->session.run.cleanup.text);
}

int measurement_judge(const struct measurement *m)
{
	if (m->signal_number)
		return EXIT_SIGNAL_BASE + m->signal_number;
	if (m->session.run.cleanup.code)
		return EXIT_NOT_MEASURED;
	return result_is_complete(&m->session.result) ? EXIT_MEASURED : EXIT_NOT_MEASURED;
}

int measurement_fail(const struct measurement *m, const struct error *error)
{
	int status = output_fail(error);

	return m->signal_number ? EXIT_SIGNAL_BASE + m->signal_number : status;
}

int measurement_report(struct measurement *m, int status)
{
	print_failures(m);
	output_warnings(m->config, &m->session.result.warnings);
	return show_results(m->config, &m->exports, &m->session.result, 1, status);
}

void measurement_free(struct measurement *m)
{
	exports_close(&m->exports);
	session_free(&m->session);
}
