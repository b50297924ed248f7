/* trial: one creation in a temporary process, to test what the kernel accepts. */
#define _GNU_SOURCE
#include "trial.h"

#include "procbench/sys/cleanup.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Result of that process, in shared memory. */
struct answer {
	bool finished;
	struct error error;
};

static void create_one(const struct method *method, const struct keys *keys, struct error *error)
{
	struct creation creation = {.environment = environ, .child_cpu = -1};
	struct reaped reaped = {0};
	void *state = calloc(1, method_state_bytes(method));
	long pid, waited;

	if (!state) {
		error_set(error, ENOMEM, "out of memory");
		return;
	}
	method_attach(method, &creation, state);
	if (method->prepare && method->prepare(&creation, keys, error) < 0)
		return;
	pid = creation.calls.create(&creation);
	waited = creation.calls.reap(&creation, pid, &reaped);
	creation.calls.settle(&creation, &reaped);
	error->code = pid < 0 ? (int)-pid : (int)-waited;
}

int trial_run(const struct method *method, const struct keys *keys, struct error *error)
{
	struct answer *answer = mmap(NULL, sizeof(*answer), PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pid = answer == MAP_FAILED ? -1 : fork();
	int status;

	*error = (struct error){0};
	if (pid == 0) {
		create_one(method, keys, &answer->error);
		cleanup_run();
		answer->finished = true;
		_exit(0);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (pid < 0)
		error->code = EAGAIN;
	else if (answer->finished)
		*error = answer->error;
	else
		error_set(error, EIO, "the trial process was killed");
	if (answer != MAP_FAILED)
		munmap(answer, sizeof(*answer));
	return -error->code;
}
