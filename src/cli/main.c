/* main: runs as a subject, as the first process of a guest, or by the command line. */
#define _GNU_SOURCE
#include "config.h"
#include "help.h"
#include "output.h"
#include "signals.h"
#include "verbs.h"

#include "procbench/guest/guest.h"
#include "procbench/subject/arena.h"
#include "procbench/subject/subject.h"

#include <string.h>
#include <unistd.h>

static int run(const struct config *config)
{
	const struct verb *verb = verb_find(config);
	struct error error = {0};

	if (config->help)
		return help_show(config);
	if (config->version)
		return verb_version(&(struct config){0});
	if (verb_check(verb, config, &error) < 0) {
		output_error(error.text);
		return EXIT_USAGE;
	}
	return verb->run(config);
}

int main(int argc, char **argv)
{
	struct config config;
	struct error error = {0};
	int status = EXIT_USAGE;

	if (argc == 2 && strcmp(argv[1], ARENA_VERB) == 0)
		subject_main();
	if (argc == 2 && strcmp(argv[1], GUEST_VERB) == 0 && getpid() == 1)
		guest_main();
	output_open();
	signals_reset();
	if (config_read(&config, argc, argv, &error) < 0)
		output_error(error.text);
	else
		status = run(&config);
	config_free(&config);
	return status;
}
