/* schedule: the order of launches, their number of samples, and the precision rule. */
#include "procbench/run/schedule.h"

#include "procbench/stats/order.h"

#include <math.h>

uint64_t schedule_random_next(struct schedule_random *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

uint64_t schedule_random_below(struct schedule_random *random, uint64_t n)
{
	uint64_t limit = UINT64_MAX - UINT64_MAX % n, drawn;

	do
		drawn = schedule_random_next(random);
	while (drawn >= limit);
	return drawn % n;
}

static void swap(size_t *a, size_t *b)
{
	size_t keep = *a;

	*a = *b;
	*b = keep;
}

void schedule_order(struct schedule_random *random, uint64_t round, size_t *order, size_t n)
{
	if (round % 2 == 1) {
		for (size_t i = 0; i < n / 2; i++)
			swap(&order[i], &order[n - 1 - i]);
		return;
	}
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	for (size_t i = n; i > 1; i--) /* Fisher and Yates */
		swap(&order[i - 1], &order[schedule_random_below(random, i)]);
}

uint64_t schedule_share(uint64_t total, uint64_t launches, uint64_t launch)
{
	return total / launches + (launch < total % launches);
}

uint64_t schedule_launches(uint64_t iters)
{
	enum { USUAL = 25, SAMPLES_MAX = 50000 };
	uint64_t needed = (iters + SAMPLES_MAX - 1) / SAMPLES_MAX;
	uint64_t launches = needed > USUAL ? needed : USUAL;

	return launches < iters ? launches : iters;
}

uint64_t schedule_rounds(uint64_t samples, uint64_t rounds, uint64_t creators)
{
	uint64_t most = creators > 1 ? samples / (SCHEDULE_SHARED_LEAST * creators) : rounds;

	if (most < rounds)
		rounds = most;
	return rounds > 0 ? rounds : 1;
}

uint64_t schedule_warmup(double sample_ns, uint64_t most)
{
	double fitting = SCHEDULE_SLOW_NS / fmax(sample_ns, 1);

	return fitting < (double)most ? (uint64_t)fitting : most;
}

uint64_t schedule_launch_samples(double sample_ns, uint64_t launch_ns)
{
	enum { LEAST = 10, MOST = 1000 };
	double samples = (double)launch_ns / fmax(sample_ns, 1);
	double least = fmax(1, (double)schedule_warmup(sample_ns, LEAST));

	return (uint64_t)fmin(fmax(samples, least), MOST);
}

bool schedule_precise(const double *sorted, size_t n, double precision)
{
	struct interval interval;

	if (n < SCHEDULE_LAUNCHES_MIN)
		return false;
	interval = order_median_interval(sorted, n, 0.95);
	return (interval.high - interval.low) / 2 <= precision * order_quantile(sorted, n, 0.5);
}
