/*
 * reproduce: repeats published measurements of process creation and judges their shape (a slope, a
 * flat line, a ratio). Absolute times differ by machine; shapes should not.
 */
#ifndef PROCBENCH_CLAIMS_REPRODUCE_H
#define PROCBENCH_CLAIMS_REPRODUCE_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"
#include "procbench/base/quantity.h"
#include "procbench/base/spans.h"
#include "procbench/base/text.h"
#include "procbench/claims/claims.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPRODUCE_ROWS_MAX   16
#define REPRODUCE_ROUNDS_MAX 16
#define REPRODUCE_SHAPES_MAX 6

/* One published or measured value, or both. */
struct reproduce_row {
	const char *label;
	const char *spec;     /* the case to measure; NULL: published only */
	enum span span;       /* what of it */
	double x;             /* its position in the series that it belongs to */
	double published_ns;  /* NAN: not published */
	uint64_t needs_bytes; /* memory; the row is left out if less is available */
};

/* The measurement of a row; NAN: not measured. */
struct reproduce_value {
	double ns;
	double low_ns; /* 95 % CI; NAN: too few launches */
	double high_ns;
	double rounds_ns[REPRODUCE_ROUNDS_MAX]; /* medians of its launches, by round */
};

enum reproduce_verdict {
	REPRODUCE_SAME,
	REPRODUCE_OTHER,
	REPRODUCE_UNKNOWN, /* too few rows could be measured */
	REPRODUCE_VERDICT_COUNT
};

/* "same shape", "different shape here", "cannot tell here". */
extern const char *const reproduce_verdict_names[REPRODUCE_VERDICT_COUNT];

/* One property, as published and as measured. */
struct reproduce_shape {
	const char *what;      /* "fork: us per MiB" */
	const char *published; /* in words */
	double value;          /* measured; NAN: unknown */
	double low;            /* 95 % CI; NAN: too few rounds */
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
	const struct reproduction *counted; /* its form for --count; NULL: none */
	enum quantity clock;                /* what it measures */
	const char *name;
	const char *question;
	struct reproduce_source source;
	const char *scaling; /* how the setup differs from the published one */
	const struct reproduce_row *rows;
	size_t row_count;
	uint64_t rounds;  /* of each case, up to REPRODUCE_ROUNDS_MAX, .. */
	unsigned seconds; /* .. none of which begins later than this */
	/* Pure: adds the shapes, up to REPRODUCE_SHAPES_MAX; returns how many. */
	size_t (*judge)(const struct reproduce_value *values, struct reproduce_shape *shapes);
};

/* All of them, in the order of their list. */
const struct reproduction *const *reproduce_list(size_t *count);

/* The reproduction of that name, or NULL and an error with a suggestion. */
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
 * Measures and judges one. 0, even if rows were left out; -EINTR or -errno with an empty answer.
 */
int reproduce_run(const struct reproduction *reproduction, const struct claim_bench *bench,
		  struct reproduce_answer *answer, struct error *error);

struct reproduce_report {
	struct claims_head head;
	struct reproduce_answer *answers;
};

void reproduce_report_free(struct reproduce_report *report);

/* Adds the list, with the duration of each. */
void reproduce_add_list(struct text *out);

#endif
