/* batch: runs claims or reproductions one after the other and writes the report. */
#include "batch.h"
#include "output.h"
#include "progress.h"
#include "signals.h"
#include "verbs.h"

#include "procbench/session/session.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <sys/auxv.h>

static int describe(const struct batch *batch, struct error *error)
{
	struct claims_head *head = batch->head;

	head->date = session_date();
	if (!head->date || host_describe(&head->host, NULL) < 0 ||
	    session_warn_of_facts(&head->warnings, &head->host) < 0 ||
	    (batch->is_timed && session_warn_of_noise(&head->warnings) < 0))
		return error_set(error, ENOMEM, "out of memory");
	return 0;
}

static int try_all(const struct batch *batch, const struct config *config, int signal_fd,
		   struct error *error)
{
	uint64_t end_ns = batch->time_ns > 0 ? clock_now_ns() + batch->time_ns : 0;
	bool shown = output_wants_progress(config);
	struct progress bar = {0};
	int status = 0;

	for (size_t i = 0; i < batch->count && status == 0; i++) {
		const struct claim_bench bench = {
			.signal_fd = signal_fd,
			.seed = config->run.seed,
			.available_bytes = host_available_bytes(),
			.end_ns = end_ns,
			.name = batch->name_of(batch->self, i),
			.guest = config->guest.count ? &config->guest : NULL,
			.warnings = &batch->head->warnings,
		};

		if (shown)
			progress_show(&bar, (double)i / (double)batch->count, 0, bench.name);
		status = batch->try(batch->self, i, &bench, error);
		batch->head->count += status == 0;
	}
	progress_end(&bar);
	batch->head->partial = status == -EINTR;
	return batch->head->partial ? 0 : status;
}

static int measure(const struct batch *batch, const struct config *config, int *ended_by,
		   struct error *error)
{
	int signal_fd = signals_open(error), status;

	if (signal_fd < 0)
		return signal_fd;
	status = describe(batch, error);
	if (status == 0)
		status = try_all(batch, config, signal_fd, error);
	*ended_by = signals_close(signal_fd);
	signals_release(); /* no files are written */
	return status;
}

static void tell(const struct batch *batch, const struct config *config)
{
	struct text_list failures = {0};

	if (batch->add_failures(batch->self, &failures) < 0)
		output_error("out of memory");
	output_failures(&failures);
	output_warnings(config, &batch->head->warnings);
	text_list_free(&failures);
}

int batch_run(const struct batch *batch, const struct config *config)
{
	struct error error = {0};
	struct text out = {0};
	int ended_by = 0, status;

	clock_open(getauxval(AT_SYSINFO_EHDR));
	status = measure(batch, config, &ended_by, &error);
	if (status < 0) {
		return output_fail(&error);
	}
	tell(batch, config);
	out.failed = batch->write(batch->self, &out) < 0;
	return output_finish(&out,
			     ended_by ? EXIT_SIGNAL_BASE + ended_by : batch->judge(batch->self));
}
