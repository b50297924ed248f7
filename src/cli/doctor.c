/* doctor: what on this machine disturbs a measurement, and what to do about it. */
#include "output.h"
#include "verbs.h"

#include "procbench/base/facts.h"
#include "procbench/base/version.h"
#include "procbench/render/csv_field.h"
#include "procbench/render/human.h"
#include "procbench/render/jsons.h"
#include "procbench/render/prose.h"
#include "procbench/render/terminal.h"
#include "procbench/result/checks.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#define DOCTOR_SCHEMA "procbench-doctor/1"

#define LINE_COLUMNS    80
#define VERDICT_COLUMNS 10
#define NAME_COLUMNS    24
#define VALUE_COLUMN    (2 + VERDICT_COLUMNS + NAME_COLUMNS)
#define WHY_COLUMN      (2 + VERDICT_COLUMNS)

struct diagnosis {
	struct facts facts;
	struct facts missing;
	size_t counts[CHECK_COUNT];
};

static int diagnose(struct diagnosis *diagnosis)
{
	int status;

	clock_open(getauxval(AT_SYSINFO_EHDR)); /* whose cost is among the facts */
	status = host_describe(&diagnosis->facts, &diagnosis->missing);
	if (status == 0)
		status = host_watch(&diagnosis->facts, &diagnosis->missing);
	for (size_t i = 0; i < check_count && status == 0; i++)
		diagnosis->counts[check_judge(i, &diagnosis->facts, &diagnosis->missing).verdict]++;
	return status;
}

static struct finding finding_of(const struct diagnosis *diagnosis, size_t index)
{
	return check_judge(index, &diagnosis->facts, &diagnosis->missing);
}

/* ---- for people ---- */

static bool ends_with(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);

	return n >= m && strcmp(name + n - m, ending) == 0;
}

/* A value so that it can be broken into lines: after a comma, and within a word of any length. */
static void add_value(struct text *out, const struct finding *finding)
{
	struct text printable = {0};
	size_t run = 0;

	if (!finding->fact) {
		text_add(out, "not readable");
		return;
	}
	if (finding->fact->is_number && ends_with(finding->name, "_bytes")) {
		human_add_bytes(out, strtod(finding->fact->value, NULL));
		return;
	}
	text_add_printable(&printable, finding->fact->value);
	for (const char *c = text_string(&printable); *c; c++) {
		run = *c == ' ' ? 0 : run + 1;
		text_add_char(out, *c);
		if ((*c == ',' && c[1] != ' ') || run == LINE_COLUMNS - VALUE_COLUMN) {
			text_add_char(out, ' ');
			run = 0;
		}
	}
	text_free(&printable);
}

static void add_words(struct text *out, const char *mark, const char *words)
{
	struct text line = {0};

	if (!*words)
		return;
	text_add(&line, mark);
	text_add_printable(&line, words);
	text_printf(out, "%*s", WHY_COLUMN, "");
	prose_wrap(out, text_string(&line), WHY_COLUMN, WHY_COLUMN + strlen(mark), LINE_COLUMNS);
	text_free(&line);
}

static void add_finding(struct text *out, const struct finding *finding, bool color)
{
	struct text value = {0};
	bool bold = color && finding->verdict == CHECK_DISTURBS;

	add_value(&value, finding);
	text_add(out, "  ");
	terminal_begin(out, bold, TERMINAL_BOLD);
	prose_pad(out, check_verdict_names[finding->verdict], VERDICT_COLUMNS, true);
	terminal_end(out, bold, TERMINAL_BOLD);
	prose_pad(out, finding->name, NAME_COLUMNS, true);
	prose_wrap(out, text_string(&value), VALUE_COLUMN, VALUE_COLUMN, LINE_COLUMNS);
	text_free(&value);
	add_words(out, "", finding->why);
	add_words(out, "=> ", finding->remedy);
}

static void add_summary(struct text *out, const size_t counts[CHECK_COUNT])
{
	size_t disturbs = counts[CHECK_DISTURBS], unknown = counts[CHECK_UNKNOWN];

	if (disturbs == 0)
		text_add(out, "\nnothing disturbs");
	else
		text_printf(out, "\n%zu thing%s", disturbs,
			    disturbs == 1 ? " disturbs" : "s disturb");
	text_printf(out, ", %zu to know", counts[CHECK_NOTE]);
	if (unknown > 0)
		text_printf(out, ", %zu not readable", unknown);
	text_add_char(out, '\n');
}

static int write_table(const struct diagnosis *diagnosis, bool color, struct text *out)
{
	const char *group = "";

	for (size_t i = 0; i < check_count; i++) {
		struct finding finding = finding_of(diagnosis, i);

		if (strcmp(group, finding.group) != 0)
			text_printf(out, "%s%s\n", i > 0 ? "\n" : "", finding.group);
		group = finding.group;
		add_finding(out, &finding, color);
	}
	add_summary(out, diagnosis->counts);
	return out->failed ? -ENOMEM : 0;
}

/* ---- for programs ---- */

static int write_csv(const struct diagnosis *diagnosis, bool color, struct text *out)
{
	(void)color;
	text_add(out, "group,name,value,verdict,why,remedy\r\n");
	for (size_t i = 0; i < check_count; i++) {
		struct finding finding = finding_of(diagnosis, i);
		const char *const cells[] = {finding.group,
					     finding.name,
					     finding.fact ? finding.fact->value : "",
					     check_verdict_names[finding.verdict],
					     finding.why,
					     finding.remedy};

		csv_field_add_row(out, cells, sizeof(cells) / sizeof(cells[0]));
	}
	return out->failed ? -ENOMEM : 0;
}

static json_t *string_or_null(const char *value)
{
	return jsons_string(value && *value ? value : NULL);
}

static json_t *check_object(struct jsons *jsons, const struct finding *finding)
{
	json_t *object = json_object();

	jsons_set(jsons, object, "group", jsons_string(finding->group));
	jsons_set(jsons, object, "name", jsons_string(finding->name));
	jsons_set(jsons, object, "value", jsons_fact(finding->fact));
	jsons_set(jsons, object, "verdict", jsons_string(check_verdict_names[finding->verdict]));
	jsons_set(jsons, object, "why", string_or_null(finding->why));
	jsons_set(jsons, object, "remedy", string_or_null(finding->remedy));
	return object;
}

static int write_json(const struct diagnosis *diagnosis, bool color, struct text *out)
{
	struct jsons jsons = {false};
	json_t *object = json_object(), *checks = json_array(), *counts = json_object();

	(void)color;
	for (size_t i = 0; i < check_count; i++) {
		struct finding finding = finding_of(diagnosis, i);

		jsons_append(&jsons, checks, check_object(&jsons, &finding));
	}
	for (int verdict = 0; verdict < CHECK_COUNT; verdict++)
		jsons_set(&jsons, counts, check_verdict_names[verdict],
			  jsons_count(diagnosis->counts[verdict]));
	jsons_set(&jsons, object, "schema", jsons_string(DOCTOR_SCHEMA));
	jsons_set(&jsons, object, "version", jsons_string(PROCBENCH_VERSION));
	jsons_set(&jsons, object, "hostname",
		  jsons_string(facts_get(&diagnosis->facts, "hostname")));
	jsons_set(&jsons, object, "counts", counts);
	jsons_set(&jsons, object, "checks", checks);
	return jsons_finish(&jsons, object, out, NULL);
}

/* ---- the verb ---- */

struct writer {
	const char *format;
	int (*write)(const struct diagnosis *diagnosis, bool color, struct text *out);
};

static const struct writer writers[] = {
	{"table", write_table},
	{"csv", write_csv},
	{"json", write_json},
};

static const struct writer *find_writer(const char *format)
{
	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]); i++)
		if (strcmp(writers[i].format, format) == 0)
			return &writers[i];
	return NULL;
}

/* Why the request makes no sense; NULL when it does. */
static const char *misuse(const struct config *config)
{
	if (config->operand_count > 1)
		return "'doctor' takes nothing else";
	if (!find_writer(config->format))
		return "'doctor' is written as table, csv or json only";
	return NULL;
}

int verb_doctor(const struct config *config)
{
	struct diagnosis diagnosis = {0};
	struct text out = {0};
	const char *wrong = misuse(config);
	int status;

	if (wrong) {
		output_error(wrong);
		return EXIT_USAGE;
	}
	status = diagnose(&diagnosis);
	if (status == 0)
		status = find_writer(config->format)
				 ->write(&diagnosis, output_style(config->color).color, &out);
	out.failed = out.failed || status < 0; /* which output_finish() tells */
	status = output_finish(&out, config->strict && diagnosis.counts[CHECK_DISTURBS] > 0
					     ? EXIT_DISTURBED
					     : EXIT_MEASURED);
	facts_free(&diagnosis.facts);
	facts_free(&diagnosis.missing);
	return status;
}
