/*
 * effects: a random-effects model of values from many hosts, each with one or more runs.
 *
 * The value of a run is the fleet's mean, plus an effect of its host, plus an effect of the run,
 * plus the error of the run's own launches. All functions are pure.
 *
 * - Within runs: the variance of a launch, for each run a weighted mean of its own and of the
 *   pooled variance of all runs, which counts as EFFECTS_PRIOR_DF further launches; so a run is not
 *   trusted because its few launches agree by chance.
 * - Between runs of a host, and between hosts: the moment estimator of DerSimonian and Laird
 *   (Controlled Clinical Trials 7, 1986), first within hosts, then over the means of the hosts.
 * - A host is tested against the mean and the variance of the others (externally studentized
 *   residual; Viechtbauer and Cheung, Research Synthesis Methods 1, 2010), by Student's t.
 * - Ranks are ranges: hosts are only ordered where the interval of their difference, simultaneous
 *   over all pairs (Bonferroni), excludes 0 (Mogstad et al., Review of Economic Studies 91, 2024).
 */
#ifndef PROCBENCH_STATS_EFFECTS_H
#define PROCBENCH_STATS_EFFECTS_H

#include <stdbool.h>
#include <stddef.h>

#define EFFECTS_CONFIDENCE 0.95
#define EFFECTS_PRIOR_DF   10

/* With fewer degrees of freedom between runs of a host the caller's assumption is the minimum. */
#define EFFECTS_RUN_DF_LEAST 5

/* The least variance of a value, so that identical launches have a finite weight: 1 in 10^6. */
#define EFFECTS_VARIANCE_LEAST 1e-12

struct effects_run {
	size_t host;     /* index of its host */
	double value;    /* such as a logarithm */
	double variance; /* of its launches; NAN if there is only one */
	double launches; /* at least 1 */
};

struct effects_host {
	size_t runs; /* 0: no value, and nothing below is meaningful */
	double value;
	double variance; /* of the value, from launches and runs */
	double low;      /* CI */
	double high;
	double others; /* mean of the other hosts; NAN below 3 hosts */
	double p;      /* that it differs no more than the others do; NAN below 3 hosts */
	size_t rank_first;
	size_t rank_last;
};

/* What is assumed of runs where hosts have too few to estimate it. */
struct effects_assumed {
	double sd;
	double df;
};

struct effects {
	size_t hosts;
	size_t runs;
	double mean; /* of the fleet, with CI */
	double low;
	double high;
	double host_low; /* prediction interval of one more host as measured; NAN below 3 hosts */
	double host_high;
	double within;         /* variance of a run's value from its launches, on average */
	double between_runs;   /* variance between runs of a host */
	double between_hosts;  /* variance between hosts */
	double hosts_and_runs; /* of both together, which one run per host can tell too */
	double run_df;         /* degrees of freedom of between_runs */
	bool run_assumed;      /* too few: between_runs is at least what was assumed */
	double test_error;     /* standard error of a host in its test; NAN below 3 hosts */
	double test_df;
};

/*
 * Fits `run_count` runs of hosts[host_count] and fills both. Writes only to hosts and *fit; the
 * variances in `runs` are replaced by those of the runs' values.
 */
void effects_fit(struct effects_run *runs, size_t run_count, struct effects_host *hosts,
		 size_t host_count, const struct effects_assumed *assumed, struct effects *fit);

/*
 * The least difference of one host from the others that is found with 95% power where p has to be
 * below `error_rate` and the others spread as here, as a difference of values: (t + z) standard
 * errors. NAN below 3 hosts.
 */
double effects_mde(const struct effects *fit, double error_rate);

#endif
