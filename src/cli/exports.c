/* exports: the files of a run, opened before it starts and committed after it. */
#include "exports.h"

#include "labels.h"
#include "plots.h"
#include "signals.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* "csv:out.txt" names its format; a colon after any other word is part of the path. */
static const struct report_format *named_format(const char *argument, const char **path)
{
	size_t count, length = strcspn(argument, ":");
	const struct report_format *formats = report_formats(&count);

	if (argument[length] != ':')
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (strlen(formats[i].name) == length &&
		    memcmp(formats[i].name, argument, length) == 0) {
			*path = argument + length + 1;
			return &formats[i];
		}
	return NULL;
}

/* Elsewhere '-' means standard output, which has the report; here it would be a file. */
static int open_file(struct outfile *file, const char *path, struct error *error)
{
	if (strcmp(path, "-") == 0)
		return error_set(error, EINVAL,
				 "cannot export to '-': standard output is used for the "
				 "report (choose its format by --format, or write ./- for a "
				 "file named '-')");
	return outfile_open(file, path, error);
}

static int open_one(struct exports *exports, const char *argument, struct error *error)
{
	struct export *export = &exports->items[exports->count];
	const char *path = argument;
	int status;

	export->format = named_format(argument, &path);
	if (!export->format)
		export->format = report_format_for(path, error);
	if (!export->format)
		return -error->code;
	status = open_file(&export->file, path, error);
	if (status == 0)
		exports->count++;
	return status;
}

static int refuse_same(const struct outfile *a, const struct outfile *b, struct error *error)
{
	if (!outfile_is_same(a, b))
		return 0;
	return error_set(error, EINVAL,
			 "'%s' and '%s' are one file: each of --export and --samples needs its own",
			 a->path, b->path);
}

/* The later one would replace what the earlier one wrote. */
static int check_distinct(const struct exports *exports, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < exports->count && status == 0; i++) {
		const struct outfile *file = &exports->items[i].file;

		if (exports->has_samples)
			status = refuse_same(file, &exports->samples, error);
		for (size_t k = 0; k < i && status == 0; k++)
			status = refuse_same(&exports->items[k].file, file, error);
	}
	return status;
}

/* A folder keeps thousands of results, and without blanks they have half the bytes. */
static int write_on_one_line(const struct result *result, const struct report_style *style,
			     struct text *out, struct error *error)
{
	struct report_style compact = *style;

	compact.compact = true;
	return report_format_named("json", error)->write(result, &compact, out, error);
}

/* For --save, under a name that no other run takes. */
static int open_saved(struct exports *exports, const struct config *config, struct error *error)
{
	struct export *export = &exports->items[exports->count];
	struct text path = {0};
	int status;

	if (mkdir(config->save, 0777) < 0 && errno != EEXIST)
		return error_set(error, errno, "cannot create directory '%s': %s", config->save,
				 strerror(errno));
	text_printf(&path, "%s/", config->save);
	labels_add_file_name(&path, config);
	exports->saved = *report_format_named("json", error);
	exports->saved.write = write_on_one_line;
	export->format = &exports->saved;
	status = path.failed ? error_no_memory(error)
			     : outfile_open_new(&export->file, text_string(&path), error);
	text_free(&path);
	if (status == 0)
		exports->count++;
	return status;
}

int exports_open(struct exports *exports, const struct config *config, struct error *error)
{
	int status = 0;

	*exports = (struct exports){0};
	exports->items = calloc(config->exports.count + 2, sizeof(*exports->items));
	if (!exports->items)
		return error_set(error, ENOMEM, "out of memory");
	for (size_t i = 0; i < config->exports.count && status == 0; i++)
		status = open_one(exports, config->exports.items[i], error);
	if (status == 0 && config->save)
		status = open_saved(exports, config, error);
	if (status == 0 && config->samples) {
		status = open_file(&exports->samples, config->samples, error);
		exports->has_samples = status == 0;
	}
	if (status == 0)
		status = check_distinct(exports, error);
	if (status == 0 && config->plot)
		status = plots_prepare(config->plot, error);
	exports->plot = config->plot;
	exports->columns = config->columns;
	return status;
}

static int write_one(struct export *export, exports_render *render, const void *document,
		     struct error *error)
{
	struct text out = {0};
	int status = render(document, export->format, &out, error);

	if (status == 0)
		status = outfile_write(&export->file, text_string(&out), out.length, error);
	if (status == 0)
		status = outfile_commit(&export->file, error);
	text_free(&out);
	return status;
}

struct results {
	const struct result *items;
	size_t count;
	struct report_style style;
};

static int render_results(const void *document, const struct report_format *format,
			  struct text *out, struct error *error)
{
	const struct results *results = document;

	return report_write(format, results->items, results->count, &results->style, out, error);
}

static int draw_one(struct exports *exports, const struct results *results, struct error *error)
{
	if (results->count != 1)
		return error_set(error, EINVAL,
				 "option '--plot' draws one result: use one directory per result");
	return plots_draw(exports->plot, results->items, &exports->lacks_png, error);
}

/* Only the first failure is reported. */
static void keep_first(int *first, int status)
{
	*first = *first ? *first : status;
}

static int write_files(struct exports *exports, exports_render *render, const void *document,
		       struct error *error)
{
	struct error later;
	int first = 0;

	for (size_t i = 0; i < exports->count; i++)
		keep_first(&first,
			   write_one(&exports->items[i], render, document, first ? &later : error));
	if (exports->has_samples)
		keep_first(&first, outfile_commit(&exports->samples, first ? &later : error));
	return first;
}

int exports_write(struct exports *exports, const struct result *results, size_t count,
		  int *signal_number, struct error *error)
{
	const struct results all = {results, count, {.columns = exports->columns}};
	struct error later;
	int status;

	signals_hold();
	status = write_files(exports, render_results, &all, error);
	if (exports->plot)
		keep_first(&status, draw_one(exports, &all, status ? &later : error));
	*signal_number = signals_release();
	return status;
}

int exports_write_document(struct exports *exports, exports_render *render, const void *document,
			   int *signal_number, struct error *error)
{
	int status;

	signals_hold();
	status = write_files(exports, render, document, error);
	*signal_number = signals_release();
	return status;
}

void exports_close(struct exports *exports)
{
	for (size_t i = 0; i < exports->count; i++)
		outfile_abandon(&exports->items[i].file);
	if (exports->has_samples)
		outfile_abandon(&exports->samples);
	free(exports->items);
	*exports = (struct exports){0};
}
