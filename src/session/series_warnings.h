/*
 * series_warnings: warnings from the series of samples and launches: outliers, a slow first
 * launch, slow first samples, a trend.
 *
 * False alarms, of independent values: a trend and slow first samples are tests at ALARM_P, per
 * run and per case; a slow first launch is rarer. Effects too small to matter are not reported.
 */
#ifndef PROCBENCH_SRC_SESSION_SERIES_WARNINGS_H
#define PROCBENCH_SRC_SESSION_SERIES_WARNINGS_H

#include "procbench/result/result.h"

#define ALARM_P 0.001

/* Each adds at most one warning, with its remedy. 0, or non-zero without memory. */
int series_warn_of_outliers(struct result *result);
int series_warn_of_first_launch(struct result *result);
int series_warn_of_first_samples(struct result *result);
int series_warn_of_trend(struct result *result);

#endif
