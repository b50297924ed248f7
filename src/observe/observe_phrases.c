/* observe_phrases: what the formats of an observation share. */
#define _GNU_SOURCE
#include "observe_phrases.h"

#include "procbench/base/error.h"
#include "procbench/render/human.h"

#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define CALLS_NAMED 6

const char *phrase_base_name(const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;

	return slash && slash[1] ? slash + 1 : path ? path : "?";
}

static void add_counted(struct text *out, uint64_t count, const char *noun)
{
	const char *plural = noun[strlen(noun) - 1] == 's' ? "es" : "s";

	text_printf(out, "%" PRIu64 " %s%s", count, noun, count == 1 ? "" : plural);
}

void phrase_add_summary(struct text *out, const struct observation *observation)
{
	add_counted(out, observation->creation_count, "creation");
	text_add(out, " at ");
	add_counted(out, observation->sites.count, "site");
	text_add(out, ", ");
	add_counted(out, observation->process_count, "process");
}

void phrase_add_end(struct text *out, const struct observe_end *end)
{
	const char *name = end->how == OBSERVE_KILLED ? sigabbrev_np((int)end->status) : NULL;

	if (end->how == OBSERVE_EXITED)
		text_printf(out, "exited with %" PRIu64, end->status);
	else if (end->how == OBSERVE_RUNNING)
		text_add(out, "still running");
	else if (name)
		text_printf(out, "killed by SIG%s", name);
	else
		text_printf(out, "killed by signal %" PRIu64, end->status);
}

void phrase_add_outcome(struct text *out, const struct observe_site *site)
{
	char scratch[16];

	if (site->error)
		text_printf(out, "failed: %s", error_name((int)site->error, scratch));
	else
		text_add_printable(out, site->program ? phrase_base_name(site->program) : "-");
}

void phrase_add_range(struct text *out, uint64_t low, uint64_t high)
{
	if (high == OBSERVE_UNKNOWN)
		text_add_char(out, '-');
	else if (low == high)
		text_printf(out, "%" PRIu64, high);
	else
		text_printf(out, "%" PRIu64 "-%" PRIu64, low, high);
}

void phrase_add_bytes(struct text *out, uint64_t low, uint64_t high)
{
	struct text first = {0}, last = {0};

	if (high == OBSERVE_UNKNOWN) {
		text_add_char(out, '-');
		return;
	}
	human_add_bytes(&first, (double)low);
	human_add_bytes(&last, (double)high);
	text_add(out, text_string(&first));
	if (strcmp(text_string(&first), text_string(&last)) != 0)
		text_printf(out, " to %s", text_string(&last));
	text_free(&first);
	text_free(&last);
}

void phrase_add_rss(struct text *out, const struct observe_site *site)
{
	phrase_add_bytes(out, observe_rss(&site->shape_low), observe_rss(&site->shape_high));
}

/* ---- one site ---- */

static void add_callers(struct text *out, const struct observe_site *site)
{
	text_add_printable(out, site->executable ? site->executable : "?");
	text_add(out, ", ");
	add_counted(out, site->callers, "process");
}

static void add_call(struct text *out, const struct observe_site *site)
{
	const char *name = sigabbrev_np((int)site->exit_signal);

	text_add(out, site->call);
	if (strncmp(site->call, "clone", 5) == 0)
		text_printf(out, " %s", site->flags);
	if (site->machine) {
		text_add(out, " (");
		text_add_printable(out, site->machine);
		text_add_char(out, ')');
	}
	if (site->own_stack)
		text_add(out, ", on its own stack");
	if (site->exit_signal == 0 && site->kind != OBSERVE_THREAD)
		text_add(out, ", no exit signal");
	else if (site->exit_signal != SIGCHLD && name)
		text_printf(out, ", exit signal SIG%s", name);
	if (site->fallbacks > 0)
		text_printf(out, "; %" PRIu64 " as a fallback, after another call failed",
			    site->fallbacks);
}

static void add_program(struct text *out, const struct observe_site *site)
{
	if (!site->program)
		return;
	text_add_printable(out, site->program);
	if (site->failed_execs_high > 0)
		text_printf(out, ", after up to %" PRIu64 " exec calls that failed",
			    site->failed_execs_high);
}

static void add_member(struct text *out, uint64_t low, uint64_t high, const char *noun)
{
	if (high == OBSERVE_UNKNOWN)
		return;
	text_add(out, ", ");
	phrase_add_range(out, low, high);
	text_printf(out, " %s%s", noun, high == 1 ? "" : "s");
}

static void add_state(struct text *out, const struct observe_site *site)
{
	const struct observe_shape *low = &site->shape_low, *high = &site->shape_high;

	if (high->rss_anon == OBSERVE_UNKNOWN)
		return;
	phrase_add_bytes(out, low->rss_anon, high->rss_anon);
	text_add(out, " anonymous, ");
	phrase_add_bytes(out, low->rss_file, high->rss_file);
	text_add(out, " of files, ");
	phrase_add_bytes(out, low->rss_shmem, high->rss_shmem);
	text_add(out, " shared");
	add_member(out, low->mappings, high->mappings, "mapping");
	add_member(out, low->descriptors, high->descriptors, "descriptor");
	add_member(out, low->threads, high->threads, "thread");
	if (high->seccomp_filters != OBSERVE_UNKNOWN && high->seccomp_filters > 0)
		add_member(out, low->seccomp_filters, high->seccomp_filters, "seccomp filter");
	if (site->cgroup && *site->cgroup && strcmp(site->cgroup, "/") != 0) {
		text_add(out, ", cgroup ");
		text_add_printable(out, site->cgroup);
	}
	if (site->shapes < site->count)
		text_printf(out, " (read at %" PRIu64 " of %" PRIu64 ")", site->shapes,
			    site->count);
}

static int compare_ranges(const void *a, const void *b)
{
	const struct observe_calls_range *x = a, *y = b;

	return (x->high < y->high) - (x->high > y->high);
}

static void add_calls(struct text *out, const struct observe_site *site)
{
	size_t count = site->calls.count;
	struct observe_calls_range *calls = calloc(count + 1, sizeof(*calls));

	out->failed = out->failed || !calls;
	for (size_t i = 0; calls && i < count; i++)
		calls[i] = site->calls.items[i];
	if (calls && count > 0)
		qsort(calls, count, sizeof(*calls), compare_ranges);
	for (size_t i = 0; calls && i < count && i < CALLS_NAMED; i++) {
		text_printf(out, "%s%s ", i ? ", " : ": ", calls[i].name);
		phrase_add_range(out, calls[i].low, calls[i].high);
	}
	if (count > CALLS_NAMED)
		text_add(out, ", ...");
	free(calls);
}

static void add_before_exec(struct text *out, const struct observe_site *site)
{
	if (site->counted == 0)
		return;
	phrase_add_range(out, site->calls_low, site->calls_high);
	text_printf(out, " system call%s", site->calls_high == 1 ? "" : "s");
	add_calls(out, site);
	if (site->counted < site->count)
		text_printf(out, " (counted for %" PRIu64 " of %" PRIu64 ")", site->counted,
			    site->count);
}

static void add_inherited(struct text *out, const struct observe_site *site)
{
	if (site->inherited_high == OBSERVE_UNKNOWN || site->inherited_high == 0)
		return;
	add_counted(out, site->inherited_high, "descriptor");
	text_add(out, " above 2: ");
	text_add_printable(out, site->inherits ? site->inherits : "?");
	if (site->inherited_high > 3)
		text_add(out, ", ...");
}

/* ---- prices ---- */

static void add_ns(struct text *out, uint64_t ns)
{
	human_add_time(out, (double)ns, HUMAN_DIGITS);
}

static void add_interval(struct text *out, const struct observe_price *price)
{
	if (price->low_ns == OBSERVE_UNKNOWN || price->high_ns == OBSERVE_UNKNOWN)
		return;
	text_add(out, " (95% CI ");
	add_ns(out, price->low_ns);
	text_add(out, " to ");
	add_ns(out, price->high_ns);
	text_add_char(out, ')');
}

void phrase_add_price(struct text *out, const struct observe_price *price)
{
	if (price->median_ns == OBSERVE_UNKNOWN)
		text_add_char(out, '-');
	else
		add_ns(out, price->median_ns);
}

static void add_price(struct text *out, const struct observe_site *site)
{
	const struct observe_price *price = &site->price;
	bool is_known = price->median_ns != OBSERVE_UNKNOWN;

	if (is_known) {
		add_ns(out, price->median_ns);
		add_interval(out, price);
		text_add(out, " per call, as ");
		text_add_printable(out, price->measured ? price->measured : "?");
	}
	if (!price->note)
		return;
	text_add(out, is_known ? "; not reproduced: " : "not measured: ");
	text_add_printable(out, price->note);
}

void phrase_add_run_price(struct text *out, const struct observation *observation)
{
	text_add(out, "price: until the child is reaped, without a tracer; ");
	if (observation->run_price.median_ns == OBSERVE_UNKNOWN) {
		text_add(out, "no call could be measured");
		return;
	}
	add_ns(out, observation->run_price.median_ns);
	add_interval(out, &observation->run_price);
	text_add(out, " per run, for ");
	if (observation->priced_creations < observation->creation_count)
		text_printf(out, "%" PRIu64 " of ", observation->priced_creations);
	add_counted(out, observation->creation_count, "creation");
}

const struct phrase phrases_of_site[] = {
	{"caller", add_callers},    {"call", add_call},       {"state", add_state},
	{"child", add_before_exec}, {"program", add_program}, {"inherits", add_inherited},
	{"price", add_price},
};

const size_t phrases_of_site_count = sizeof(phrases_of_site) / sizeof(phrases_of_site[0]);

/* ---- all of it ---- */

static void add_loss(struct text *out, void (*add)(struct text *, const char *), uint64_t count,
		     const char *noun, const char *what)
{
	struct text line = {0};

	if (count > 0) {
		add_counted(&line, count, noun);
		text_add(&line, what);
		add(out, text_string(&line));
	}
	text_free(&line);
}

void phrases_each(const struct observation *observation, void (*add)(struct text *, const char *),
		  struct text *out)
{
	const struct observe_losses *losses = &observation->losses;

	for (size_t i = 0; i < observation->warnings.count; i++)
		add(out, observation->warnings.items[i]);
	if (!observation->is_filtered)
		add(out, "without a seccomp filter, calls that failed were not seen, and the "
			 "caller's state is that just after a creation");
	add_loss(out, add, losses->callers_unknown, "creation",
		 " not attributed to a site: the caller was killed");
	add_loss(out, add, losses->creations_unlisted, "creation",
		 " not listed, only in the sites");
	add_loss(out, add, losses->processes_unlisted, "process", " not listed, only counted");
	add_loss(out, add, losses->untraced, "creation", " with CLONE_UNTRACED traced anyway");
	add_loss(out, add, losses->events, "event",
		 " lost: a task was killed, or could not be followed");
}
