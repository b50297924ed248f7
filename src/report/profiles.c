/* profiles: where the instructions of each case are, and where two cases differ. */
#include "profiles.h"

#include "block.h"
#include "naming.h"
#include "profile_pairs.h"

#include "procbench/profile/difference.h"
#include "procbench/profile/phases.h"
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The largest functions of a case, and the largest differences of two, that are shown. */
#define FUNCTIONS_SHOWN   24
#define DIFFERENCES_SHOWN 24

bool profiles_exist(const struct result *result)
{
	for (size_t i = 0; i < result->case_count; i++)
		if (profile_pairs_shows(&result->cases[i]))
			return true;
	return false;
}

static const char *phase_of(const char *phase)
{
	return phases_name(phases_find(phase));
}

/* Less than a tenth of an instruction counts as 0. */
static void add_count(struct text *out, double instructions)
{
	double tenths = round(10 * instructions);

	text_printf(out, "%.*f", tenths != 0 && fabs(tenths) < 100, tenths != 0 ? instructions : 0);
}

/* ---- one case ---- */

struct filling {
	struct grid *grid;
	size_t row;
};

static void add_row(struct filling *filling, const char *phase, const char *function,
		    double instructions, double sum)
{
	struct grid_column *columns = filling->grid->columns;

	text_add(&columns[0].cells[filling->row], phase);
	text_add_printable(&columns[1].cells[filling->row], function);
	text_printf(&columns[2].cells[filling->row], "%.1f", 100 * instructions / sum);
	add_count(&columns[3].cells[filling->row], instructions);
	filling->row++;
}

/* The phase, and below it those of its functions that are among the largest of the case. */
static void add_phase(struct filling *filling, const struct result_profile *profile, size_t phase,
		      double instructions, double sum)
{
	add_row(filling, phases_name(phase), "(all)", instructions, sum);
	for (size_t i = 0; i < profile->function_count && i < FUNCTIONS_SHOWN; i++)
		if (phases_find(profile->functions[i].phase) == phase)
			add_row(filling, phases_name(phase), profile->functions[i].name,
				profile->functions[i].instructions, sum);
}

static size_t largest(const double *instructions, size_t count)
{
	size_t found = 0;

	for (size_t i = 1; i < count; i++)
		if (instructions[i] > instructions[found])
			found = i;
	return found;
}

static void add_columns(struct grid *grid, const char *const *headings, size_t words, size_t count)
{
	for (size_t i = 0; i < count && !grid->failed; i++) {
		struct grid_column *column = grid_add_column(grid, headings[i]);

		if (column)
			column->left = i < words;
	}
}

static struct grid case_grid(const struct result_profile *profile)
{
	static const char *const headings[] = {"phase", "function", "share", "instructions"};
	size_t count = phases_count() + 1;
	double *instructions = calloc(count, sizeof(*instructions));
	struct grid grid = {.rows = count + FUNCTIONS_SHOWN, .failed = !instructions};
	struct filling filling = {&grid, 0};

	add_columns(&grid, headings, 2, 4);
	if (!grid.failed) {
		grid.columns[2].unit = "%";
		phases_sum(profile, instructions);
		for (size_t i; instructions[i = largest(instructions, count)] > 0;
		     instructions[i] = 0)
			add_phase(&filling, profile, i, instructions[i], profile_sum(profile));
	}
	grid.rows = grid.failed ? 0 : filling.row;
	free(instructions);
	return grid;
}

static double share_in_phases(const struct result_profile *profile)
{
	double unclassified = 0;

	for (size_t i = 0; i < profile->function_count; i++)
		if (phases_find(profile->functions[i].phase) == phases_count())
			unclassified += profile->functions[i].instructions;
	return 100 * (1 - unclassified / profile_sum(profile));
}

static void add_case_sentence(struct text *out, const struct result *result,
			      const struct result_case *item)
{
	naming_add(out, result, item);
	text_add(out, " executes ");
	add_count(out, profile_sum(&item->profile));
	text_printf(out,
		    " instructions per creation (mean of %" PRIu64
		    " samples), %.1f%% of them in known phases.",
		    item->profile.samples, share_in_phases(&item->profile));
}

/* ---- two cases ---- */

static void add_signed(struct text *out, double instructions)
{
	text_add(out, instructions >= 0.05 ? "+" : "");
	add_count(out, instructions);
}

static void add_difference(struct filling *filling, const char *phase, const char *function,
			   double a, double b)
{
	struct grid_column *columns = filling->grid->columns;

	text_add(&columns[0].cells[filling->row], phase);
	text_add_printable(&columns[1].cells[filling->row], function);
	add_count(&columns[2].cells[filling->row], a);
	add_count(&columns[3].cells[filling->row], b);
	add_signed(&columns[4].cells[filling->row], b - a);
	filling->row++;
}

/*
 * Phases before functions, because kernels rename and merge functions, but do the same: what
 * differs most comes first.
 */
static void add_phase_differences(struct filling *filling, const struct result_profile *a,
				  const struct result_profile *b)
{
	size_t count = phases_count() + 1;
	double *sums = calloc(3 * count, sizeof(*sums)), *apart = sums + 2 * count;

	filling->grid->failed = filling->grid->failed || !sums;
	if (!sums)
		return;
	phases_sum(a, sums);
	phases_sum(b, sums + count);
	for (size_t i = 0; i < count; i++)
		apart[i] = fabs(sums[count + i] - sums[i]);
	for (size_t i; apart[i = largest(apart, count)] > 0; apart[i] = 0)
		add_difference(filling, phases_name(i), "(all)", sums[i], sums[count + i]);
	free(sums);
}

/* What the shown rows leave out, and the sum of all; functions without a difference are in both. */
static void add_function_differences(struct filling *filling, const struct difference *difference,
				     size_t shown)
{
	double a = difference->a, b = difference->b;

	for (size_t i = 0; i < shown; i++) {
		const struct difference_row *row = &difference->rows[i];

		add_difference(filling, phase_of(row->phase), row->name, row->a, row->b);
		a -= row->a;
		b -= row->b;
	}
	add_difference(filling, "(others)", "(others)", a, b);
	add_difference(filling, "(all)", "(all)", difference->a, difference->b);
}

static struct grid difference_grid(const struct result_profile *a, const struct result_profile *b)
{
	static const char *const headings[] = {"phase", "function", "A", "B", "B - A"};
	struct difference difference;
	struct grid grid = {.failed = difference_of(&difference, a, b) < 0};
	size_t shown = difference.count < DIFFERENCES_SHOWN ? difference.count : DIFFERENCES_SHOWN;
	struct filling filling = {&grid, 0};

	grid.rows = grid.failed ? 0 : phases_count() + 1 + shown + 2;
	add_columns(&grid, headings, 2, 5);
	if (!grid.failed)
		add_phase_differences(&filling, a, b);
	if (!grid.failed)
		add_function_differences(&filling, &difference, shown);
	grid.rows = grid.failed ? 0 : filling.row;
	difference_free(&difference);
	return grid;
}

static void add_pair_sentence(struct text *out, const struct result *result,
			      const struct result_case *a, const struct result_case *b)
{
	double first = profile_sum(&a->profile), change = profile_sum(&b->profile) - first;

	text_add(out, "B, ");
	naming_add(out, result, b);
	text_add(out, ", executes ");
	add_count(out, fabs(change));
	text_printf(out, " instructions %s than A, ", change < 0 ? "fewer" : "more");
	naming_add(out, result, a);
	text_printf(out, " (%+.2f%%); the largest differences first.", 100 * change / first);
}

/* ---- all of it ---- */

static void hand_out(struct text *sentence, struct grid *grid,
		     void (*add)(void *context, const char *sentence, struct grid *grid),
		     void *context)
{
	grid->failed = grid->failed || sentence->failed;
	add(context, text_string(sentence), grid);
	grid_free(grid);
	text_free(sentence);
}

static void hand_out_pair(const struct result *result, const struct result_case *b,
			  void (*add)(void *context, const char *sentence, struct grid *grid),
			  void *context)
{
	const struct result_case *a = profile_pairs_find(result, b);
	struct text sentence = {0};
	struct grid grid;

	if (!a)
		return;
	add_pair_sentence(&sentence, result, a, b);
	grid = difference_grid(&a->profile, &b->profile);
	hand_out(&sentence, &grid, add, context);
}

void profiles_each(const struct result *result,
		   void (*add)(void *context, const char *sentence, struct grid *grid),
		   void *context)
{
	for (size_t i = 0; i < result->case_count; i++) {
		struct text sentence = {0};
		struct grid grid;

		if (!profile_pairs_shows(&result->cases[i]))
			continue;
		add_case_sentence(&sentence, result, &result->cases[i]);
		grid = case_grid(&result->cases[i].profile);
		hand_out(&sentence, &grid, add, context);
	}
	for (size_t i = 0; i < result->case_count; i++)
		if (profile_pairs_shows(&result->cases[i]))
			hand_out_pair(result, &result->cases[i], add, context);
}

void profiles_add(struct text *out, const struct result *result, const struct report_style *style)
{
	struct block block = {out, style};

	profiles_each(result, block_add_grid, &block);
}
