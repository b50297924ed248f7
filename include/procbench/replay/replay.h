/*
 * replay: the calls of an observed program as cases that repeat and replace them.
 *
 * A site of the observation becomes the case that makes the same call from a parent of the same
 * shape. Its child executes a program of procbench of the same kind (static, dynamic or script),
 * because the observed one would do its work again.
 */
#ifndef PROCBENCH_REPLAY_REPLAY_H
#define PROCBENCH_REPLAY_REPLAY_H

#include "procbench/base/error.h"
#include "procbench/observe/observation.h"
#include "procbench/result/result.h"
#include "procbench/sys/proc_shape.h"

#include <stdbool.h>
#include <stddef.h>

struct replay_request {
	const char *instead;   /* the spec of the replacement, without the shape; or NULL */
	struct proc_shape own; /* that subjects have anyway */
	bool in_guest;         /* where no program has shared libraries */
};

struct replay {
	char **specs; /* the different cases of all sites, for a plan */
	size_t spec_count;
	struct result_site *sites; /* in the order of the observation */
	size_t site_count;
};

/*
 * A site for each of the observation, with its reason where no case can repeat it. -EINVAL for a
 * wrong `instead`; -ENOENT if no site has a case. Call replay_free() in any case.
 */
int replay_build(struct replay *replay, const struct observation *seen,
		 const struct replay_request *request, struct error *error);

/* Moves the sites to the result of the run, and states in its headline what was replayed. */
int replay_attach(struct replay *replay, const struct observation *seen, struct result *result,
		  struct error *error);

/*
 * Writes into the observation what its calls cost, from the result of the replay's cases; NULL:
 * there was none to measure. Before replay_attach().
 */
int replay_price(const struct replay *replay, const struct result *result, struct observation *seen,
		 struct error *error);

void replay_free(struct replay *replay);

#endif
