/* verdict: is B slower than A by more than a margin? */
#include "procbench/stats/verdict.h"

#include "procbench/stats/paired.h"
#include "procbench/stats/student.h"

#include <math.h>

/* Power at the minimum detectable effect. */
#define POWER 0.95

const char *const verdict_names[VERDICT_COUNT] = {
	[VERDICT_NO_REGRESSION] = "no regression",
	[VERDICT_REGRESSION] = "regression",
	[VERDICT_INCONCLUSIVE] = "inconclusive",
};

const char *const verdict_words[VERDICT_COUNT] = {
	[VERDICT_NO_REGRESSION] = "no-regression",
	[VERDICT_REGRESSION] = "regression",
	[VERDICT_INCONCLUSIVE] = "inconclusive",
};

enum verdict verdict_of(double low, double high, double margin)
{
	if (isnan(low) || isnan(high))
		return VERDICT_INCONCLUSIVE;
	if (low > 1 + margin)
		return VERDICT_REGRESSION;
	return high < 1 + margin ? VERDICT_NO_REGRESSION : VERDICT_INCONCLUSIVE;
}

double verdict_mde(double low, double high, double confidence)
{
	double half = (log(high) - log(low)) / 2;
	double standard_error = half / normal_quantile((1 + confidence) / 2);

	if (!isfinite(half))
		return NAN;
	return expm1(half + normal_quantile(POWER) * standard_error);
}

struct judgement verdict_judge(double *log_ratios, size_t n, double margin, double confidence)
{
	struct interval interval = paired_interval(log_ratios, n, confidence);
	struct judgement judgement = {
		.ratio = exp(paired_estimate(log_ratios, n)),
		.low = exp(interval.low),
		.high = exp(interval.high),
		.p = n > 0 ? paired_p(log_ratios, n) : NAN,
	};

	judgement.mde = verdict_mde(judgement.low, judgement.high, confidence);
	judgement.verdict = verdict_of(judgement.low, judgement.high, margin);
	return judgement;
}
