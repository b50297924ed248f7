/* documents: the files of --export for reports that are not of results: of fleets and histories. */
#include "documents.h"

#include "output.h"
#include "verbs.h"

#include <errno.h>

int documents_open(struct exports *exports, const struct config *config, struct error *error)
{
	const struct verb *verb = verb_find(config);
	int status = exports_open(exports, config, error);

	for (size_t i = 0; i < exports->count && status == 0; i++)
		if (!verb_writes(verb, exports->items[i].format->name))
			status = error_set(error, EINVAL,
					   "option '--export': '%s' cannot be written as %s "
					   "('%s' supports %s)",
					   exports->items[i].file.path,
					   exports->items[i].format->name, verb->name,
					   verb->formats);
	return status;
}

int documents_write(struct exports *exports, exports_render *render, const void *document)
{
	struct error error = {0};
	int signal_number = 0;
	int status = exports_write_document(exports, render, document, &signal_number, &error);

	if (status < 0)
		output_error(error.text);
	if (signal_number)
		return EXIT_SIGNAL_BASE + signal_number;
	return status < 0 ? EXIT_USAGE : 0;
}
