/* reproduce: repeats published measurements on this machine. */
#include "batch.h"
#include "output.h"
#include "verbs.h"

#include "procbench/claims/reproduce.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define ALL "all"

struct reproducing {
	const struct config *config;
	const struct claims_format *format;
	const struct reproduction **chosen;
	size_t count;
	struct reproduce_report report;
};

/* Their forms for guests; of all, those that have one. */
static int choose_counted(struct reproducing *reproducing, bool every, struct error *error)
{
	size_t count = 0;

	for (size_t i = 0; i < reproducing->count; i++) {
		const struct reproduction *chosen = reproducing->chosen[i];

		if (chosen->counted)
			reproducing->chosen[count++] = chosen->counted;
		else if (!every)
			return error_set(error, EINVAL,
					 "'%s' cannot be reproduced with --count (try 'procbench "
					 "reproduce all --count')",
					 chosen->name);
	}
	reproducing->count = count;
	return 0;
}

static int choose(struct reproducing *reproducing, struct error *error)
{
	size_t count, named = reproducing->config->operand_count - 1;
	const struct reproduction *const *all = reproduce_list(&count);
	char **names = reproducing->config->operands + 1;
	bool every = named == 1 && strcmp(names[0], ALL) == 0;

	if (!every)
		count = named;
	reproducing->chosen = calloc(count, sizeof(*reproducing->chosen));
	reproducing->report.answers = calloc(count, sizeof(*reproducing->report.answers));
	if (!reproducing->chosen || !reproducing->report.answers)
		return error_set(error, ENOMEM, "out of memory");
	for (size_t i = 0; i < count; i++) {
		reproducing->chosen[i] = every ? all[i] : reproduce_find(names[i], error);
		if (!reproducing->chosen[i])
			return -error->code;
	}
	reproducing->count = count;
	return reproducing->config->guest.count ? choose_counted(reproducing, every, error) : 0;
}

static int prepare(struct reproducing *reproducing, struct error *error)
{
	int status = output_check(error);

	reproducing->format = claims_format_named(reproducing->config->format);
	if (status == 0 && reproducing->config->operand_count > 1)
		status = choose(reproducing, error);
	return status;
}

static const char *name_of(const void *self, size_t i)
{
	return ((const struct reproducing *)self)->chosen[i]->name;
}

static int try_one(void *self, size_t i, const struct claim_bench *bench, struct error *error)
{
	struct reproducing *reproducing = self;

	return reproduce_run(reproducing->chosen[i], bench, &reproducing->report.answers[i], error);
}

static int write_report(const void *self, struct text *out)
{
	const struct reproducing *reproducing = self;

	return reproducing->format->write_reproductions(&reproducing->report, out);
}

static int add_failures(const void *self, struct text_list *failures)
{
	const struct reproduce_report *report = &((const struct reproducing *)self)->report;
	int status = 0;

	for (size_t i = 0; i < report->head.count; i++) {
		const struct reproduce_answer *answer = &report->answers[i];

		for (size_t row = 0; row < answer->reproduction->row_count; row++)
			if (answer->left_out[row])
				status |= text_list_add(failures, "%s: %s was not measured: %s",
							answer->reproduction->name,
							answer->reproduction->rows[row].label,
							answer->left_out[row]);
	}
	return status;
}

/* A different shape decides, then one that could not be measured. */
static int judge(const void *self)
{
	const struct reproduce_report *report = &((const struct reproducing *)self)->report;
	int status = EXIT_MEASURED;

	for (size_t i = 0; i < report->head.count; i++) {
		if (report->answers[i].verdict == REPRODUCE_OTHER)
			return EXIT_REFUTED;
		if (report->answers[i].verdict == REPRODUCE_UNKNOWN)
			status = EXIT_NOT_MEASURED;
	}
	return status;
}

static int list_all(void)
{
	struct text out = {0};

	reproduce_add_list(&out);
	return output_finish(&out, EXIT_MEASURED);
}

static int run(struct reproducing *reproducing)
{
	const struct batch batch = {
		.count = reproducing->count,
		.is_timed = !reproducing->config->guest.count,
		.head = &reproducing->report.head,
		.self = reproducing,
		.name_of = name_of,
		.try = try_one,
		.write = write_report,
		.add_failures = add_failures,
		.judge = judge,
	};

	return batch_run(&batch, reproducing->config);
}

int verb_reproduce(const struct config *config)
{
	struct reproducing reproducing = {.config = config};
	struct error error = {0};
	int status = EXIT_USAGE;

	if (prepare(&reproducing, &error) < 0)
		output_error(error.text);
	else
		status = reproducing.count > 0 ? run(&reproducing) : list_all();
	reproduce_report_free(&reproducing.report);
	free(reproducing.chosen);
	return status;
}
