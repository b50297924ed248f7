/*
 * figure: a picture of a result as data: axes and what is marked between them; a renderer draws it.
 */
#ifndef PROCBENCH_REPORT_FIGURE_H
#define PROCBENCH_REPORT_FIGURE_H

#include "procbench/base/text.h"
#include "procbench/result/result.h"

#include <stdbool.h>
#include <stddef.h>

enum figure_mark {
	FIGURE_LINE,   /* x, y */
	FIGURE_BAND,   /* x, low..high */
	FIGURE_POINTS, /* x, y */
	FIGURE_SPREAD, /* x at y, with low..high along x */
	FIGURE_BARS    /* low..high along x, at y, `x` thick */
};

struct figure_point {
	double x;
	double y;
	double low;
	double high;
};

struct figure_series {
	char *name; /* in the legend; "": not there */
	enum figure_mark mark;
	size_t color; /* a place in the palette */
	struct figure_point *points;
	size_t count;
};

struct figure_tick {
	double at;
	char *label;
};

struct figure_axis {
	const char *label;
	bool is_log;
	double low;
	double high;
	struct figure_tick *ticks;
	size_t count;
};

struct figure {
	const char *name; /* a file's, without an ending */
	struct text title;
	struct text description; /* for those who do not see it */
	struct figure_axis x;
	struct figure_axis y;
	bool has_rows;  /* y counts rows from the top, and its ticks name them */
	double mark_at; /* a line across at this x; NAN: none */
	struct figure_series *series;
	size_t count;
	bool failed; /* memory ran out */
};

/* Starts a series; NULL when memory ran out. Its points are added by figure_add_point(). */
void figure_add_series(struct figure *figure, const char *name, enum figure_mark mark,
		       size_t color);
/* To the last series; what is not finite is left out. */
void figure_add_point(struct figure *figure, struct figure_point point);
void figure_add_tick(struct figure *figure, struct figure_axis *axis, double at, const char *label);
void figure_clear_ticks(struct figure_axis *axis);
/* Rows are counted from 0, and named in their order. */
void figure_name_row(struct figure *figure, size_t row, const char *name);
/* Lets the axis reach from the least to the largest of what is marked, and ticks it in times. */
void figure_scale_times(struct figure *figure, struct figure_axis *axis, bool is_log);
void figure_free(struct figure *figure);

/* A picture that not every result has; false: this one has not. */
struct figure_kind {
	const char *name;
	bool (*make)(const struct result *result, struct figure *figure);
};

extern const struct figure_kind figure_kinds[];
extern const size_t figure_kind_count;

/* Colours that those who see fewer tell apart (Okabe and Ito, 2008). */
extern const char *const figure_palette[];
extern const size_t figure_palette_size;

/* Appends the picture as one <svg> element, whose text has the colour of its surroundings. */
void svg_add(struct text *out, const struct figure *figure);

#endif
