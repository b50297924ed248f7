/*
 * observe: follows a command or a running process, and reports what it has created. Standard output
 * and the exit status are the command's.
 */
#include "exports.h"
#include "observe_assert.h"
#include "observe_price.h"
#include "observe_report.h"
#include "options.h"
#include "output.h"
#include "signals.h"
#include "verbs.h"

#include "procbench/base/outfile.h"
#include "procbench/session/session.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"

#include <sys/auxv.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct observing {
	const struct config *config;
	struct exports exports;
	struct outfile output; /* where there is --output */
	bool needs_all_calls;
	struct proc_shape own; /* of this process, before it observes; for --price */
	int signal_number;     /* that has ended the measurement */
	struct observation seen;
};

/* In the command's process: restores the state in which procbench was started. */
static void restore_start(void)
{
	signals_restore();
	output_restore();
}

static void note_detached(size_t tasks)
{
	struct text note = {0};

	text_printf(&note,
		    "note: the command has ended; still observing what it left running (threads: "
		    "%zu), which is killed when procbench ends: stop it by SIGTERM (--no-filter "
		    "leaves it running)",
		    tasks);
	output_error(text_string(&note));
	text_free(&note);
}

static int check(const struct config *config, struct error *error)
{
	if (config->operand_count > 1)
		return error_set(error, EINVAL,
				 "unexpected '%s' (write the command after --: procbench observe "
				 "-- COMMAND)",
				 config->operands[1]);
	if ((config->after_count > 0) == (config->pid > 0))
		return error_set(error, EINVAL,
				 "expected either a command or --pid (such as 'procbench observe "
				 "-- python3 app.py', or 'procbench observe --pid 1234')");
	if (config->pid == 0 && !config->price && option_is_given(config, "time"))
		return error_set(
			error, EINVAL,
			"option '--time' needs --pid or --price (use 'timeout T procbench observe "
			"-- COMMAND' to end a command)");
	return 0;
}

static int open_files(struct observing *observing, struct error *error)
{
	const struct config *config = observing->config;
	int status = exports_open(&observing->exports, config, error);

	for (size_t i = 0; i < observing->exports.count && status == 0; i++)
		status = observe_report_check(observing->exports.items[i].format->name, error);
	if (status == 0 && config->output)
		status = outfile_open(&observing->output, config->output, error);
	return status;
}

/* Only JSON contains the whole observation. */
static bool is_saved(const struct observing *observing)
{
	bool is = strcmp(observing->config->format, "json") == 0;

	for (size_t i = 0; i < observing->exports.count; i++)
		is = is || strcmp(observing->exports.items[i].format->name, "json") == 0;
	return is;
}

/* Assertions name the first creation of a site. */
static bool needs_lists(const struct observing *observing)
{
	const struct config *config = observing->config;

	return config->tree || config->asserts.count > 0 || observing->exports.count > 0 ||
	       strcmp(config->format, "json") == 0;
}

/* The observation cannot be repeated, so it is reported without prices and with the reason. */
static int price(struct observing *observing, struct error *error)
{
	struct error why = {0};

	if (observe_price(observing->config, &observing->own, &observing->seen,
			  &observing->signal_number, &why) == 0)
		return 0;
	return text_list_add(&observing->seen.warnings, "%s", why.text) < 0 ? error_no_memory(error)
									    : 0;
}

static int follow(struct observing *observing, struct error *error)
{
	const struct config *config = observing->config;
	const struct observe_request request = {
		.argv = config->after_count > 0 ? config->after : NULL,
		.pid = (pid_t)config->pid,
		.filter = config->filter,
		.counting = observing->needs_all_calls && !option_is_given(config, "calls")
				    ? OBSERVE_COUNT_ALL
				    : config->calls,
		.in_full = is_saved(observing) || config->price,
		.only_sites = !needs_lists(observing),
		.limit_ns = option_is_given(config, "time") ? config->run.time_ns : 0,
		.prepare = restore_start,
		.detached = config->quiet ? NULL : note_detached,
	};
	int status = config->price ? proc_shape_read(&observing->own, getpid(), error) : 0;

	if (status == 0)
		status = observe_run(&request, &observing->seen, error);
	if (status < 0)
		return status;
	if (is_saved(observing)) { /* they take as long as starting does */
		observing->seen.date = session_date();
		clock_open(getauxval(AT_SYSINFO_EHDR));
		host_describe(&observing->seen.host, NULL);
	}
	return config->price ? price(observing, error) : 0;
}

/* The report, on the stream that the command's output does not use. */
static int show(struct observing *observing, struct error *error)
{
	const struct config *config = observing->config;
	bool to_file = config->output != NULL;
	struct text out = {0};
	int status = 0;

	if (!to_file && config->quiet)
		return 0;
	if (observe_report_write(&observing->seen, config->format, config->tree,
				 !to_file && output_error_has_color(config->color), &out) < 0)
		status = error_no_memory(error);
	else if (to_file)
		status = outfile_write(&observing->output, text_string(&out), out.length, error);
	else
		output_write_to_stderr(&out);
	if (to_file && status == 0)
		status = outfile_commit(&observing->output, error);
	text_free(&out);
	return status;
}

/* The status that a shell would report; a detached process has not ended. */
static int status_of(const struct observe_end *end)
{
	if (end->how == OBSERVE_EXITED)
		return (int)end->status;
	return end->how == OBSERVE_KILLED ? EXIT_SIGNAL_BASE + (int)end->status : EXIT_MEASURED;
}

static int report(struct observing *observing, struct error *error)
{
	int signal_number, status, shown;

	status = exports_write_document(&observing->exports, observe_report_export,
					&observing->seen, &signal_number, error);
	if (status < 0)
		output_error(error->text);
	shown = show(observing, error);
	if (shown < 0)
		output_error(error->text);
	if (status < 0 || shown < 0)
		return EXIT_USAGE;
	if (observing->signal_number)
		return EXIT_SIGNAL_BASE + observing->signal_number;
	status = observing->seen.is_attached ? EXIT_MEASURED : status_of(&observing->seen.end);
	return observe_assert(observing->config, &observing->seen, status);
}

int verb_observe(const struct config *config)
{
	struct observing observing = {.config = config, .output = {.fd = -1}};
	struct error error = {0};
	int status = check(config, &error);

	if (status == 0)
		status = observe_assert_check(config, &observing.needs_all_calls, &error);
	if (status == 0)
		status = open_files(&observing, &error);
	if (status == 0)
		status = follow(&observing, &error);
	status = status < 0 ? output_fail(&error) : report(&observing, &error);
	outfile_abandon(&observing.output);
	exports_close(&observing.exports);
	observation_free(&observing.seen);
	return status;
}
