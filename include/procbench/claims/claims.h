/*
 * claims: textbook statements about fork, vfork, exec and clone, each with an experiment that tests
 * it on this machine and a judge that turns the metrics into a verdict.
 */
#ifndef PROCBENCH_CLAIMS_CLAIMS_H
#define PROCBENCH_CLAIMS_CLAIMS_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"
#include "procbench/base/text.h"
#include "procbench/base/text_list.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The metrics of one experiment; struct claim names them. */
#define CLAIM_METRICS_MAX 24
#define CLAIM_WORDS_BYTES 96

struct claim_metric {
	double number;                 /* NAN: not measured */
	char words[CLAIM_WORDS_BYTES]; /* if not empty, the value is this text */
};

enum claim_kind {
	CLAIM_SEMANTIC, /* about what happens */
	CLAIM_SPEED     /* about how long it takes, which differs by machine */
};

enum claim_verdict {
	CLAIM_HOLDS,
	CLAIM_FAILS,
	CLAIM_DEPENDS, /* on a condition that the explanation names */
	CLAIM_UNKNOWN, /* it could not be tested; the explanation gives the reason */
	CLAIM_VERDICT_COUNT
};

/* "holds", "does not hold here", "depends", "cannot tell here". */
extern const char *const claim_verdict_names[CLAIM_VERDICT_COUNT];

struct session_guest;

/* Passed to every experiment. */
struct claim_bench {
	int signal_fd;                     /* readable when the user interrupts */
	uint64_t seed;                     /* of the order of launches */
	uint64_t available_bytes;          /* of memory, that may be used */
	uint64_t end_ns;                   /* deadline by clock_now_ns(); 0: none */
	const char *name;                  /* of the claim or reproduction */
	const struct session_guest *guest; /* count in guests; NULL: measure here */
	struct text_list *warnings;        /* of what is measured for it; NULL: not kept */
};

struct claim {
	const char *name;
	const char *statement;
	enum claim_kind kind;
	const char *const *metrics; /* their names, up to NULL */
	/*
	 * Fills the metrics, in the order of their names. 0; -EINTR if interrupted; or -errno and
	 * why it cannot be tested here. Leaves no process behind in any case.
	 */
	int (*experiment)(const struct claim_bench *bench, struct claim_metric *metrics,
			  struct error *error);
	/* Pure: the verdict, and an explanation in full sentences. */
	enum claim_verdict (*judge)(const struct claim_metric *metrics, struct text *explanation);
};

/* All claims, in the order in which they are best taught. */
const struct claim *const *claims_list(size_t *count);

/* The claim of that name, or NULL and an error with a suggestion. */
const struct claim *claims_find(const char *name, struct error *error);

struct claim_answer {
	const struct claim *claim;
	struct claim_metric metrics[CLAIM_METRICS_MAX];
	enum claim_verdict verdict;
	struct text explanation;
};

/* Tests one and judges it. 0, -EINTR if interrupted, or -ENOMEM. */
int claims_try(const struct claim *claim, const struct claim_bench *bench,
	       struct claim_answer *answer, struct error *error);

/* The head of a report on a batch of claims or reproductions. */
struct claims_head {
	char *date; /* UTC, ISO 8601 */
	struct facts host;
	size_t count;              /* of answers */
	bool partial;              /* ended early by a signal */
	struct text_list warnings; /* of the machine, and of what was measured */
};

void claims_head_free(struct claims_head *head);

struct claims_report {
	struct claims_head head;
	struct claim_answer *answers;
};

void claims_report_free(struct claims_report *report);

/* The number of answers with that verdict, of one kind, or of both with kind -1. */
size_t claims_count(const struct claims_report *report, enum claim_verdict verdict, int kind);

struct reproduce_report;

/*
 * A format: each writer appends a whole report to `out` and returns 0 or -ENOMEM; NULL if the
 * format does not support that kind of report. `color`: the output is a terminal.
 */
struct claims_format {
	const char *name;
	int (*write)(const struct claims_report *report, bool color, struct text *out);
	int (*write_reproductions)(const struct reproduce_report *report, struct text *out);
};

/* The format of that name, or NULL. */
const struct claims_format *claims_format_named(const char *name);

#endif
