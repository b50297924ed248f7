/* history_plot: a series as a few lines of text. */
#include "history_plot.h"

#include <math.h>
#include <string.h>

#define WIDTH  64
#define HEIGHT 5

struct plot {
	char cells[HEIGHT][WIDTH + 1];
	double low;
	double high;
	size_t points; /* per column */
};

static struct plot empty_plot(const struct history_series *series)
{
	struct plot plot = {.low = INFINITY, .high = -INFINITY};

	memset(plot.cells, ' ', sizeof(plot.cells));
	for (int row = 0; row < HEIGHT; row++)
		plot.cells[row][WIDTH] = '\0';
	for (size_t i = 0; i < series->point_count; i++) {
		if (series->shifts.marks[i] != SHIFTS_NORMAL)
			continue;
		plot.low = fmin(plot.low, series->points[i].value);
		plot.high = fmax(plot.high, series->points[i].value);
	}
	plot.points = (series->point_count + WIDTH - 1) / WIDTH;
	return plot;
}

/* Spikes beyond the range of the other points are at its edge. */
static char *cell_at(struct plot *plot, size_t point, double value)
{
	double share = (value - plot->low) / fmax(plot->high - plot->low, 1e-300);
	double row = round((1 - fmin(fmax(share, 0), 1)) * (HEIGHT - 1));

	return &plot->cells[(int)row][point / plot->points];
}

static void add_levels(struct plot *plot, const struct history_series *series)
{
	for (size_t i = 0; i < series->point_count; i++)
		*cell_at(plot, i, exp(series->shifts.levels[i])) = '-';
}

static void add_value(struct text *out, const struct history_series *series, double value)
{
	if (series->floor)
		text_printf(out, "  %9.4g |", value);
	else if (series->clock == QUANTITY_TIME)
		text_printf(out, "  %6.4g us |", value / 1e3);
	else
		text_printf(out, "  %9.0f |", value);
}

/* Where many points share a column, the level would not be seen below them. */
void plot_add(struct text *out, const struct history_series *series)
{
	struct plot plot = empty_plot(series);

	if (plot.points == 1)
		add_levels(&plot, series);
	for (size_t i = 0; i < series->point_count; i++)
		*cell_at(&plot, i, series->points[i].value) =
			series->shifts.marks[i] == SHIFTS_NORMAL ? '.' : 'o';
	if (plot.points > 1)
		add_levels(&plot, series);
	for (int row = 0; row < HEIGHT; row++) {
		size_t length = WIDTH;

		while (length > 0 && plot.cells[row][length - 1] == ' ')
			length--;
		if (row == 0 || row == HEIGHT - 1)
			add_value(out, series, row == 0 ? plot.high : plot.low);
		else
			text_add(out, "            |");
		text_add_bytes(out, plot.cells[row], length);
		text_add_char(out, '\n');
	}
}
