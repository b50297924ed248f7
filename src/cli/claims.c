/* claims: textbook claims about fork, vfork, exec and clone, tested on this machine. */
#include "batch.h"
#include "output.h"
#include "verbs.h"

#include "procbench/claims/claims.h"

#include <errno.h>
#include <stdlib.h>

/* Half a minute in all: the experiment under way then may take some seconds more. */
#define TIME_NS UINT64_C(20000000000)

struct claims {
	const struct config *config;
	const struct claims_format *format;
	const struct claim **chosen;
	size_t count;
	struct claims_report report;
};

static bool is_chosen(const struct claims *claims, const struct claim *claim)
{
	for (size_t i = 0; i < claims->count; i++)
		if (claims->chosen[i] == claim)
			return true;
	return false;
}

/* The claims that the operands name, each once, or all. */
static int choose(struct claims *claims, struct error *error)
{
	size_t count, named = claims->config->operand_count - 1;
	const struct claim *const *all = claims_list(&count);

	if (named > 0)
		count = named;
	claims->chosen = calloc(count, sizeof(*claims->chosen));
	claims->report.answers = calloc(count, sizeof(*claims->report.answers));
	if (!claims->chosen || !claims->report.answers)
		return error_set(error, ENOMEM, "out of memory");
	for (size_t i = 0; i < count; i++) {
		const struct claim *claim =
			named ? claims_find(claims->config->operands[i + 1], error) : all[i];

		if (!claim)
			return -error->code;
		if (!is_chosen(claims, claim))
			claims->chosen[claims->count++] = claim;
	}
	return 0;
}

static int prepare(struct claims *claims, struct error *error)
{
	int status = output_check(error);

	claims->format = claims_format_named(claims->config->format);
	return status == 0 ? choose(claims, error) : status;
}

static bool any_is_timed(const struct claims *claims)
{
	for (size_t i = 0; i < claims->count; i++)
		if (claims->chosen[i]->kind == CLAIM_SPEED)
			return true;
	return false;
}

static const char *name_of(const void *self, size_t i)
{
	return ((const struct claims *)self)->chosen[i]->name;
}

static int try_one(void *self, size_t i, const struct claim_bench *bench, struct error *error)
{
	struct claims *claims = self;

	return claims_try(claims->chosen[i], bench, &claims->report.answers[i], error);
}

static int write_report(const void *self, struct text *out)
{
	const struct claims *claims = self;

	return claims->format->write(&claims->report, output_style(claims->config->color).color,
				     out);
}

static int add_failures(const void *self, struct text_list *failures)
{
	const struct claims_report *report = &((const struct claims *)self)->report;
	int status = 0;

	for (size_t i = 0; i < report->head.count; i++)
		if (report->answers[i].verdict == CLAIM_UNKNOWN)
			status |= text_list_add(failures, "%s: %s: %s",
						report->answers[i].claim->name,
						claim_verdict_names[CLAIM_UNKNOWN],
						text_string(&report->answers[i].explanation));
	return status;
}

/* A refuted claim decides, then one that could not be tested. */
static int judge(const void *self)
{
	const struct claims_report *report = &((const struct claims *)self)->report;

	if (claims_count(report, CLAIM_FAILS, CLAIM_SEMANTIC) > 0)
		return EXIT_REFUTED;
	return claims_count(report, CLAIM_UNKNOWN, -1) > 0 ? EXIT_NOT_MEASURED : EXIT_MEASURED;
}

int verb_claims(const struct config *config)
{
	struct claims claims = {.config = config};
	struct batch batch = {
		.time_ns = TIME_NS,
		.head = &claims.report.head,
		.self = &claims,
		.name_of = name_of,
		.try = try_one,
		.write = write_report,
		.add_failures = add_failures,
		.judge = judge,
	};
	struct error error = {0};
	int status = EXIT_USAGE;

	if (prepare(&claims, &error) == 0) {
		batch.count = claims.count;
		batch.is_timed = any_is_timed(&claims);
		status = batch_run(&batch, config);
	} else {
		output_error(error.text);
	}
	claims_report_free(&claims.report);
	free(claims.chosen);
	return status;
}
