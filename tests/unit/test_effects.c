/* test_effects: random effects against hand-computed values, generated truth and simulated fleets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"

#include "procbench/stats/effects.h"
#include "procbench/stats/paired.h"

#include <math.h>

#define HOSTS    20
#define RUNS_MAX 6
#define LAUNCHES 10
#define FLEETS   200

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const struct effects_assumed assumed = {0.025, 29};
static const struct effects_assumed nothing = {0, 29};

/* ---- known values ---- */

/*
 * Hosts 0, 1 and 2 with one run each and many equal launches: w = 100, mean 1, Q = 200,
 * C = 300 - 100 = 200, hence the variance (200 - 2) / 200.
 */
static void between_hosts_is_that_of_der_simonian_and_laird(void **state)
{
	struct effects_run runs[] = {{0, 0, 1, 100}, {1, 1, 1, 100}, {2, 2, 1, 100}};
	struct effects_host hosts[3];
	struct effects fit;

	(void)state;
	effects_fit(runs, 3, hosts, 3, &nothing, &fit);
	assert_near(fit.within, 0.01, 1e-12);
	assert_near(fit.between_hosts, 0.99, 1e-12);
	assert_near(fit.hosts_and_runs, 0.99, 1e-12);
	assert_near(fit.mean, 1, 1e-12);
	assert_true(fit.run_assumed);
	/* the others are 1 and 2: w = 100, Q = 50, C = 100, variance 0.49; their mean has 0.25 */
	assert_near(hosts[0].others, 1.5, 1e-12);
	assert_near(hosts[0].p, 2 * atan(sqrt(0.01 + 0.49 + 0.25) / 1.5) / M_PI, 1e-9);
}

/* Two runs at -1 and 1 of each of 6 hosts: Q = 12 * 100, C = 6 * 100, variance 1200 - 6 in 600. */
static void runs_of_a_host_are_no_hosts(void **state)
{
	struct effects_run runs[12];
	struct effects_host hosts[6];
	struct effects fit;

	(void)state;
	for (size_t i = 0; i < LENGTH(runs); i++)
		runs[i] = (struct effects_run){i / 2, i % 2 ? 1 : -1, 1, 100};
	effects_fit(runs, LENGTH(runs), hosts, 6, &nothing, &fit);
	assert_same(fit.run_df, 6);
	assert_false(fit.run_assumed);
	assert_near(fit.between_runs, 1194.0 / 600, 1e-9);
	assert_same(fit.between_hosts, 0);
	assert_near(hosts[3].variance, (0.01 + 1194.0 / 600) / 2, 1e-9);
	assert_int_equal(hosts[3].rank_first, 1);
	assert_int_equal(hosts[3].rank_last, 6);
}

/* Its launches agree, but as few of them do so by chance, the others' count as 10 more. */
static void a_run_is_not_trusted_because_its_launches_agree(void **state)
{
	struct effects_run runs[] = {{0, 0, 0, 6}, {1, 0, 1, 11}, {2, 0, NAN, 1}};
	struct effects_host hosts[3];
	struct effects fit;

	(void)state;
	effects_fit(runs, 3, hosts, 3, &nothing, &fit);
	assert_near(runs[0].variance, 10.0 / 15 * 10 / 15 / 6, 1e-12);
	assert_near(runs[1].variance, (10 + 10.0 / 15 * 10) / 20 / 11, 1e-12);
	assert_near(runs[2].variance, 10.0 / 15, 1e-12);
}

static void few_runs_are_assumed_to_vary(void **state)
{
	struct effects_run runs[] = {{0, 0, 1e-8, 10}, {1, 0.02, 1e-8, 10}, {2, 0.04, 1e-8, 10}};
	struct effects_host hosts[3];
	struct effects fit;

	(void)state;
	effects_fit(runs, 3, hosts, 3, &assumed, &fit);
	assert_near(sqrt(fit.between_runs), 0.025, 1e-12);
	assert_int_equal(hosts[0].rank_last, 3);
	effects_fit(runs, 3, hosts, 3, &nothing, &fit);
	assert_int_equal(hosts[0].rank_last, 1);
	assert_int_equal(hosts[2].rank_first, 3);
}

static void one_and_two_hosts_are_not_tested(void **state)
{
	struct effects_run runs[] = {{0, 0, 1e-4, 10}, {1, 9, 1e-4, 10}};
	struct effects_host hosts[3];
	struct effects fit;

	(void)state;
	for (size_t n = 1; n <= 2; n++) {
		effects_fit(runs, n, hosts, 3, &assumed, &fit);
		assert_int_equal(fit.hosts, n);
		assert_true(isnan(hosts[0].p));
		assert_true(isnan(fit.host_low));
		assert_true(isfinite(fit.low) && isfinite(hosts[0].low));
		assert_int_equal(hosts[2].runs, 0);
	}
}

static void identical_counts_stay_finite(void **state)
{
	struct effects_run runs[4];
	struct effects_host hosts[4];
	struct effects fit;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		runs[i] = (struct effects_run){i, 1, 0, 6};
	effects_fit(runs, 4, hosts, 4, &nothing, &fit);
	assert_near(fit.mean, 1, 1e-12);
	assert_near(hosts[2].p, 1, 1e-9);
	for (size_t i = 0; i < 4; i++)
		runs[i] = (struct effects_run){i, i == 2 ? 1.01 : 1, 0, 6};
	effects_fit(runs, 4, hosts, 4, &nothing, &fit);
	assert_true(hosts[2].p < 1e-4);
	assert_int_equal(hosts[2].rank_first, 4);
}

/*
 * Trials of the BCG vaccine (Colditz et al., JAMA 271, 1994), log risk ratios: what R's metafor 3.8
 * makes of them by rma(yi, vi, method = "DL") and rstudent().
 */
static void published_trials_are_judged_as_by_metafor(void **state)
{
	static const double trials[][3] = {
		/* yi, vi, p with 11 degrees of freedom */
		{-0.889311333920205, 0.325584765003961, 0.826306695425369},
		{-1.58538865720143, 0.194581121398144, 0.226466519026929},
		{-1.34807314829969, 0.415367965367965, 0.462008816706332},
		{-1.44155119002131, 0.0200100319022476, 0.137349023373129},
		{-0.217547322211296, 0.0512101721696309, 0.413827430164793},
		{-0.786115585818864, 0.00690561845590876, 0.913107406237188},
		{-1.62089822359839, 0.223017247572315, 0.222353304502383},
		{0.0119523335238405, 0.00396157929781773, 0.130896370620336},
		{-0.469417648738149, 0.056434210463249, 0.685023612007366},
		{-1.37134480347278, 0.0730247936130289, 0.280629137646695},
		{-0.339358828338391, 0.0124122139715597, 0.539546656203065},
		{0.445913400571379, 0.532505845200153, 0.223819403680423},
		{-0.0173139482168798, 0.0714046596839863, 0.267292891978199},
	};
	const double launches = 1e12; /* so that each variance is its own */
	struct effects_run runs[LENGTH(trials)];
	struct effects_host hosts[LENGTH(trials)];
	struct effects fit;

	(void)state;
	for (size_t i = 0; i < LENGTH(trials); i++)
		runs[i] = (struct effects_run){i, trials[i][0], trials[i][1] * launches, launches};
	effects_fit(runs, LENGTH(trials), hosts, LENGTH(trials), &nothing, &fit);
	assert_near(fit.between_hosts, 0.308760262862376, 1e-9);
	assert_near(fit.mean, -0.714117222073227, 1e-9);
	/* test = "t": 12 degrees of freedom */
	assert_near(fit.low, -1.10356277995449, 1e-7);
	assert_near(fit.high, -0.324671664191962, 1e-7);
	for (size_t i = 0; i < LENGTH(trials); i++)
		assert_near(hosts[i].p, trials[i][2], 1e-7);
}

/* ---- simulated fleets ---- */

static uint64_t seed;

static double uniform(void)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return ((double)(seed >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(double sd)
{
	return sd * sqrt(-2 * log(uniform())) * cos(2 * M_PI * uniform());
}

struct truth {
	double hosts; /* SDs */
	double runs;
	double launches;
	double slow; /* how much host 3 is off */
	size_t runs_per_host;
	size_t count; /* of hosts */
};

static struct effects_run simulate_run(size_t host, double centre, double sd)
{
	double values[LAUNCHES], mean = 0, squares = 0;

	for (size_t i = 0; i < LAUNCHES; i++) {
		values[i] = centre + normal(sd);
		mean += values[i] / LAUNCHES;
	}
	for (size_t i = 0; i < LAUNCHES; i++)
		squares += (values[i] - mean) * (values[i] - mean);
	return (struct effects_run){host, mean, squares / (LAUNCHES - 1), LAUNCHES};
}

static void simulate(const struct truth *truth, struct effects_host *hosts, struct effects *fit)
{
	struct effects_run runs[HOSTS * RUNS_MAX];
	size_t count = 0;

	for (size_t host = 0; host < truth->count; host++) {
		double centre = normal(truth->hosts) + (host == 3 ? log1p(truth->slow) : 0);

		for (size_t i = 0; i < truth->runs_per_host; i++)
			runs[count++] =
				simulate_run(host, centre + normal(truth->runs), truth->launches);
	}
	effects_fit(runs, count, hosts, truth->count, &assumed, fit);
}

/* The outliers at a family-wise rate of 5%, as bits. */
static unsigned outliers_among(const struct effects_host *hosts, size_t count)
{
	double p[HOSTS];
	unsigned found = 0;

	for (size_t i = 0; i < count; i++)
		p[i] = hosts[i].p;
	paired_holm(p, count);
	for (size_t i = 0; i < count; i++)
		found |= (unsigned)(p[i] <= 0.05) << i;
	return found;
}

static unsigned outliers_of(const struct effects_host *hosts)
{
	return outliers_among(hosts, HOSTS);
}

static bool are_ranked_apart(const struct effects_host *hosts)
{
	for (size_t i = 0; i < HOSTS; i++)
		if (hosts[i].rank_first != 1 || hosts[i].rank_last != HOSTS)
			return true;
	return false;
}

/* The run-to-run SD of floor multiples as measured; naive ranking finds 12 outliers of 20. */
static void runs_of_one_machine_are_no_outliers(void **state)
{
	const struct truth truth = {0, 0.014, 0.02, 0, 1, HOSTS};
	struct effects_host hosts[HOSTS];
	struct effects fit;
	size_t wrong = 0, apart = 0;

	(void)state;
	seed = 17;
	for (size_t i = 0; i < FLEETS; i++) {
		simulate(&truth, hosts, &fit);
		wrong += outliers_of(hosts) != 0;
		apart += are_ranked_apart(hosts);
	}
	assert_true(wrong <= FLEETS / 100);
	assert_true(apart <= FLEETS / 100);
}

/* The stated rate holds where hosts differ, and the variance between them has to be estimated. */
static void the_family_wise_error_rate_is_kept(void **state)
{
	const struct truth truth = {0.02, 0.014, 0.02, 0, 2, HOSTS};
	struct effects_host hosts[HOSTS];
	struct effects fit;
	size_t wrong = 0;

	(void)state;
	seed = 18;
	for (size_t i = 0; i < 5 * FLEETS; i++) {
		simulate(&truth, hosts, &fit);
		wrong += outliers_of(hosts) != 0;
	}
	/* 5% of 1000 are 50, with an SD of 7 */
	assert_true(wrong <= 71);
}

static void a_host_5_percent_off_is_found(void **state)
{
	const struct truth truth = {0, 0.014, 0.02, 0.05, 6, HOSTS};
	struct effects_host hosts[HOSTS];
	struct effects fit;
	size_t found = 0, apart = 0;

	(void)state;
	seed = 19;
	for (size_t i = 0; i < FLEETS; i++) {
		simulate(&truth, hosts, &fit);
		found += (outliers_of(hosts) & 1 << 3) != 0;
		apart += hosts[3].rank_first > HOSTS / 2;
	}
	assert_true(found >= FLEETS - FLEETS / 100);
	assert_true(apart >= FLEETS - FLEETS / 20);
}

static void variances_are_those_of_the_truth(void **state)
{
	const struct truth truth = {0.03, 0.014, 0.02, 0, 6, HOSTS};
	struct effects_host hosts[HOSTS];
	struct effects fit;
	double between_hosts = 0, between_runs = 0, within = 0;
	size_t covered = 0;

	(void)state;
	seed = 20;
	for (size_t i = 0; i < FLEETS; i++) {
		simulate(&truth, hosts, &fit);
		between_hosts += fit.between_hosts / FLEETS;
		between_runs += fit.between_runs / FLEETS;
		within += fit.within / FLEETS;
		covered += fit.low <= 0 && fit.high >= 0;
	}
	assert_near(sqrt(between_hosts), 0.03, 0.0015);
	assert_near(sqrt(between_runs), 0.014, 0.0007);
	assert_near(sqrt(within * LAUNCHES), 0.02, 0.0005);
	/* 95% of 200 are 190, with an SD of 3.1 */
	assert_in_range(covered, 180, 199);
}

/* The statements of docs/fleet.md about few hosts, and about one that is 1.5 times slower. */
static size_t count_found(size_t count, double slow, size_t *others)
{
	const struct truth truth = {0, 0.014, 0.02, slow, 3, count};
	struct effects_host hosts[HOSTS];
	struct effects fit;
	size_t found = 0;

	*others = 0;
	for (size_t i = 0; i < FLEETS; i++) {
		unsigned outliers;

		simulate(&truth, hosts, &fit);
		outliers = outliers_among(hosts, count);
		found += (outliers & 1 << 3) != 0;
		*others += (outliers & ~(1U << 3)) != 0;
	}
	return found;
}

static void four_hosts_find_what_three_cannot(void **state)
{
	struct effects_host hosts[HOSTS];
	struct effects fit;
	size_t others;

	(void)state;
	seed = 21;
	assert_int_equal(count_found(4, 0.5, &others), FLEETS);
	assert_true(others <= FLEETS / 20);
	/* host 3 is not among them */
	for (size_t i = 0; i < FLEETS; i++) {
		simulate(&(struct truth){0, 0.014, 0.02, 0, 3, 3}, hosts, &fit);
		assert_true(expm1(effects_mde(&fit, 0.05 / 3)) > 0.1);
	}
}

/* In fewer than 95%, as the spread of the others is itself known from a few hosts only. */
static void what_is_detectable_is_found(void **state)
{
	static const size_t counts[] = {6, 10, 20};
	struct effects_host hosts[HOSTS];
	struct effects fit;

	(void)state;
	seed = 22;
	for (size_t k = 0; k < LENGTH(counts); k++) {
		struct truth truth = {0.01, 0.014, 0.02, 0, 3, counts[k]};
		double mde = 0;
		size_t found = 0;

		for (size_t i = 0; i < FLEETS; i++) {
			simulate(&truth, hosts, &fit);
			mde += effects_mde(&fit, 0.05 / (double)counts[k]) / FLEETS;
		}
		truth.slow = expm1(mde);
		for (size_t i = 0; i < FLEETS; i++) {
			simulate(&truth, hosts, &fit);
			found += (outliers_among(hosts, counts[k]) & 1 << 3) != 0;
		}
		print_message("%zu hosts: %.3f, found %zu\n", counts[k], mde, found);
		assert_in_range(found, FLEETS * 80 / 100, FLEETS);
	}
}

/* REML and Hartung-Knapp intervals would cover no better: see docs/fleet.md. */
static void intervals_cover_with_few_hosts_and_runs(void **state)
{
	static const size_t counts[] = {3, 5, 20}, runs[] = {1, 3};
	static const double spreads[] = {0.01, 0.03};
	struct effects_host hosts[HOSTS];
	struct effects fit;

	(void)state;
	seed = 23;
	for (size_t k = 0; k < LENGTH(counts) * LENGTH(runs) * LENGTH(spreads); k++) {
		const struct truth truth = {spreads[k / 6],   0.014, 0.02, 0, runs[k % 2],
					    counts[k / 2 % 3]};
		size_t mean = 0, next = 0;

		for (size_t i = 0; i < 5 * FLEETS; i++) {
			double another = normal(truth.hosts),
			       noise = hypot(0.014, 0.02 / sqrt(LAUNCHES));

			another += normal(noise / sqrt((double)truth.runs_per_host));

			simulate(&truth, hosts, &fit);
			mean += fit.low <= 0 && fit.high >= 0;
			next += fit.host_low <= another && another <= fit.host_high;
		}
		print_message("%zu hosts, %zu runs: mean %zu, one more host %zu\n", truth.count,
			      truth.runs_per_host, mean, next);
		/* 95% of 1000, with an SD of 7 */
		assert_true(mean >= 930);
		assert_true(next >= 925);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(between_hosts_is_that_of_der_simonian_and_laird),
		cmocka_unit_test(runs_of_a_host_are_no_hosts),
		cmocka_unit_test(a_run_is_not_trusted_because_its_launches_agree),
		cmocka_unit_test(few_runs_are_assumed_to_vary),
		cmocka_unit_test(one_and_two_hosts_are_not_tested),
		cmocka_unit_test(identical_counts_stay_finite),
		cmocka_unit_test(published_trials_are_judged_as_by_metafor),
		cmocka_unit_test(runs_of_one_machine_are_no_outliers),
		cmocka_unit_test(the_family_wise_error_rate_is_kept),
		cmocka_unit_test(a_host_5_percent_off_is_found),
		cmocka_unit_test(variances_are_those_of_the_truth),
		cmocka_unit_test(four_hosts_find_what_three_cannot),
		cmocka_unit_test(what_is_detectable_is_found),
		cmocka_unit_test(intervals_cover_with_few_hosts_and_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
