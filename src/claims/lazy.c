/* lazy: whether fork copies pages when it is called, or each when it is written. */
#include "measuring.h"

#include "procbench/claims/claims.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

/* The same child of a small and of a large parent, and children that write more and more pages. */
#define PAGES_SMALL 1024
#define PAGES_LARGE 4096
#define PAGES_SOME  100
#define PAGES_MANY  3000

enum { SMALL, LARGE, WRITES_SOME, WRITES_MANY, CASES };

static const struct {
	unsigned pages;
	unsigned written;
} cases[CASES] = {
	[SMALL] = {PAGES_SMALL, 0},
	[LARGE] = {PAGES_LARGE, 0},
	[WRITES_SOME] = {PAGES_LARGE, PAGES_SOME},
	[WRITES_MANY] = {PAGES_LARGE, PAGES_MANY},
};

/*
 * Two metrics per case. The time is the fastest sample's: the claim is about what happens, not
 * about how long it usually takes, and other load only adds to it.
 */
enum { FAULTS, TIME, CASE_METRICS };

static const char *const lazy_names[] = {"faults_1024_pages",
					 "fastest_1024_pages_ns",
					 "faults_4096_pages",
					 "fastest_4096_pages_ns",
					 "faults_4096_pages_100_written",
					 "fastest_4096_pages_100_written_ns",
					 "faults_4096_pages_3000_written",
					 "fastest_4096_pages_3000_written_ns",
					 NULL};

static int measure(const struct claim_bench *bench, struct result *result, struct error *error)
{
	const struct measuring_effort effort = {10, UINT64_C(3000000000)};
	char specs[CASES][64];
	const char *list[CASES + 1] = {NULL};

	for (size_t i = 0; i < CASES; i++) {
		snprintf(specs[i], sizeof(specs[i]), "fork:rss=%ld,touch=%u",
			 (long)cases[i].pages * sysconf(_SC_PAGESIZE), cases[i].written);
		list[i] = specs[i];
	}
	return measuring_run(bench, list, effort, result, error);
}

static int try_lazy_copy(const struct claim_bench *bench, struct claim_metric *metrics,
			 struct error *error)
{
	struct result result;
	int status = measure(bench, &result, error);

	for (size_t i = 0; i < CASES && status == 0; i++) {
		const struct result_case *item = &result.cases[i];

		metrics[i * CASE_METRICS + FAULTS].number = item->minor_faults;
		metrics[i * CASE_METRICS + TIME].number = item->spans[SPAN_TOTAL].min_ns;
	}
	result_free(&result);
	return status;
}

static double of(const struct claim_metric *metrics, int item, int metric)
{
	return metrics[item * CASE_METRICS + metric].number;
}

static enum claim_verdict judge_lazy_copy(const struct claim_metric *metrics,
					  struct text *explanation)
{
	double faults = (of(metrics, WRITES_MANY, FAULTS) - of(metrics, WRITES_SOME, FAULTS)) /
			(PAGES_MANY - PAGES_SOME);
	double ns = (of(metrics, WRITES_MANY, TIME) - of(metrics, WRITES_SOME, TIME)) /
		    (PAGES_MANY - PAGES_SOME);
	double pages = PAGES_LARGE - PAGES_SMALL;
	double size_faults = (of(metrics, LARGE, FAULTS) - of(metrics, SMALL, FAULTS)) / pages;
	double size_ns = (of(metrics, LARGE, TIME) - of(metrics, SMALL, TIME)) / pages;
	/* a copy during the call would cause no faults by writing, and time by size */
	bool faults_hold = faults > 0.5 && faults < 1.5 && fabs(size_faults) < 0.01;

	text_printf(explanation,
		    "Each page that the child writes costs %.2f page faults and %.0f "
		    "ns. Each page of the parent that is not written costs %.3f "
		    "faults and %.0f ns, which fork spends on copying page tables, "
		    "not pages.",
		    faults, ns, fabs(size_faults), size_ns);
	if (!(of(metrics, WRITES_MANY, FAULTS) > 0)) {
		text_add(explanation, " This kernel does not count page faults.");
		return CLAIM_UNKNOWN;
	}
	if (!faults_hold)
		return CLAIM_FAILS;
	if (ns > 0 && size_ns < ns)
		return CLAIM_HOLDS;
	text_add(explanation,
		 " The faults are as claimed, but the times are too noisy to compare.");
	return CLAIM_UNKNOWN;
}

const struct claim claim_lazy_copy = {
	.name = "lazy-copy",
	.statement = "copy-on-write is lazy: after fork, page faults and time grow with the pages "
		     "written, not with the size of the parent (except for its page tables)",
	.kind = CLAIM_SEMANTIC,
	.metrics = lazy_names,
	.experiment = try_lazy_copy,
	.judge = judge_lazy_copy,
};
