/* figure_phases: instructions by phase, one bar per case. */
#include "figure.h"
#include "naming.h"
#include "svg.h"

#include "procbench/profile/difference.h"
#include "procbench/profile/phases.h"

#include <stdlib.h>

/* As many phases as there are colours, less the one for all others. */
#define PHASES_SHOWN (SVG_GROUPS - 1)

struct stack {
	struct figure *figure;
	const struct result *result;
	size_t phase_count; /* with the unclassified one */
	double *sums;       /* by case and phase */
	double *drawn;      /* by case: how far its bar reaches */
};

static double *sums_of(const struct stack *stack, size_t number)
{
	return &stack->sums[number * stack->phase_count];
}

/* The phase with the most instructions in all cases; they are set to 0 once drawn. */
static size_t largest_phase(const struct stack *stack)
{
	size_t found = 0;
	double most = 0;

	for (size_t phase = 0; phase < stack->phase_count; phase++) {
		double sum = 0;

		for (size_t i = 0; i < stack->result->case_count; i++)
			sum += sums_of(stack, i)[phase];
		if (sum > most) {
			most = sum;
			found = phase;
		}
	}
	return found;
}

static void add_part(struct stack *stack, size_t number, size_t row, const char *name,
		     double instructions)
{
	double from = stack->drawn[number],
	       whole = profile_sum(&stack->result->cases[number].profile);

	if (instructions <= 0)
		return;
	figure_mark(stack->figure,
		    (struct figure_point){0.6, (double)row, from, from + instructions, NULL, NULL},
		    "%s: %.0f instructions (%.1f%%)", name, instructions,
		    100 * instructions / whole);
	stack->drawn[number] = from + instructions;
}

static void add_series(struct stack *stack, size_t group, size_t phase, bool is_rest)
{
	const char *name = is_rest ? "other phases" : phases_name(phase);
	size_t row = 0;

	figure_add_series(stack->figure, name, FIGURE_BARS, group);
	for (size_t i = 0; i < stack->result->case_count; i++) {
		double *sums = sums_of(stack, i), instructions = 0;

		if (stack->result->cases[i].profile.samples == 0)
			continue;
		for (size_t k = 0; k < stack->phase_count; k++)
			if (is_rest || k == phase) {
				instructions += sums[k];
				sums[k] = 0;
			}
		add_part(stack, i, row++, name, instructions);
	}
}

static void add_rows(struct stack *stack)
{
	for (size_t i = 0; i < stack->result->case_count; i++) {
		const struct result_case *item = &stack->result->cases[i];
		struct text name = {0};

		if (item->profile.samples == 0)
			continue;
		naming_add(&name, stack->result, item);
		figure_add_row(stack->figure, text_string(&name));
		text_free(&name);
		phases_sum(&item->profile, sums_of(stack, i));
	}
}

static void add_all(struct stack *stack)
{
	add_rows(stack);
	for (size_t group = 0; group < PHASES_SHOWN && stack->figure->row_count > 0; group++)
		add_series(stack, group, largest_phase(stack), false);
	if (stack->figure->row_count > 0)
		add_series(stack, PHASES_SHOWN, 0, true);
}

bool figure_make_phases(const struct result *result, size_t index, struct figure *figure)
{
	struct stack stack = {
		.figure = figure, .result = result, .phase_count = phases_count() + 1};

	if (index > 0)
		return false;
	stack.sums = calloc(result->case_count * stack.phase_count + 1, sizeof(*stack.sums));
	stack.drawn = calloc(result->case_count + 1, sizeof(*stack.drawn));
	if (stack.sums && stack.drawn)
		add_all(&stack);
	else
		figure->failed = true;
	free(stack.sums);
	free(stack.drawn);
	text_add(&figure->title, "Instructions by phase");
	text_add(&figure->description,
		 "mean instructions of one creation in each phase of the kernel and in user space");
	figure->x.label = "per creation (mean)";
	figure_scale(figure, &figure->x, false, figure_label_instructions);
	figure->x.low = 0;
	return figure->row_count > 0;
}
