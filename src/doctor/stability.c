/* stability: measures for a few seconds how well runs on this machine will repeat. */
#include "stability.h"

#include "procbench/stats/level.h"
#include "procbench/stats/order.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>

#define SAMPLES_MAX  2048 /* of one loop in one window */
#define MEMORY_PAGES 32

/*
 * Coefficients of variation of the windows' medians, in percent: up to these, runs repeat. The
 * level changes slowly, so that medians of runs vary like those of windows. Ratios vary from window
 * to window, and their average over a run by less than a fifth of that.
 */
#define REPEATS_CREATE_PCT 2.0
#define REPEATS_RATIO_PCT  8.0

/* A smaller change of level does not matter. */
#define LEVEL_PCT 2.0

static int create_one(double *ns, struct error *error)
{
	uint64_t start = clock_now_ns();
	long pid = sys_clone_exit(SIGCHLD);
	int status;

	if (pid < 0)
		return error_set(error, (int)-pid, "clone failed: %s", strerror((int)-pid));
	while (sys_wait4((pid_t)pid, &status, 0, NULL) == -EINTR)
		;
	*ns = (double)(clock_now_ns() - start);
	return 0;
}

static int touch_memory(double *ns, struct error *error)
{
	const size_t bytes = (size_t)MEMORY_PAGES * SYS_PAGE_BYTES_MAX;
	uint64_t start = clock_now_ns();
	char *memory =
		mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		return error_set(error, errno, "cannot map memory: %s", strerror(errno));
	for (size_t i = 0; i < bytes; i += SYS_PAGE_BYTES_MAX)
		((volatile char *)memory)[i] = 1;
	munmap(memory, bytes);
	*ns = (double)(clock_now_ns() - start);
	return 0;
}

static double median(double *values, size_t n)
{
	order_sort(values, n);
	return order_quantile(values, n, 0.5);
}

static int measure_window(struct stability_windows *windows, struct error *error)
{
	static double create_ns[SAMPLES_MAX], memory_ns[SAMPLES_MAX];
	uint64_t end_ns = clock_now_ns() + STABILITY_WINDOW_MS * UINT64_C(1000000);
	size_t n = 0;

	do {
		if (create_one(&create_ns[n], error) < 0 || touch_memory(&memory_ns[n], error) < 0)
			return -error->code;
		n++;
	} while (n < SAMPLES_MAX && clock_now_ns() < end_ns);
	windows->create_ns[windows->count] = median(create_ns, n);
	windows->memory_ns[windows->count++] = median(memory_ns, n);
	return 0;
}

/* On the CPU of measurements, because the scheduler's choices are a noise that they do not have. */
int stability_measure(struct stability_windows *windows, struct error *error)
{
	struct cpus before = cpus_allowed();
	int cpu = cpus_choose(), status = 0;

	*windows = (struct stability_windows){.count = 0};
	if (cpu >= 0)
		sys_move_to_cpu(cpu);
	while (windows->count < STABILITY_WINDOWS && status == 0)
		status = measure_window(windows, error);
	sys_setaffinity(&before, sizeof(before));
	return status;
}

/* ---- what the windows show ---- */

/* Of logarithms, so that it is relative, in percent. */
static double variation_pct(const double *logs, size_t n)
{
	double mean = 0, squares = 0;

	for (size_t i = 0; i < n; i++)
		mean += logs[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		squares += (logs[i] - mean) * (logs[i] - mean);
	return 100 * sqrt(squares / (double)(n - 1));
}

static double round_to_tenths(double value)
{
	return round(value * 10) / 10;
}

static const char *predict(double create_pct, double ratio_pct, double level_pct)
{
	if (ratio_pct > REPEATS_RATIO_PCT)
		return "unstable";
	return create_pct > REPEATS_CREATE_PCT || level_pct > 0 ? "ratios" : "repeatable";
}

int stability_add_facts(const struct stability_windows *windows, struct facts *facts)
{
	double logs[STABILITY_WINDOWS], ratios[STABILITY_WINDOWS], create_pct, ratio_pct, level_pct;
	int status;

	for (size_t i = 0; i < windows->count; i++) {
		logs[i] = log(windows->create_ns[i]);
		ratios[i] = logs[i] - log(windows->memory_ns[i]);
	}
	create_pct = variation_pct(logs, windows->count);
	ratio_pct = variation_pct(ratios, windows->count);
	level_pct = 100 * expm1(fabs(level_find(logs, windows->count).change));
	if (level_pct < LEVEL_PCT)
		level_pct = 0;
	status = facts_add_number(facts, "create_cv_pct", round_to_tenths(create_pct));
	status |= facts_add_number(facts, "ratio_cv_pct", round_to_tenths(ratio_pct));
	status |= facts_add_number(facts, "level_change_pct", round_to_tenths(level_pct));
	status |= facts_add(facts, "runs", predict(create_pct, ratio_pct, level_pct));
	return status == 0 ? 0 : -ENOMEM;
}
