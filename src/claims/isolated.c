/* isolated: runs an experiment in a process of its own. */
#define _GNU_SOURCE
#include "isolated.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/family.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* What that process hands over through shared memory. */
struct answer {
	bool finished;
	int status;
	struct error error;
	struct claim_metric metrics[CLAIM_METRICS_MAX];
};

struct isolated {
	isolated_work *work;
	struct answer *answer;
};

static void live(void *context, size_t number)
{
	struct isolated *isolated = context;
	struct answer *answer = isolated->answer;

	(void)number;
	answer->status = isolated->work(answer->metrics, &answer->error);
	answer->finished = true;
	_exit(0);
}

/* Reads how it ended: `status` of the event is that of wait4. -EPIPE: it cannot be known. */
static int read_end(const struct family *family, struct family_event *event)
{
	int got;

	do
		got = family_read(family, event);
	while (got > 0 && event->kind != FAMILY_ENDED && event->kind != FAMILY_FAILED);
	return got;
}

static uint64_t now_ms(void)
{
	return clock_now_ns() / 1000000;
}

/* 0 when it is done or gone, -EINTR, or -ETIMEDOUT. */
static int wait_for(const struct claim_bench *bench, const struct family *family,
		    struct family_event *event)
{
	uint64_t deadline = now_ms() + ISOLATED_TIMEOUT_MS, now;
	struct pollfd fds[] = {{.fd = bench->signal_fd, .events = POLLIN},
			       {.fd = family->events, .events = POLLIN}};

	while ((now = now_ms()) < deadline) {
		if (poll(fds, 2, (int)(deadline - now)) > 0 && fds[0].revents)
			return -EINTR;
		if (read_end(family, event) != 0)
			return 0;
	}
	return -ETIMEDOUT;
}

/* How that process ended. */
static int read_answer(int waited, int status, const struct answer *answer, struct error *error)
{
	if (waited == -EINTR)
		return error_set(error, EINTR, "interrupted");
	if (waited < 0)
		return error_set(error, ETIMEDOUT, "the experiment did not end within %d s",
				 ISOLATED_TIMEOUT_MS / 1000);
	if (!answer->finished && WIFSIGNALED(status))
		return error_set(error, EIO, "the experiment was killed by signal %d (%s)",
				 WTERMSIG(status), strsignal(WTERMSIG(status)));
	if (!answer->finished)
		return error_set(error, EIO, "the experiment exited with status %d",
				 WEXITSTATUS(status));
	*error = answer->error;
	return answer->status;
}

static int start_and_wait(const struct claim_bench *bench, isolated_work *work,
			  struct answer *answer, struct error *error)
{
	struct isolated isolated = {work, answer};
	const struct family_plan plan = {.count = 1, .live = live, .context = &isolated};
	struct family_event event = {.kind = FAMILY_STARTED, .status = SIGKILL};
	struct family family;
	int status = family_start(&family, &plan, error), waited;

	if (status == 0) {
		waited = wait_for(bench, &family, &event);
		if (event.kind == FAMILY_FAILED)
			status = error_set(error, event.status, "cannot start a process: %s",
					   strerror(event.status));
		else
			status = read_answer(waited, event.status, answer, error);
	}
	family_end(&family);
	return status;
}

int run_isolated(const struct claim_bench *bench, isolated_work *work, struct claim_metric *metrics,
		 struct error *error)
{
	struct answer *answer = mmap(NULL, sizeof(*answer), PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status;

	if (answer == MAP_FAILED)
		return error_set(error, errno, "cannot share memory: %s", strerror(errno));
	memcpy(answer->metrics, metrics, sizeof(answer->metrics));
	status = start_and_wait(bench, work, answer, error);
	if (status == 0)
		memcpy(metrics, answer->metrics, sizeof(answer->metrics));
	munmap(answer, sizeof(*answer));
	return status;
}
