/* shape_handlers: signals for which the parent has a handler. */
#define _GNU_SOURCE
#include "shape_descriptor.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>

static void do_nothing(int signal_number)
{
	(void)signal_number;
}

/* Two signals cannot be handled, and the subject uses two itself. */
static bool is_free(int signal_number)
{
	return signal_number != SIGKILL && signal_number != SIGSTOP && signal_number != SIGTERM &&
	       signal_number != SIGCHLD;
}

/*
 * SA_RESETHAND, because a fault whose handler returns would repeat forever. libc refuses the two
 * signals that it reserves.
 */
static int build(const struct keys *keys, struct error *error)
{
	struct sigaction action = {.sa_handler = do_nothing, .sa_flags = (int)SA_RESETHAND};
	uint64_t wanted = keys->number[KEY_HANDLERS], installed = 0;

	for (int i = 1; i < NSIG && installed < wanted; i++)
		if (is_free(i) && sigaction(i, &action, NULL) == 0)
			installed++;
	if (installed == wanted)
		return 0;
	return error_set(error, EINVAL,
			 "handlers: %" PRIu64 " signals of %" PRIu64 " can be handled", installed,
			 wanted);
}

static int verify(const struct keys *keys, const struct shape_seen *before,
		  const struct shape_seen *now, struct error *error)
{
	return shape_expect("handlers", keys->number[KEY_HANDLERS], "signal handlers",
			    before->handlers, now->handlers, error);
}

static int check(const struct method *method, const struct keys *keys, struct error *error)
{
	(void)method;
	if (keys->number[KEY_HANDLERS] <= KEY_HANDLERS_MAX)
		return 0;
	return error_set(error, EINVAL,
			 "handlers=%" PRIu64
			 " exceeds the number of signals that can be handled (at most %d)",
			 keys->number[KEY_HANDLERS], KEY_HANDLERS_MAX);
}

SHAPE(HANDLERS) = {
	.check = check,
	.build = build,
	.stage = SHAPE_STAGE_STATE,
	.verify = verify,
	.sees = SHAPE_SEES_STATUS,
};
