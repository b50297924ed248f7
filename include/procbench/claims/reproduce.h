/*
 * reproduce: published results about creating processes, each measured here again, with its shape
 * (a slope, a flat line, a ratio) judged. Absolute times are the machine's own; shapes travel.
 */
#ifndef PROCBENCH_CLAIMS_REPRODUCE_H
#define PROCBENCH_CLAIMS_REPRODUCE_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"
#include "procbench/base/spans.h"
#include "procbench/base/text.h"
#include "procbench/claims/claims.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPRODUCE_ROWS_MAX   16
#define REPRODUCE_ROUNDS_MAX 16
#define REPRODUCE_SHAPES_MAX 6

/* One metric that was published, or measured here, or both. */
struct reproduce_row {
	const char *label;
	const char *spec;     /* the case that is measured here; NULL: it was published only */
	enum span span;       /* what of it */
	double x;             /* its place on the line that it belongs to, in the line's unit */
	double published_ns;  /* NAN: this point was not */
	uint64_t needs_bytes; /* of memory; with less it is left out */
};

/* What a row turned out to be; NAN where it was not measured. */
struct reproduce_value {
	double ns;
	double low_ns; /* 95 % interval; NAN with too few launches */
	double high_ns;
	double rounds_ns[REPRODUCE_ROUNDS_MAX]; /* medians of its launches, by round */
};

enum reproduce_verdict {
	REPRODUCE_SAME,
	REPRODUCE_OTHER,
	REPRODUCE_UNKNOWN, /* too little of it could be measured here */
	REPRODUCE_VERDICT_COUNT
};

/* "same shape", "another shape here", "cannot tell here". */
extern const char *const reproduce_verdict_names[REPRODUCE_VERDICT_COUNT];

/* One property of the metrics, as it was published and as it is here. */
struct reproduce_shape {
	const char *what;      /* "fork: us per MiB" */
	const char *published; /* in words */
	double value;          /* here; NAN: it could not be told */
	double low;            /* 95 % interval; NAN: too few rounds for one */
	double high;
	enum reproduce_verdict verdict;
};

struct reproduce_source {
	const char *authors;
	const char *title;
	const char *venue;
	int year; /* 0: undated */
};

struct reproduction {
	const char *name;
	const char *question;
	struct reproduce_source source;
	const char *scaling; /* how what is measured here differs from what was published */
	const struct reproduce_row *rows;
	size_t row_count;
	uint64_t rounds;  /* how often each case is launched (REPRODUCE_ROUNDS_MAX), .. */
	unsigned seconds; /* .. and after how long no new round begins */
	/* Pure: adds the shapes, up to REPRODUCE_SHAPES_MAX; returns how many. */
	size_t (*judge)(const struct reproduce_value *values, struct reproduce_shape *shapes);
};

/* All of them, in the order of their list. */
const struct reproduction *const *reproduce_list(size_t *count);

/* The one of that name; NULL and an error with a suggestion where there is none. */
const struct reproduction *reproduce_find(const char *name, struct error *error);

struct reproduce_answer {
	const struct reproduction *reproduction;
	struct reproduce_value values[REPRODUCE_ROWS_MAX];
	char *left_out[REPRODUCE_ROWS_MAX]; /* why a row was not measured; owned; NULL: it was */
	struct reproduce_shape shapes[REPRODUCE_SHAPES_MAX];
	size_t shape_count;
	enum reproduce_verdict verdict;
};

/*
 * Measures one again and judges it. 0, also when rows had to be left out; or -EINTR or -errno, and
 * then the answer holds nothing.
 */
int reproduce_run(const struct reproduction *reproduction, const struct claim_bench *bench,
		  struct reproduce_answer *answer, struct error *error);

struct reproduce_report {
	struct claims_head head;
	struct reproduce_answer *answers;
};

void reproduce_report_free(struct reproduce_report *report);

/* The list, with how long each takes. */
void reproduce_add_list(struct text *out);

#endif
