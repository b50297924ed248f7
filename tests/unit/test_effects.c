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

	for (size_t host = 0; host < HOSTS; host++) {
		double centre = normal(truth->hosts) + (host == 3 ? log1p(truth->slow) : 0);

		for (size_t i = 0; i < truth->runs_per_host; i++)
			runs[count++] =
				simulate_run(host, centre + normal(truth->runs), truth->launches);
	}
	effects_fit(runs, count, hosts, HOSTS, &assumed, fit);
}

/* The outliers at a family-wise rate of 5%, as bits. */
static unsigned outliers_of(const struct effects_host *hosts)
{
	double p[HOSTS];
	unsigned found = 0;

	for (size_t i = 0; i < HOSTS; i++)
		p[i] = hosts[i].p;
	paired_holm(p, HOSTS);
	for (size_t i = 0; i < HOSTS; i++)
		found |= (unsigned)(p[i] <= 0.05) << i;
	return found;
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
	const struct truth truth = {0, 0.014, 0.02, 0, 1};
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
	const struct truth truth = {0.02, 0.014, 0.02, 0, 2};
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
	const struct truth truth = {0, 0.014, 0.02, 0.05, 6};
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
	const struct truth truth = {0.03, 0.014, 0.02, 0, 6};
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(between_hosts_is_that_of_der_simonian_and_laird),
		cmocka_unit_test(runs_of_a_host_are_no_hosts),
		cmocka_unit_test(a_run_is_not_trusted_because_its_launches_agree),
		cmocka_unit_test(few_runs_are_assumed_to_vary),
		cmocka_unit_test(one_and_two_hosts_are_not_tested),
		cmocka_unit_test(identical_counts_stay_finite),
		cmocka_unit_test(runs_of_one_machine_are_no_outliers),
		cmocka_unit_test(the_family_wise_error_rate_is_kept),
		cmocka_unit_test(a_host_5_percent_off_is_found),
		cmocka_unit_test(variances_are_those_of_the_truth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
