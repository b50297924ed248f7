/* creating: creates one child by a method, runs the experiment's steps in it and reaps it. */
#define _GNU_SOURCE
#include "creating.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int prepare(struct created *created, const char *flags, struct error *error)
{
	const struct method *method = created->method;
	struct keys keys;
	int status = keys_init(&keys, error);

	if (status == 0 && flags)
		status = keys_set(&keys, KEY_FLAGS, flags, error);
	if (status == 0 && method->check)
		status = method->check(&keys, error);
	created->state = calloc(1, method_state_bytes(method));
	if (status == 0 && !created->state)
		status = error_set(error, ENOMEM, "out of memory");
	if (status == 0) {
		method_attach(method, &created->creation, created->state);
		status = method_prepare(method, &created->creation, &keys, error);
	}
	keys_free(&keys);
	return status;
}

int creating_start(struct created *created, const char *method, const char *flags,
		   creation_step *const *steps, struct error *error)
{
	uint64_t start_ns;

	*created = (struct created){
		.creation = {.environment = environ, .child_cpu = -1},
		.method = method_find(method, strlen(method), error),
	};
	for (size_t i = 0; steps[i]; i++)
		created->creation.steps[i] = steps[i];
	if (!created->method || prepare(created, flags, error) < 0) {
		free(created->state);
		return -error->code;
	}
	start_ns = clock_now_ns();
	created->pid = created->creation.calls.create(&created->creation);
	created->call_ns = clock_now_ns() - start_ns;
	if (created->pid >= 0)
		return 0;
	free(created->state);
	return error_set(error, (int)-created->pid, "%s failed: %s", method,
			 strerror((int)-created->pid));
}

int creating_reap(struct created *created, struct error *error)
{
	const struct creation_calls *calls = &created->creation.calls;
	long waited = calls->reap(&created->creation, created->pid, &created->reaped);
	int status;

	calls->settle(&created->creation, &created->reaped);
	status = created->reaped.status;
	free(created->state);
	if (waited < 0)
		return error_set(error, (int)-waited, "cannot wait for a child of %s: %s",
				 created->method->name, strerror((int)-waited));
	if (WIFSIGNALED(status))
		return error_set(error, EIO, "a child of %s was killed by signal %d",
				 created->method->name, WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return error_set(error, EIO, "a child of %s exited with status %d",
				 created->method->name, WEXITSTATUS(status));
	return 0;
}

int creating_run(struct created *created, const char *method, const char *flags,
		 creation_step *const *steps, struct error *error)
{
	int status = creating_start(created, method, flags, steps, error);

	return status == 0 ? creating_reap(created, error) : status;
}

int creating_check(const struct child_failure *failure, struct error *error)
{
	if (!failure->action)
		return 0;
	return error_set(error, failure->code, "the child could not %s: %s", failure->action,
			 strerror(failure->code));
}

void *creating_share(size_t bytes, struct error *error)
{
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory != MAP_FAILED)
		return memory;
	error_set(error, errno, "cannot map shared memory: %s", strerror(errno));
	return NULL;
}

/* ---- called in children too ---- */

bool creating_note(struct child_failure *failure, const char *action, long status)
{
	if (status < 0 && !failure->action)
		*failure = (struct child_failure){action, (int)-status};
	return status >= 0;
}

long creating_status_number(const char *path, const char *name, int base)
{
	char text[4096];
	uint64_t number;

	proc_text_read(path, text, sizeof(text));
	number = proc_text_number(text, name, base);
	return number == PROC_TEXT_NONE ? -1 : (long)number;
}
