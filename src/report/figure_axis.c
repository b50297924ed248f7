/* figure_axis: how far the axes of a picture reach, and where their ticks are. */
#include "figure.h"

#include "procbench/render/human.h"
#include "procbench/render/prose.h"

#include <math.h>
#include <stdio.h>

#define CHAR_WIDTH  8.0 /* of 13 pixel DejaVu Sans, the widest of the usual fonts */
#define LABEL_GAP   14.0
#define LINE_HEIGHT 24.0
#define TICKS_LIKED 9

double figure_text_width(const char *words)
{
	return CHAR_WIDTH * (double)prose_columns(words);
}

double figure_share(const struct figure_axis *axis, double at)
{
	double share = axis->is_log ? log(at / axis->low) / log(axis->high / axis->low)
				    : (at - axis->low) / (axis->high - axis->low);

	return fmin(fmax(share, 0), 1);
}

/* ---- labels ---- */

static void label_amount(struct text *out, enum quantity quantity, double ns)
{
	struct human_unit unit = human_unit_for(quantity, fabs(ns));

	if (ns == 0)
		text_add_char(out, '0');
	else
		text_printf(out, "%.4g %s", ns / unit.ns, unit.name);
}

void figure_label_time(struct text *out, double ns)
{
	label_amount(out, QUANTITY_TIME, ns);
}

void figure_label_instructions(struct text *out, double instructions)
{
	label_amount(out, QUANTITY_INSTRUCTIONS, instructions);
}

figure_add_label *figure_label_amount(const struct figure *figure)
{
	return figure->quantity == QUANTITY_TIME ? figure_label_time : figure_label_instructions;
}

const char *figure_words(const struct figure *figure, const char *of_time,
			 const char *of_instructions)
{
	return figure->quantity == QUANTITY_TIME ? of_time : of_instructions;
}

void figure_label_number(struct text *out, double number)
{
	text_printf(out, "%.4g", number);
}

void figure_label_ratio(struct text *out, double ratio)
{
	text_printf(out, "%.3f", ratio);
}

void figure_label_percent(struct text *out, double percent)
{
	text_printf(out, "%.4g%%", percent);
}

/* ---- the range ---- */

static void reach(struct figure_axis *axis, double value)
{
	if (!isfinite(value) || (axis->is_log && value <= 0))
		return;
	axis->low = fmin(axis->low, value);
	axis->high = fmax(axis->high, value);
}

static void reach_point(struct figure_axis *axis, bool is_x, enum figure_mark mark,
			const struct figure_point *point)
{
	bool is_along_x = mark == FIGURE_BARS || mark == FIGURE_SPREAD;

	if (mark != FIGURE_BAND && mark != FIGURE_BARS)
		reach(axis, is_x ? point->x : point->y);
	if (is_x == is_along_x && mark != FIGURE_LINE && mark != FIGURE_POINTS) {
		reach(axis, point->low);
		reach(axis, point->high);
	}
}

static void reach_all(const struct figure *figure, struct figure_axis *axis)
{
	bool is_x = axis == &figure->x;

	axis->low = INFINITY;
	axis->high = -INFINITY;
	for (size_t i = 0; i < figure->count; i++)
		for (size_t k = 0; k < figure->series[i].count; k++)
			reach_point(axis, is_x, figure->series[i].mark,
				    &figure->series[i].points[k]);
	if (is_x == (figure->row_count > 0))
		for (size_t i = 0; i < figure->line_count; i++)
			reach(axis, figure->lines[i].at);
}

void figure_scale(struct figure *figure, struct figure_axis *axis, bool is_log,
		  void (*add_label)(struct text *out, double at))
{
	double margin;

	axis->is_log = is_log;
	axis->add_label = add_label;
	reach_all(figure, axis);
	if (!(axis->low <= axis->high))
		axis->low = axis->high = 1;
	if (axis->high - axis->low <= 1e-9 * fabs(axis->high)) {
		axis->high += axis->high != 0 ? fabs(axis->high) * 0.1 : 1;
		axis->low -= axis->low != 0 ? fabs(axis->low) * 0.1 : 1;
	}
	if (is_log) {
		margin = pow(axis->high / axis->low, 0.05);
		axis->low /= margin;
		axis->high *= margin;
	} else {
		margin = (axis->high - axis->low) * 0.05;
		axis->low -= axis->low == 0 ? 0 : margin;
		axis->high += margin;
	}
}

/* ---- ticks ---- */

static bool add_chosen(const struct figure_axis *axis, double at, struct figure_tick *ticks,
		       size_t *count)
{
	double slack = 1e-9 * (axis->high - axis->low);
	struct text label = {0};

	if (at < axis->low - slack || at > axis->high + slack)
		return true;
	if (*count == FIGURE_TICKS_MAX)
		return false;
	axis->add_label(&label, at == 0 ? 0 : at); /* never -0 */
	snprintf(ticks[*count].label, sizeof(ticks->label), "%s", text_string(&label));
	ticks[*count].at = at;
	*count += label.length > 0;
	text_free(&label);
	return true;
}

/* Pixels from the middle of a label to where the next one may begin. */
static double half_of(const struct figure_tick *tick, bool is_across)
{
	return is_across ? (figure_text_width(tick->label) + LABEL_GAP) / 2 : LINE_HEIGHT / 2;
}

static bool is_clear(const struct figure_axis *axis, double length, bool is_across,
		     const struct figure_tick *a, const struct figure_tick *b)
{
	double apart = length * fabs(figure_share(axis, b->at) - figure_share(axis, a->at));

	return apart >= half_of(a, is_across) + half_of(b, is_across);
}

static bool all_clear(const struct figure_axis *axis, double length, bool is_across,
		      const struct figure_tick *ticks, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (!is_clear(axis, length, is_across, &ticks[i - 1], &ticks[i]))
			return false;
	return count <= TICKS_LIKED;
}

/* These multiples of every `decades`-th power of ten. */
struct log_steps {
	int decades;
	double steps[9];
};

static const struct log_steps log_steps[] = {
	{1, {1, 1.5, 2, 3, 4, 5, 6, 8}},
	{1, {1, 2, 3, 5}},
	{1, {1, 2, 5}},
	{1, {1, 3}},
	{1, {1}},
	{2, {1}},
	{3, {1}},
	{4, {1}},
	{6, {1}},
	{12, {1}},
};

#define LOG_STEPS (sizeof(log_steps) / sizeof(log_steps[0]))

static size_t tick_log(const struct figure_axis *axis, const struct log_steps *level,
		       struct figure_tick *ticks)
{
	int first = (int)floor(log10(axis->low)) - 1, last = (int)ceil(log10(axis->high));
	size_t count = 0;

	for (int power = first; power <= last; power++)
		for (int i = 0; power % level->decades == 0 && level->steps[i] > 0; i++)
			if (!add_chosen(axis, level->steps[i] * pow(10, power), ticks, &count))
				return count;
	return count;
}

static size_t tick_linear(const struct figure_axis *axis, double step, struct figure_tick *ticks)
{
	size_t count = 0;

	for (double i = ceil(axis->low / step - 1e-9); i * step <= axis->high + step * 1e-9; i++)
		if (!add_chosen(axis, i * step, ticks, &count))
			break;
	return count;
}

/* The smallest steps of 1, 2 or 5 times a power of ten whose labels are clear of each other. */
static size_t choose_linear(const struct figure_axis *axis, double length, bool is_across,
			    struct figure_tick *ticks)
{
	static const double factors[] = {1, 2, 5};
	double power = pow(10, floor(log10((axis->high - axis->low) / 10)));
	size_t count = 0;

	for (int i = 0; i < 9; i++) {
		count = tick_linear(axis, factors[i % 3] * power * pow(10, i / 3), ticks);
		if (all_clear(axis, length, is_across, ticks, count))
			break;
	}
	return count;
}

/* Leaves out the labels that would touch the one before them. */
static size_t thin_out(const struct figure_axis *axis, double length, bool is_across,
		       struct figure_tick *ticks)
{
	size_t count = 0;

	for (size_t i = 0; i < axis->count && count < FIGURE_TICKS_MAX; i++)
		if (count == 0 ||
		    is_clear(axis, length, is_across, &ticks[count - 1], &axis->ticks[i]))
			ticks[count++] = axis->ticks[i];
	return count;
}

size_t figure_choose_ticks(const struct figure_axis *axis, double length, bool is_across,
			   struct figure_tick ticks[FIGURE_TICKS_MAX])
{
	size_t count = 0;

	if (axis->count > 0)
		return thin_out(axis, length, is_across, ticks);
	if (!axis->is_log || axis->high < 3 * axis->low)
		return choose_linear(axis, length, is_across, ticks);
	for (size_t i = 0; i < LOG_STEPS; i++) {
		count = tick_log(axis, &log_steps[i], ticks);
		if (all_clear(axis, length, is_across, ticks, count))
			break;
	}
	return count;
}
