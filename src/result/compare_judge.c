/* compare_judge: tests each case against the margin, with Holm's correction. */
#include "comparing.h"

#include "procbench/stats/paired.h"
#include "procbench/stats/student.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* A case with its p-value, for sorting. */
struct rank {
	size_t place;
	double p;
};

static int by_p(const void *a, const void *b)
{
	double x = ((const struct rank *)a)->p, y = ((const struct rank *)b)->p;

	return (x > y) - (x < y);
}

static double test(const struct comparing *c, size_t place)
{
	const struct change *change = &c->changes[place];
	double off = change->difference - log1p(c->settings->margin);

	if (c->states[place] == STATE_NO_ERROR || isnan(change->error))
		return NAN;
	return off == 0 ? 1 : student_p(off / change->error, change->df);
}

static void judge(struct comparing *c, size_t place, double level)
{
	struct result_comparison *to = &c->to->comparisons[place];
	const struct change *change = &c->changes[place];
	double half = change->error * student_quantile(level, change->df);

	to->confidence = 1 - level;
	to->low = exp(change->difference - half);
	to->high = exp(change->difference + half);
	to->mde = verdict_mde(to->low, to->high, to->confidence);
	to->verdict = verdict_of(to->low, to->high, to->margin);
	if (c->states[place] != STATE_JUDGED && to->verdict == VERDICT_NO_REGRESSION)
		to->verdict = VERDICT_INCONCLUSIVE;
}

/* Step-down: the level increases as long as the previous tests were significant. */
int compare_judge(struct comparing *c)
{
	size_t count = c->to->comparison_count, tested = 0;
	struct rank *ranks = calloc(count, sizeof(*ranks));
	double *p = calloc(count, sizeof(*p)), level;

	for (size_t i = 0; ranks && p && i < count; i++) {
		p[i] = c->to->comparisons[i].p = test(c, i);
		if (!isnan(p[i]))
			ranks[tested++] = (struct rank){i, p[i]};
	}
	if (ranks && p) {
		qsort(ranks, tested, sizeof(*ranks), by_p);
		paired_holm(p, count);
		level = (1 - COMPARE_CONFIDENCE) / (double)(tested ? tested : 1);
		for (size_t i = 0, undecided = 0; i < tested; i++) {
			if (!undecided)
				level = (1 - COMPARE_CONFIDENCE) / (double)(tested - i);
			undecided = undecided || ranks[i].p > level;
			judge(c, ranks[i].place, level);
			c->to->comparisons[ranks[i].place].p_holm = p[ranks[i].place];
		}
	}
	free(ranks);
	free(p);
	return ranks && p ? 0 : compare_out_of_memory(c);
}
