/*
 * claims: the statements of the textbook about fork, vfork, exec and clone, each with the
 * experiment that puts it to this machine and the judge that reads what came out.
 */
#ifndef PROCBENCH_CLAIMS_CLAIMS_H
#define PROCBENCH_CLAIMS_CLAIMS_H

#include "procbench/base/error.h"
#include "procbench/base/facts.h"
#include "procbench/base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What one experiment may measure; struct claim names each. */
#define CLAIM_METRICS_MAX 24
#define CLAIM_WORDS_BYTES 96

struct claim_metric {
	double number;                 /* NAN: not measured */
	char words[CLAIM_WORDS_BYTES]; /* instead of a number, where not empty */
};

enum claim_kind {
	CLAIM_SEMANTIC, /* about what happens: it is true or it is not */
	CLAIM_SPEED     /* about how long it takes: machines differ */
};

enum claim_verdict {
	CLAIM_HOLDS,
	CLAIM_FAILS,
	CLAIM_DEPENDS, /* on what the explanation says */
	CLAIM_UNKNOWN, /* it could not be tried here, for the reason that the explanation gives */
	CLAIM_VERDICT_COUNT
};

/* "holds", "does not hold here", "depends", "cannot tell here". */
extern const char *const claim_verdict_names[CLAIM_VERDICT_COUNT];

/* What every experiment is given. */
struct claim_bench {
	int signal_fd;            /* readable when the user wants an end */
	uint64_t seed;            /* of the order of launches */
	uint64_t available_bytes; /* memory that may be used */
	uint64_t end_ns;          /* by clock_now_ns(), when all has to be done; 0: whenever */
};

struct claim {
	const char *name;
	const char *statement;
	enum claim_kind kind;
	const char *const *metrics; /* the names of what is measured, up to NULL */
	/*
	 * Fills the metrics, in the order of their names. 0; -EINTR when it was cut short; or
	 * -errno and why it cannot be tried here. Leaves no process behind in any case.
	 */
	int (*experiment)(const struct claim_bench *bench, struct claim_metric *metrics,
			  struct error *error);
	/* Pure: from the metrics to a verdict, and in words, whole sentences, how it came about. */
	enum claim_verdict (*judge)(const struct claim_metric *metrics, struct text *explanation);
};

/* All claims, in the order in which a course would tell them. */
const struct claim *const *claims_list(size_t *count);

/* The claim of that name; NULL and an error with a suggestion where there is none. */
const struct claim *claims_find(const char *name, struct error *error);

struct claim_answer {
	const struct claim *claim;
	struct claim_metric metrics[CLAIM_METRICS_MAX];
	enum claim_verdict verdict;
	struct text explanation;
};

/* Tries one and judges it. 0, or -EINTR when it was cut short, or -ENOMEM. */
int claims_try(const struct claim *claim, const struct claim_bench *bench,
	       struct claim_answer *answer, struct error *error);

/* Of any report about what was tried one after the other. */
struct claims_head {
	char *date; /* UTC, ISO 8601 */
	struct facts host;
	size_t count; /* of answers */
	bool partial; /* a signal ended it early */
};

void claims_head_free(struct claims_head *head);

struct claims_report {
	struct claims_head head;
	struct claim_answer *answers;
};

void claims_report_free(struct claims_report *report);

/* How many answers have that verdict; of one kind only, or of both with -1. */
size_t claims_count(const struct claims_report *report, enum claim_verdict verdict, int kind);

struct reproduce_report;

/*
 * A format: appends a whole report to `out`, 0 or -ENOMEM; NULL where it does not support that kind
 * of report. `color` is for terminals.
 */
struct claims_format {
	const char *name;
	int (*write)(const struct claims_report *report, bool color, struct text *out);
	int (*write_reproductions)(const struct reproduce_report *report, struct text *out);
};

/* The format of that name, or NULL. */
const struct claims_format *claims_format_named(const char *name);

#endif
