/* isolated: an experiment in a process of its own, which may do to itself what it likes. */
#define _GNU_SOURCE
#include "isolated.h"

#include "procbench/sys/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What that process tells, through shared memory. */
struct answer {
	bool finished;
	int status;
	struct error error;
	struct claim_metric metrics[CLAIM_METRICS_MAX];
};

/* It ends with its maker, also when that ended before it could say so. */
static void tie_to(pid_t maker)
{
	sigset_t none;

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != maker)
		_exit(1);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

__attribute__((noreturn)) static void run_work(pid_t maker, isolated_work *work,
					       struct answer *answer, int done_fd)
{
	tie_to(maker);
	answer->status = work(answer->metrics, &answer->error);
	answer->finished = true;
	_exit(write(done_fd, "", 1) < 0);
}

/* 0 when it is done or gone, -EINTR, or -ETIMEDOUT. */
static int wait_for(const struct claim_bench *bench, int done_fd)
{
	struct pollfd fds[] = {{.fd = bench->signal_fd, .events = POLLIN},
			       {.fd = done_fd, .events = POLLIN}};
	int ready;

	do
		ready = poll(fds, 2, ISOLATED_TIMEOUT_MS);
	while (ready < 0 && errno == EINTR);
	if (ready > 0 && fds[0].revents)
		return -EINTR;
	return ready > 0 ? 0 : -ETIMEDOUT;
}

/* The group while its leader's pid is taken, then whatever left the group. */
static int end_all(pid_t pid)
{
	int status = 0;

	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	process_end_children();
	return status;
}

/* How the life of that process went. */
static int read_answer(int waited, int status, const struct answer *answer, struct error *error)
{
	if (waited == -EINTR)
		return error_set(error, EINTR, "interrupted");
	if (waited < 0)
		return error_set(error, ETIMEDOUT, "the experiment did not end within %d s",
				 ISOLATED_TIMEOUT_MS / 1000);
	if (!answer->finished && WIFSIGNALED(status))
		return error_set(error, EIO, "the experiment was ended by signal %d (%s)",
				 WTERMSIG(status), strsignal(WTERMSIG(status)));
	if (!answer->finished)
		return error_set(error, EIO, "the experiment ended with status %d",
				 WEXITSTATUS(status));
	*error = answer->error;
	return answer->status;
}

static int start_and_wait(const struct claim_bench *bench, isolated_work *work,
			  struct answer *answer, struct error *error)
{
	int done[2], waited, status;
	pid_t maker = getpid(), pid;

	if (pipe2(done, O_CLOEXEC) < 0)
		return error_set(error, errno, "cannot make a pipe: %s", strerror(errno));
	pid = fork();
	if (pid == 0)
		run_work(maker, work, answer, done[1]);
	close(done[1]);
	if (pid < 0) {
		close(done[0]);
		return error_set(error, EAGAIN, "cannot start a process");
	}
	setpgid(pid, pid); /* whoever comes first */
	waited = wait_for(bench, done[0]);
	status = end_all(pid);
	close(done[0]);
	return read_answer(waited, status, answer, error);
}

int run_isolated(const struct claim_bench *bench, isolated_work *work, struct claim_metric *metrics,
		 struct error *error)
{
	struct answer *answer = mmap(NULL, sizeof(*answer), PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status;

	if (answer == MAP_FAILED)
		return error_set(error, errno, "cannot share memory: %s", strerror(errno));
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	memcpy(answer->metrics, metrics, sizeof(answer->metrics));
	status = start_and_wait(bench, work, answer, error);
	if (status == 0)
		memcpy(metrics, answer->metrics, sizeof(answer->metrics));
	munmap(answer, sizeof(*answer));
	return status;
}
