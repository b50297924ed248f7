/* reduce: reads the samples of a launch from the arena into tallies and the samples file. */
#define _GNU_SOURCE
#include "reduce.h"

#include "rate.h"
#include "sample_row.h"

#include "procbench/sys/clock.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Samples are read in blocks, so that memory use does not depend on their number. */
#define CHUNK 512

/* The spans of one sample in ns, negative where not measured. */
struct spans {
	int64_t ns[SPAN_COUNT];
};

int reduce_begin(struct reducer *reducer, struct error *error)
{
	return reducer->samples ? sample_row_header(reducer->samples, error) : 0;
}

void reducer_free(struct reducer *reducer)
{
	for (int span = 0; span < SPAN_COUNT; span++)
		tally_free(&reducer->spans[span]);
}

/*
 * Relative to the first clock pair, because a double cannot represent the nanoseconds of a long
 * uptime. The conversion is off by nanoseconds, so a timestamp may appear to precede START.
 */
static int64_t counter_span(const struct clock_pair pairs[2], uint64_t stamp, uint64_t start_ns)
{
	struct clock_pair first = {pairs[0].counter, 0};
	struct clock_pair last = {pairs[1].counter, pairs[1].ns - pairs[0].ns};
	double ns;

	if (first.counter == last.counter)
		return -1;
	ns = clock_from_counter(stamp, first, last) - (double)(int64_t)(start_ns - pairs[0].ns);
	return ns > 0 ? llround(ns) : 0;
}

/* Time from START to a timestamp of the child, which is 0 if it was not taken. */
static int64_t child_span(const struct arena_header *header, bool counter, uint64_t stamp,
			  uint64_t start_ns)
{
	if (stamp == 0)
		return -1;
	if (counter)
		return counter_span(header->pairs, stamp, start_ns);
	return stamp > start_ns ? (int64_t)(stamp - start_ns) : 0;
}

static struct spans spans_of(const struct reducer *reducer, const struct arena_header *header,
			     bool stamped, const struct arena_sample *sample)
{
	struct spans spans = {{-1, -1, -1, -1, -1, -1, -1}};
	uint64_t start = sample->start_ns;

	if (sample->outcome != ARENA_OK)
		return spans;
	spans.ns[SPAN_TOTAL] = (int64_t)(sample->reaped_ns - start);
	spans.ns[SPAN_CALL] = (int64_t)(sample->returned_ns - start);
	spans.ns[SPAN_REAP] = (int64_t)(sample->reaped_ns - sample->returned_ns);
	if (sample->stall_ns > 0)
		spans.ns[SPAN_STALL] = (int64_t)sample->stall_ns;
	if (!stamped)
		return spans;
	spans.ns[SPAN_START] = child_span(header, reducer->counter, sample->child, start);
	spans.ns[SPAN_EXEC] = child_span(header, reducer->counter, sample->image, start);
	spans.ns[SPAN_MAIN] = child_span(header, reducer->counter, sample->main, start);
	return spans;
}

static int count_failure(struct run_case *into, const struct arena_sample *sample)
{
	struct run_failure *failures;

	for (size_t i = 0; i < into->failure_count; i++)
		if (into->failures[i].outcome == sample->outcome &&
		    into->failures[i].value == sample->value) {
			into->failures[i].count++;
			return 0;
		}
	failures = realloc(into->failures, (into->failure_count + 1) * sizeof(*failures));
	if (!failures)
		return -ENOMEM;
	into->failures = failures;
	failures[into->failure_count++] = (struct run_failure){sample->outcome, sample->value, 1};
	return 0;
}

static int add_spans(struct reducer *reducer, const struct launch *launch, struct run_case *into,
		     const struct spans *spans)
{
	int status = 0;

	for (int span = 0; span < SPAN_COUNT && status == 0; span++) {
		if (spans->ns[span] < 0)
			continue;
		status = tally_add(&reducer->spans[span], (uint64_t)spans->ns[span]);
		if (status == 0 && sample_row_has(launch, (enum span)span))
			status = tally_add(&into->spans[span], (uint64_t)spans->ns[span]);
	}
	return status;
}

static void add_usage(struct run_case *into, const struct arena_sample *sample)
{
	into->minor_faults += sample->minor_faults;
	into->major_faults += sample->major_faults;
	into->user_us += sample->user_us;
	into->system_us += sample->system_us;
	into->max_rss_kib += sample->max_rss_kib;
	into->voluntary_switches += sample->voluntary_switches;
	into->involuntary_switches += sample->involuntary_switches;
	into->faults_known++;
}

static int add_sample(struct reducer *reducer, const struct launch *launch, struct run_case *into,
		      struct run_launch *record, const struct arena_sample *sample,
		      const struct spans *spans)
{
	if (sample->outcome != ARENA_OK) {
		into->failed++;
		record->failed++;
		return count_failure(into, sample);
	}
	into->samples++;
	record->samples++;
	if (!launch->stamped && sample->minor_faults != ARENA_FAULTS_UNKNOWN)
		add_usage(into, sample);
	if (sample->minor_faults != ARENA_FAULTS_UNKNOWN) {
		record->cpu_us += (uint64_t)sample->user_us + sample->system_us;
		record->cpu_known++;
	}
	return add_spans(reducer, launch, into, spans);
}

/* ---- one subject ---- */

/* State accumulated over the subjects of a launch. */
struct pass {
	const struct launch *launch;
	struct run_case *into;
	struct run_launch *record;
	struct rate_window window;
	double in_window; /* samples that succeeded, by their share of it */
	uint64_t index;   /* of the next sample in the launch */
};

/* Where the rest before a sample began: with pause= it belongs to the time of a creation. */
static uint64_t rest_begin(const struct launch *launch, const struct arena_sample *sample)
{
	uint64_t rest_ns = launch->item->keys.number[KEY_PAUSE] * 1000000;

	return sample->start_ns > rest_ns ? sample->start_ns - rest_ns : 0;
}

static void accept_exit(const struct reducer *reducer, struct arena_sample *sample)
{
	if (sample->outcome == ARENA_EXIT && exit_set_has(&reducer->ok_exit, sample->value))
		sample->outcome = ARENA_OK;
}

static int reduce_sample(struct reducer *reducer, struct pass *pass,
			 const struct launch_subject *subject, const struct arena_sample *sample,
			 struct error *error)
{
	struct spans spans = spans_of(reducer, subject->header, pass->launch->stamped, sample);
	uint64_t index = pass->index++;
	int status = add_sample(reducer, pass->launch, pass->into, pass->record, sample, &spans);

	if (status < 0)
		return error_set(error, -status, "out of memory");
	if (sample->outcome == ARENA_OK && index == 0)
		pass->record->first_ns = (double)spans.ns[SPAN_TOTAL];
	if (sample->outcome == ARENA_OK)
		pass->in_window += rate_share(&pass->window, rest_begin(pass->launch, sample),
					      sample->reaped_ns);
	if (!reducer->samples)
		return 0;
	return sample_row_write(reducer->samples, pass->launch, pass->into->launch_count, index,
				sample, spans.ns, error);
}

static int read_chunk(struct reducer *reducer, const struct pass *pass,
		      const struct launch_subject *subject, struct arena_sample *chunk,
		      uint64_t from, uint64_t count, struct error *error)
{
	size_t wanted = count * sizeof(*chunk);
	off_t at = (off_t)(ARENA_SAMPLES_AT + from * sizeof(*chunk));
	ssize_t n;

	do
		n = pread(subject->arena_fd, chunk, wanted, at);
	while (n < 0 && errno == EINTR);
	if (n == (ssize_t)wanted)
		return 0;
	reducer->unreadable = true;
	return error_set(error, n < 0 ? errno : EIO, "cannot read the samples of '%s': %s",
			 pass->launch->item->spec,
			 n < 0 ? strerror(errno) : "the arena is truncated");
}

static int reduce_subject(struct reducer *reducer, struct pass *pass,
			  const struct launch_subject *subject, struct error *error)
{
	static struct arena_sample chunk[CHUNK];
	int status = 0;

	for (uint64_t from = 0; from < subject->samples && status == 0; from += CHUNK) {
		uint64_t rest = subject->samples - from, count = rest < CHUNK ? rest : CHUNK;

		status = read_chunk(reducer, pass, subject, chunk, from, count, error);
		for (uint64_t i = 0; i < count && status == 0; i++) {
			accept_exit(reducer, &chunk[i]);
			status = reduce_sample(reducer, pass, subject, &chunk[i], error);
		}
	}
	if (!pass->launch->stamped) {
		pass->into->parent_faults += subject->header->parent_faults;
		pass->into->parent_samples += subject->samples;
	}
	return status;
}

/* ---- the window ---- */

/* The arena is written by another process, so its contents are validated. */
static bool is_share(const struct launch_subject *subject, const struct arena_spawner *spawner)
{
	return spawner->count > 0 && spawner->first < subject->samples &&
	       spawner->count <= subject->samples - spawner->first;
}

static int narrow_by_spawner(struct reducer *reducer, struct pass *pass,
			     const struct launch_subject *subject,
			     const struct arena_spawner *spawner, struct error *error)
{
	struct arena_sample first, last;
	int status;

	if (!is_share(subject, spawner))
		return 0;
	status = read_chunk(reducer, pass, subject, &first, spawner->first, 1, error);
	if (status == 0)
		status = read_chunk(reducer, pass, subject, &last,
				    spawner->first + spawner->count - 1, 1, error);
	if (status == 0)
		rate_narrow(&pass->window, rest_begin(pass->launch, &first), last.reaped_ns);
	return status;
}

static int find_window(struct reducer *reducer, struct pass *pass, struct error *error)
{
	int status = 0;

	pass->window = rate_window_all;
	for (size_t i = 0; i < pass->launch->subject_count; i++) {
		const struct launch_subject *subject = &pass->launch->subjects[i];

		for (uint32_t k = 0;
		     k < subject->header->spawner_count && k < ARENA_SPAWNERS && status == 0; k++)
			status = narrow_by_spawner(reducer, pass, subject,
						   &subject->header->spawners[k], error);
	}
	return status;
}

/* ---- one launch ---- */

static int append_record(struct run_case *into, const struct run_launch *record,
			 struct error *error)
{
	struct run_launch *launches =
		realloc(into->launches, (into->launch_count + 1) * sizeof(*launches));

	if (!launches)
		return error_no_memory(error);
	into->launches = launches;
	launches[into->launch_count++] = *record;
	return 0;
}

int reduce_launch(struct reducer *reducer, const struct launch *launch, struct run_case *into,
		  struct run_launch *record, struct error *error)
{
	struct pass pass = {.launch = launch, .into = into, .record = record};
	struct error ignored;
	int status;

	reducer->unreadable = false;
	status = find_window(reducer, &pass, error);
	for (int span = 0; span < SPAN_COUNT; span++)
		tally_clear(&reducer->spans[span]);
	for (size_t i = 0; i < launch->subject_count && status == 0; i++)
		status = reduce_subject(reducer, &pass, &launch->subjects[i], error);
	for (int span = 0; span < SPAN_COUNT; span++)
		record->span_ns[span] = tally_quantile(&reducer->spans[span], 0.5);
	record->per_second = rate_per_second(&pass.window, pass.in_window);
	if (status == 0)
		return append_record(into, record, error);
	/* record the launch even after a failure, because its samples are already in the tallies */
	if (record->samples + record->failed > 0)
		append_record(into, record, &ignored);
	return status;
}
