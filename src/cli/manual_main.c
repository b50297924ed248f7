/* manual_main: a program of its own, run when procbench is built: prints one of the manuals. */
#include "manual.h"
#include "output.h"
#include "verbs.h"

#include <string.h>

static const struct {
	const char *name;
	void (*add)(struct text *out);
} manuals[] = {
	{"man", manual_man},   {"bash", manual_bash},     {"zsh", manual_zsh},
	{"fish", manual_fish}, {"schema", manual_schema}, {"markdown", manual_markdown},
};

int main(int argc, char **argv)
{
	struct text out = {0};

	for (size_t i = 0; argc == 2 && i < sizeof(manuals) / sizeof(manuals[0]); i++)
		if (strcmp(argv[1], manuals[i].name) == 0) {
			manuals[i].add(&out);
			return output_finish(&out, EXIT_MEASURED);
		}
	output_error("name one manual: man, bash, zsh, fish, schema or markdown");
	return EXIT_USAGE;
}
