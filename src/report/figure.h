/*
 * figure: a picture of a result as data: axes, and the series of points between them.
 *
 * The drawer (svg.h) renders it. A figure that ran out of memory stays `failed` and ignores what is
 * added.
 */
#ifndef PROCBENCH_REPORT_FIGURE_H
#define PROCBENCH_REPORT_FIGURE_H

#include "procbench/base/text.h"
#include "procbench/result/result.h"

#include <stdbool.h>
#include <stddef.h>

enum figure_mark {
	FIGURE_LINE,   /* x, y */
	FIGURE_BAND,   /* x, low..high along y */
	FIGURE_POINTS, /* x, y */
	FIGURE_SPREAD, /* x at y, with low..high along x */
	FIGURE_BARS    /* low..high along x, at y, `x` thick */
};

struct figure_point {
	double x;
	double y;
	double low;
	double high;
	char *title; /* shown when the pointer rests on it; NULL: nothing */
	char *label; /* of a FIGURE_SPREAD: printed at the end of its row; NULL: nothing */
};

struct figure_series {
	char *name; /* in the legend; "": not listed */
	enum figure_mark mark;
	size_t group; /* what is drawn in one colour and shape; counts from 0 */
	struct figure_point *points;
	size_t count;
};

struct figure_tick {
	double at;
	char label[40];
};

#define FIGURE_TICKS_MAX 64

struct figure_axis {
	const char *label;
	bool is_log;
	double low;
	double high;
	void (*add_label)(struct text *out, double at);
	struct figure_tick *ticks; /* where the only places for ticks are; else chosen to fit */
	size_t count;
};

/* A reference line across the plot: vertical where there are rows, else horizontal. */
struct figure_line {
	double at;
	char label[48];
};

struct figure {
	enum quantity quantity; /* what its numbers are */
	struct text name;       /* of its file, without an ending */
	struct text title;
	struct text description; /* for readers who cannot see it */
	struct text origin;      /* what was measured where, printed small at the bottom */
	struct figure_axis x;
	struct figure_axis y;
	char **rows; /* the names of rows 0.., from the top; y counts rows then */
	size_t row_count;
	double row_height;  /* in pixels, at the least */
	bool labels_at_end; /* series are named at their last point rather than in a legend */
	struct figure_line lines[2];
	size_t line_count;
	struct figure_series *series;
	size_t count;
	bool failed; /* memory ran out */
};

/* Starts a series; figure_add_point() and figure_mark() add to the last one. */
void figure_add_series(struct figure *figure, const char *name, enum figure_mark mark,
		       size_t group);
/* Points that are not finite are left out. */
void figure_add_point(struct figure *figure, double x, double y, double low, double high);
/* The same with a title, in printf's format. */
void figure_mark(struct figure *figure, struct figure_point point, const char *title, ...)
	__attribute__((format(printf, 3, 4)));
/* Prints the words beside the point that was added last. */
void figure_label(struct figure *figure, const char *words);
void figure_add_tick(struct figure *figure, struct figure_axis *axis, double at, const char *label);
void figure_add_row(struct figure *figure, const char *name);
void figure_add_line(struct figure *figure, double at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Scales the axis to the marks and reference lines, with a margin. */
void figure_scale(struct figure *figure, struct figure_axis *axis, bool is_log,
		  void (*add_label)(struct text *out, double at));
/* "12.3 us (95% CI 12.1-12.5)", as titles have it; the value alone where there is no interval. */
void figure_add_value(struct text *out, void (*add_label)(struct text *out, double at),
		      double value, double low, double high, double confidence);
void figure_free(struct figure *figure);

/* How the numbers of an axis read. */
void figure_label_time(struct text *out, double ns);
void figure_label_instructions(struct text *out, double instructions);
/* The one of the two that fits the figure's unit. */
typedef void figure_add_label(struct text *out, double at);
figure_add_label *figure_label_amount(const struct figure *figure);
/* The words for the figure's unit. */
const char *figure_words(const struct figure *figure, const char *of_time,
			 const char *of_instructions);
void figure_label_number(struct text *out, double number);
void figure_label_ratio(struct text *out, double ratio);
void figure_label_percent(struct text *out, double percent);

/*
 * The ticks of an axis that is `length` pixels long: as many as can be read, none of whose labels
 * touch. Returns how many.
 */
size_t figure_choose_ticks(const struct figure_axis *axis, double length, bool is_across,
			   struct figure_tick ticks[FIGURE_TICKS_MAX]);

/* Where `at` lies between the ends of the axis: 0 to 1. */
double figure_share(const struct figure_axis *axis, double at);

/* Pixels that this text may take in the font of the pictures. */
double figure_text_width(const char *words);

/*
 * One kind of picture. `make` fills the index-th picture of its kind; false: there is no such.
 */
struct figure_kind {
	const char *name;
	bool (*make)(const struct result *result, size_t index, struct figure *figure);
};

/* X(name of its file, function): another kind of picture is a line here, and a function. */
#define FIGURE_LIST(X)                          \
	X("verdicts", figure_make_verdicts)     \
	X("sides", figure_make_sides)           \
	X("rounds", figure_make_rounds)         \
	X("sweep", figure_make_sweep)           \
	X("ratios", figure_make_ratios)         \
	X("spans", figure_make_spans)           \
	X("flags", figure_make_ablation)        \
	X("histograms", figure_make_histograms) \
	X("distribution", figure_make_ecdf)     \
	X("launches", figure_make_drift)        \
	X("phases", figure_make_phases)

#define FIGURE_DECLARE(name, make) \
	bool make(const struct result *result, size_t index, struct figure *figure);
FIGURE_LIST(FIGURE_DECLARE)
#undef FIGURE_DECLARE

#endif
