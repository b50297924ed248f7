/*
 * figures: the statistics of procbench, for a program in another language to check.
 *
 * Reads lines `FUNCTION ARGUMENT COUNT VALUE...` and answers each with a line of numbers. NAN and
 * infinities are written as strtod reads them.
 */
#include "procbench/stats/effects.h"
#include "procbench/stats/line.h"
#include "procbench/stats/order.h"
#include "procbench/stats/paired.h"
#include "procbench/stats/shifts.h"
#include "procbench/stats/student.h"
#include "procbench/stats/tally.h"
#include "procbench/stats/verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void show(double value)
{
	printf("%.17g ", value);
}

static void show_interval(struct interval interval)
{
	show(interval.low);
	show(interval.high);
}

static void quantile(double q, double *values, size_t n)
{
	order_sort(values, n);
	show(order_quantile(values, n, q));
}

/* Of whole numbers. */
static void tally(double q, double *values, size_t n)
{
	struct tally all = {0};

	for (size_t i = 0; i < n; i++)
		if (tally_add(&all, (uint64_t)values[i]) < 0)
			exit(2);
	show(tally_quantile(&all, q));
	show(all.mean);
	show(tally_stddev(&all));
	tally_free(&all);
}

static void median_interval(double confidence, double *values, size_t n)
{
	order_sort(values, n);
	show_interval(order_median_interval(values, n, confidence));
}

static void estimate(double unused, double *values, size_t n)
{
	(void)unused;
	show(paired_estimate(values, n));
}

static void interval(double confidence, double *values, size_t n)
{
	show_interval(paired_interval(values, n, confidence));
}

static void p(double unused, double *values, size_t n)
{
	(void)unused;
	show(paired_p(values, n));
}

static void holm(double unused, double *values, size_t n)
{
	(void)unused;
	paired_holm(values, n);
	for (size_t i = 0; i < n; i++)
		show(values[i]);
}

static void judge(double margin, double *values, size_t n)
{
	struct judgement judgement = verdict_judge(values, n, margin, 0.99);

	show(judgement.ratio);
	show(judgement.low);
	show(judgement.high);
	show(judgement.mde);
	printf("%s", verdict_words[judgement.verdict]);
}

/* Of every t. */
static void student(double df, double *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		show(student_p(values[i], df));
}

/* Of every two-sided p. */
static void quantile_of_student(double df, double *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		show(student_quantile(values[i], df));
}

/* Of x, y and weights, one third of the values each. */
static void line(double variance_df, double *values, size_t n)
{
	const double *x = values, *y = values + n / 3, *weights = values + n / 3 * 2;
	struct line fit = line_fit(x, y, weights, n / 3);
	struct line_breakpoint breakpoint = line_breakpoint(x, y, weights, n / 3);

	show(fit.intercept);
	show(fit.slope);
	show(line_lack_of_fit_p(x, y, weights, n / 3, variance_df));
	show((double)breakpoint.at);
	show(breakpoint.slope_below);
	show(breakpoint.slope_above);
}

/* Of runs of so many hosts: their hosts, values, variances and launches, one quarter each. */
static void effects(double host_count, double *values, size_t n)
{
	const struct effects_assumed assumed = {0.025, 29};
	size_t count = n / 4, hosts = (size_t)host_count;
	struct effects_run *runs = calloc(count, sizeof(*runs));
	struct effects_host *of = calloc(hosts, sizeof(*of));
	struct effects fit;

	if (!runs || !of)
		exit(2);
	for (size_t i = 0; i < count; i++)
		runs[i] = (struct effects_run){(size_t)values[i], values[count + i],
					       values[2 * count + i], values[3 * count + i]};
	effects_fit(runs, count, of, hosts, &assumed, &fit);
	show(fit.mean);
	show_interval((struct interval){fit.low, fit.high});
	show_interval((struct interval){fit.host_low, fit.host_high});
	show(fit.within);
	show(fit.between_runs);
	show(fit.between_hosts);
	show(fit.hosts_and_runs);
	for (size_t i = 0; i < hosts; i++) {
		show(of[i].value);
		show_interval((struct interval){of[i].low, of[i].high});
		show(of[i].p);
		show((double)of[i].rank_first);
		show((double)of[i].rank_last);
	}
	show(effects_mde(&fit, 0.01));
	free(runs);
	free(of);
}

static void split(double penalty, double *values, size_t n)
{
	size_t *splits = calloc(n + 1, sizeof(*splits)), count;

	if (!splits || shifts_split(values, n, penalty, splits, &count) < 0)
		exit(2);
	for (size_t i = 0; i < count; i++)
		show((double)splits[i]);
	show((double)n);
	free(splits);
}

static const struct {
	const char *name;
	void (*answer)(double argument, double *values, size_t n);
} functions[] = {
	{"quantile", quantile},
	{"tally", tally},
	{"median_interval", median_interval},
	{"estimate", estimate},
	{"interval", interval},
	{"p", p},
	{"holm", holm},
	{"judge", judge},
	{"student", student},
	{"split", split},
	{"line", line},
	{"effects", effects},
	{"student_quantile", quantile_of_student},
};

static void answer(const char *name, double argument, double *values, size_t n)
{
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (strcmp(functions[i].name, name) == 0) {
			functions[i].answer(argument, values, n);
			putchar('\n');
			return;
		}
	fprintf(stderr, "figures: unknown function '%s'\n", name);
	exit(2);
}

int main(void)
{
	char name[32];
	double argument;
	size_t n;

	setvbuf(stdout, NULL, _IOLBF, 0); /* each answer is waited for */
	while (scanf("%31s %lf %zu", name, &argument, &n) == 3) {
		double *values = calloc(n + 1, sizeof(*values));

		for (size_t i = 0; values && i < n; i++)
			if (scanf("%lf", &values[i]) != 1)
				return 2;
		if (!values)
			return 2;
		answer(name, argument, values, n);
		free(values);
	}
	return feof(stdin) ? 0 : 2;
}
