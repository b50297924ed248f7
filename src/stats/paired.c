/* paired: paired comparison of two cases. */
#include "procbench/stats/paired.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Tolerance, so that rounding does not reject a tail exactly at the limit. */
#define ROUNDING 1e-12

/* Half the largest sum of doubled ranks: a two-sided test needs the lower half only. */
#define EXACT_SUM_MAX (PAIRED_EXACT_MAX * (PAIRED_EXACT_MAX + 1) / 2)

/* --- Walsh averages --- */

/* The average of opposite infinities is defined as 0, which keeps the order; the sum is NAN. */
static double average(double a, double b)
{
	return isinf(a) && b == -a ? 0 : (a + b) / 2;
}

/* Number of averages of sorted[i] and sorted[j], i <= j, that are at most `limit`: O(n). */
static size_t count_averages(const double *sorted, size_t n, double limit)
{
	size_t count = 0, end = n;

	for (size_t i = 0; i < end; i++) {
		while (end > i && average(sorted[i], sorted[end - 1]) > limit)
			end--;
		count += end - i;
	}
	return count;
}

/* Doubles as integers of the same order, and back: the sign bit of IEEE 754 turned round. */
static uint64_t key_of(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static double value_of(uint64_t key)
{
	uint64_t bits = key >> 63 ? key & ~((uint64_t)1 << 63) : ~key;
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

/*
 * The k-th smallest Walsh average, counted from 1, without storing any: the smallest double that
 * at least k averages do not exceed is one of them. 64 steps at most end at it exactly.
 */
static double find_average(const double *sorted, size_t n, size_t k)
{
	uint64_t low = key_of(sorted[0]), high = key_of(sorted[n - 1]);

	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		if (count_averages(sorted, n, value_of(middle)) >= k)
			high = middle;
		else
			low = middle + 1;
	}
	return value_of(low) + 0.0; /* -0 becomes 0 */
}

double paired_estimate(double *differences, size_t n)
{
	size_t averages = n * (n + 1) / 2;
	double middle;

	if (n == 0)
		return NAN;
	order_sort(differences, n);
	middle = find_average(differences, n, (averages + 1) / 2);
	if (averages % 2 == 1)
		return middle;
	return average(middle, find_average(differences, n, averages / 2 + 1));
}

/* --- the null distribution of the signed-rank sum --- */

/*
 * probability[s] = P(sum = s) for s up to `max`, when each rank counts with probability 1/2: the
 * generating function prod((1 + x^rank) / 2), multiplied out.
 */
static void fill_null(double *probability, size_t max, const uint32_t *ranks, size_t n)
{
	memset(probability, 0, (max + 1) * sizeof(*probability));
	probability[0] = 1;
	for (size_t i = 0; i < n; i++)
		for (size_t s = max + 1; s-- > 0;) {
			double with = s >= ranks[i] ? probability[s - ranks[i]] : 0;

			probability[s] = (probability[s] + with) / 2;
		}
}

static double normal_below(double z)
{
	return erfc(-z * M_SQRT1_2) / 2;
}

/* The largest C with P(V <= C - 1) <= tail, exactly. */
static size_t exact_c(size_t n, double tail)
{
	double probability[EXACT_SUM_MAX / 2 + 1], sum;
	uint32_t ranks[PAIRED_EXACT_MAX];
	size_t max = n * (n + 1) / 4, c = 0;

	for (size_t i = 0; i < n; i++)
		ranks[i] = (uint32_t)i + 1;
	fill_null(probability, max, ranks, n);
	sum = probability[0];
	while (c < max && sum < tail * (1 + ROUNDING))
		sum += probability[++c];
	return c;
}

/* By the normal approximation with continuity correction. */
static size_t normal_c(size_t n, double tail)
{
	double averages = (double)n * (double)(n + 1) / 2;
	double deviation = sqrt(averages * (double)(2 * n + 1) / 12);
	size_t low = 0, high = n * (n + 1) / 4;

	while (low < high) {
		size_t c = low + (high - low + 1) / 2;

		if (normal_below(((double)c - 0.5 - averages / 2) / deviation) < tail)
			low = c;
		else
			high = c - 1;
	}
	return low;
}

struct interval paired_interval(double *differences, size_t n, double confidence)
{
	double tail = (1 - confidence) / 2;
	size_t c = n <= PAIRED_EXACT_MAX ? exact_c(n, tail) : normal_c(n, tail);

	if (c == 0)
		return (struct interval){NAN, NAN};
	order_sort(differences, n);
	return (struct interval){
		find_average(differences, n, c),
		find_average(differences, n, n * (n + 1) / 2 + 1 - c),
	};
}

/* --- the signed-rank test --- */

struct rank_sums {
	uint64_t positive; /* the doubled ranks of the positive differences */
	double squares;    /* of all doubled ranks */
};

static int compare_magnitudes(const void *a, const void *b)
{
	double x = fabs(*(const double *)a), y = fabs(*(const double *)b);

	return (x > y) - (x < y);
}

/* Moves the non-zero differences to the front; returns their number. */
static size_t move_zeros_back(double *differences, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (differences[i] != 0) {
			double difference = differences[i];

			differences[i] = differences[kept];
			differences[kept++] = difference;
		}
	return kept;
}

/*
 * Ranks differences that are sorted by magnitude. Average ranks of ties are halves, so ranks are
 * doubled to stay integers: places i + 1 to end share (i + 1 + end) / 2. Infinite ones tie as the
 * largest. `ranks` may be NULL.
 */
static struct rank_sums sum_ranks(const double *sorted, size_t n, uint32_t *ranks)
{
	struct rank_sums sums = {0};
	size_t end = 0;

	for (size_t i = 0; i < n; i = end) {
		size_t rank;

		for (end = i + 1; end < n && fabs(sorted[end]) == fabs(sorted[i]);)
			end++;
		rank = i + 1 + end;
		for (size_t j = i; j < end; j++) {
			sums.positive += sorted[j] > 0 ? rank : 0;
			sums.squares += (double)rank * (double)rank;
			if (ranks)
				ranks[j] = (uint32_t)rank;
		}
	}
	return sums;
}

static double exact_p(const double *sorted, size_t n)
{
	double probability[EXACT_SUM_MAX + 1], sum = 0;
	uint32_t ranks[PAIRED_EXACT_MAX];
	size_t total = n * (n + 1), smaller;

	smaller = sum_ranks(sorted, n, ranks).positive;
	if (smaller > total - smaller)
		smaller = total - smaller;
	fill_null(probability, smaller, ranks, n);
	for (size_t s = 0; s <= smaller; s++)
		sum += probability[s];
	return fmin(1, 2 * sum);
}

/*
 * The variance is a quarter of the sum of squared ranks; over average ranks this is the textbook's
 * n(n+1)(2n+1)/24 less its correction for ties (Lehmann, Nonparametrics, appendix 4).
 */
static double normal_p(const double *sorted, size_t n)
{
	struct rank_sums sums = sum_ranks(sorted, n, NULL);
	double centre = (double)n * (double)(n + 1) / 4;
	double distance = fabs((double)sums.positive / 2 - centre) - 0.5;

	return 2 * normal_below(-fmax(0, distance) / (sqrt(sums.squares) / 4));
}

double paired_p(double *differences, size_t n)
{
	n = move_zeros_back(differences, n);
	if (n == 0)
		return 1;
	qsort(differences, n, sizeof(*differences), compare_magnitudes);
	return n <= PAIRED_EXACT_MAX ? exact_p(differences, n) : normal_p(differences, n);
}

/* --- Holm --- */

/* The place of the smallest p that has not been turned negative; m when there is none. */
static size_t smallest_left(const double *p, size_t m)
{
	size_t smallest = m;

	for (size_t i = 0; i < m; i++)
		if (!isnan(p[i]) && !signbit(p[i]) && (smallest == m || p[i] < p[smallest]))
			smallest = i;
	return smallest;
}

/* Processed values are marked by their sign, so that no extra memory is needed. */
void paired_holm(double *p, size_t m)
{
	size_t left = 0, i;
	double level = 0;

	for (i = 0; i < m; i++)
		left += !isnan(p[i]);
	for (; (i = smallest_left(p, m)) < m; left--) {
		level = fmax(level, fmin(1, (double)left * p[i]));
		p[i] = -level;
	}
	for (i = 0; i < m; i++)
		p[i] = isnan(p[i]) ? p[i] : -p[i];
}
