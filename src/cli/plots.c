/* plots: writes the pictures of a result to a directory. */
#include "plots.h"

#include "output.h"
#include "png.h"

#include "procbench/base/outfile.h"
#include "procbench/report/pictures.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* Found before the measurement: it is no directory, or nothing may be written there. */
static int try_writing(const char *directory, struct error *error)
{
	struct outfile file;
	struct text path = {0};
	int status;

	text_printf(&path, "%s/total.svg", directory);
	status = outfile_open(&file, text_string(&path), error);
	text_free(&path);
	if (status == 0)
		outfile_abandon(&file);
	return status;
}

int plots_prepare(const char *directory, struct error *error)
{
	if (mkdir(directory, 0777) < 0 && errno != EEXIST)
		return error_set(error, errno, "cannot create directory '%s': %s", directory,
				 strerror(errno));
	return try_writing(directory, error);
}

static int save(const char *directory, const char *name, const char *ending,
		const struct text *picture, struct error *error)
{
	struct outfile file;
	struct text path = {0};
	int status;

	text_printf(&path, "%s/%s.%s", directory, name, ending);
	status = outfile_open(&file, text_string(&path), error);
	text_free(&path);
	if (status < 0)
		return status;
	status = outfile_write(&file, text_string(picture), picture->length, error);
	if (status == 0)
		return outfile_commit(&file, error);
	outfile_abandon(&file);
	return status;
}

/* 1: rsvg-convert is not installed. */
static int save_png(const char *directory, const struct picture *picture, struct error *error)
{
	struct text png = {0};
	int status = png_render(&picture->svg, &png, error);

	if (status == 0)
		status = save(directory, picture->name, "png", &png, error);
	else if (status == -ENOENT)
		status = 1;
	text_free(&png);
	return status;
}

static int save_all(const char *directory, const struct pictures *pictures, bool *lacks_png,
		    struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < pictures->count && status == 0; i++)
		status = save(directory, pictures->items[i].name, "svg", &pictures->items[i].svg,
			      error);
	if (status < 0)
		return status;
	for (size_t i = 0; i < pictures->count && status == 0; i++)
		status = save_png(directory, &pictures->items[i], error);
	*lacks_png = status > 0;
	return status < 0 ? status : 0;
}

int plots_draw(const char *directory, const struct result *result, bool *lacks_png,
	       struct error *error)
{
	struct pictures pictures;
	int status = pictures_draw(result, &pictures);

	if (status < 0)
		error_set(error, ENOMEM, "out of memory");
	else
		status = save_all(directory, &pictures, lacks_png, error);
	pictures_free(&pictures);
	return status;
}
