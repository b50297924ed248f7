/* fleet_phrases: what the formats of a fleet share. */
#ifndef PROCBENCH_SRC_FLEET_FLEET_PHRASES_H
#define PROCBENCH_SRC_FLEET_FLEET_PHRASES_H

#include "procbench/fleet/fleet.h"

#define PHRASES_ESTIMATOR "DerSimonian-Laird"

/* The variance of a run's value by its sources, as fractions; NAN where they cannot be told. */
struct shares {
	double hosts;
	double runs;
	double hosts_and_runs;
	double within;
};

struct shares shares_of(const struct effects *effects);

/* "variance: 62% between hosts, 20% between runs of a host, 18% within runs; minimum detectable
 * effect 12%". */
void phrases_add_shares(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit);

/* How much a host has to be off, as a fraction, to be found with 95% power; NAN: none is tested. */
double phrases_mde(const struct fleet *fleet, const struct fleet_unit *unit);

/* "fork, kernel=6.1.0", and the floor where it is not the common one. */
void phrases_add_title(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit);

/* "2.31x floor (95% CI 2.28-2.34), another host 2.2-2.4; median 93.1 us". */
void phrases_add_mean(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit);

/* "6 hosts, 12 results; 1 outlier ...". */
void phrases_add_summary(struct text *out, const struct fleet *fleet);

/* How the numbers were found, in one sentence. */
void phrases_add_method(struct text *out, const struct fleet *fleet);

/* "n5: fork: 2.6x floor (95% CI 2.57-2.63), 12.1% slower than the other hosts (p 0.0012)". */
void phrases_add_outlier(struct text *out, const struct fleet *fleet, const struct fleet_unit *unit,
			 const struct fleet_host *host);

/* "1-5", or "6" where there is no doubt. */
void phrases_add_ranks(struct text *out, const struct effects_host *host);

/* A host's value relative to the fleet's mean, less 1. */
double phrases_off(const struct fleet_unit *unit, const struct fleet_host *host);

/* Calls `add` with each sentence about what is missing, was not measured, or is doubtful. */
void phrases_each_note(struct text *out, const struct fleet *fleet,
		       void (*add)(struct text *out, const char *note));

#endif
