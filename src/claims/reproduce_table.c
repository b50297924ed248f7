/* reproduce_table: reproductions for a terminal, published and measured side by side. */
#include "claims_formats.h"

#include "procbench/render/human.h"
#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#define INDENT         12
#define LABEL_COLUMNS  32
#define METRIC_COLUMNS 12

static void add_source(struct text *out, const struct reproduce_source *source)
{
	struct text line = {0};

	text_printf(&line, "%s: %s. %s, ", source->authors, source->title, source->venue);
	if (source->year)
		text_printf(&line, "%d", source->year);
	else
		text_add(&line, "undated");
	prose_add_labelled(out, INDENT, "source", text_string(&line));
	text_free(&line);
}

static void add_metric(struct text *out, enum quantity clock, double ns)
{
	struct text metric = {0};

	human_add_amount(&metric, clock, ns, HUMAN_DIGITS);
	text_printf(out, "  %*s", METRIC_COLUMNS, isnan(ns) ? "-" : text_string(&metric));
	text_free(&metric);
}

static void add_row(struct text *out, const struct reproduce_answer *answer, size_t i)
{
	const struct reproduce_row *row = &answer->reproduction->rows[i];
	const struct reproduce_value *value = &answer->values[i];

	text_printf(out, "  %-*s", LABEL_COLUMNS, row->label);
	add_metric(out, QUANTITY_TIME, row->published_ns);
	add_metric(out, answer->reproduction->clock, value->ns);
	if (!isnan(value->low_ns) && value->ns > 0)
		text_printf(out, "  +-%.1f%%",
			    (value->high_ns - value->low_ns) / 2 / value->ns * 100);
	text_add_char(out, '\n');
	if (answer->left_out[i])
		prose_add_labelled(out, INDENT, "left out", answer->left_out[i]);
}

static void add_shape(struct text *out, const struct reproduce_shape *shape)
{
	struct text line = {0};

	text_printf(&line, "%s: published %s; measured ", shape->what, shape->published);
	if (isnan(shape->value))
		text_add(&line, "nothing");
	else
		human_add_number(&line, shape->value, HUMAN_DIGITS);
	if (!isnan(shape->low)) {
		text_add(&line, " (95% CI ");
		human_add_range(&line, shape->low, shape->high, HUMAN_DIGITS);
		text_add_char(&line, ')');
	}
	text_printf(&line, ": %s", reproduce_verdict_names[shape->verdict]);
	prose_add_labelled(out, INDENT, "shape", text_string(&line));
	text_free(&line);
}

static void add_answer(struct text *out, const struct reproduce_answer *answer)
{
	const struct reproduction *reproduction = answer->reproduction;

	text_printf(out, "\n%s: %s\n", reproduction->name,
		    reproduce_verdict_names[answer->verdict]);
	prose_add_labelled(out, INDENT, "question", reproduction->question);
	add_source(out, &reproduction->source);
	prose_add_labelled(out, INDENT, "setup", reproduction->scaling);
	text_printf(out, "\n  %-*s  %*s  %*s\n", LABEL_COLUMNS, "", METRIC_COLUMNS, "published",
		    METRIC_COLUMNS, "measured");
	for (size_t i = 0; i < reproduction->row_count; i++)
		add_row(out, answer, i);
	text_add_char(out, '\n');
	for (size_t i = 0; i < answer->shape_count; i++)
		add_shape(out, &answer->shapes[i]);
}

int reproduce_write_table(const struct reproduce_report *report, struct text *out)
{
	struct text line = {0};

	text_add(&line, "published results, measured again on ");
	claims_add_machine(&line, &report->head.host);
	text_printf(&line, "; %s", report->head.date);
	prose_wrap(out, text_string(&line), 0, 0, TERMINAL_WIDTH_DEFAULT);
	for (size_t i = 0; i < report->head.count; i++)
		add_answer(out, &report->answers[i]);
	if (report->head.partial)
		text_add(out, "\ninterrupted before all were measured\n");
	claims_add_warnings(out, &report->head);
	out->failed = out->failed || line.failed;
	text_free(&line);
	return out->failed ? -ENOMEM : 0;
}

void reproduce_add_list(struct text *out)
{
	size_t count;
	const struct reproduction *const *all = reproduce_list(&count);
	unsigned sum = 0;

	text_add(out, "published results that can be repeated with 'procbench reproduce "
		      "NAME...'\nor 'procbench reproduce all'\n");
	for (size_t i = 0; i < count; i++) {
		text_printf(out, "\n%s (about %u s)\n", all[i]->name, all[i]->seconds);
		prose_add_labelled(out, INDENT, "question", all[i]->question);
		add_source(out, &all[i]->source);
		sum += all[i]->seconds;
	}
	text_printf(out, "\ntotal: about %u s\n", sum);
}
