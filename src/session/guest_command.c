/* guest_command: the measuring command as a guest runs it. */
#define _GNU_SOURCE
#include "guest_command.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where the number of launches decides. */
#define NEVER_PRECISE_PCT 1e-6

static void take_word(struct guest_command *command, struct text *word)
{
	char **words = realloc(command->words, (command->count + 2) * sizeof(*words));

	command->failed = command->failed || word->failed || !words;
	command->words = words ? words : command->words;
	if (!command->failed) {
		command->words[command->count++] = text_take(word);
		command->words[command->count] = NULL;
	}
	text_free(word);
}

__attribute__((format(printf, 2, 3))) static void add(struct guest_command *command,
						      const char *format, ...)
{
	struct text word = {0};
	va_list args;

	va_start(args, format);
	text_vprintf(&word, format, args);
	va_end(args);
	take_word(command, &word);
}

static void add_cases(struct guest_command *command, const struct plan *plan, const char *kernel)
{
	for (size_t i = 0; i < plan->count; i++) {
		struct text spec = {0};

		if (strcmp(plan->cases[i].keys.text[KEY_KERNEL], kernel) != 0)
			continue;
		plan_add_guest_spec(&spec, &plan->cases[i]);
		take_word(command, &spec);
	}
}

static void add_time(struct guest_command *command, const char *option, uint64_t ns)
{
	add(command, "%s=%" PRIu64 "us", option, (ns + 999) / 1000);
}

/* How much to measure: exactly as on this machine, with seconds of the guest's clock. */
static void add_effort(struct guest_command *command, const struct run_settings *settings)
{
	if (settings->iters > 0)
		add(command, "--iters=%" PRIu64, settings->iters);
	else
		add_time(command, "--time", settings->time_ns);
	add(command, "--precision=%.6f%%",
	    isnan(settings->precision) ? NEVER_PRECISE_PCT : 100 * settings->precision);
	if (settings->launches > 0)
		add(command, "--launches=%" PRIu64, settings->launches);
	if (settings->warmup_fixed)
		add(command, "--warmup=%" PRIu64, settings->warmup);
	if (settings->phases)
		add(command, "--phases");
	add(command, "--seed=%" PRIu64, settings->seed);
	add_time(command, "--timeout", settings->timeout_ns);
}

int guest_command_make(struct guest_command *command, const struct session *session,
		       const struct run_settings *settings, const char *kernel, struct error *error)
{
	*command = (struct guest_command){0};
	add(command, "procbench");
	add_cases(command, &session->plan, kernel);
	add_effort(command, settings);
	add(command, "--no-floor");
	add(command, "--quiet");
	add(command, "--progress=off");
	add(command, "--format=json");
	return command->failed ? error_no_memory(error) : 0;
}

void guest_command_free(struct guest_command *command)
{
	for (size_t i = 0; i < command->count; i++)
		free(command->words[i]);
	free(command->words);
	*command = (struct guest_command){0};
}
