/* launch: one subject, from its start to its end. */
#define _GNU_SOURCE
#include "procbench/run/launch.h"

#include "environment.h"
#include "request.h"

#include "procbench/run/outcome.h"

#include "procbench/sys/clock.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/embedded.h"
#include "procbench/sys/host.h"
#include "procbench/sys/process.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Above the places that descriptors have in a subject, so that putting them there harms none. */
static int move_high(int fd)
{
	int high = fd < 0 ? fd : fcntl(fd, F_DUPFD_CLOEXEC, ARENA_FD_FREE);

	if (fd >= 0)
		close(fd);
	return high;
}

static int shared_memory(const char *name, size_t bytes, struct error *error)
{
	int fd = move_high(memfd_create(name, MFD_CLOEXEC));

	if (fd >= 0 && ftruncate(fd, (off_t)bytes) < 0) {
		close(fd);
		fd = -1;
	}
	if (fd < 0)
		return error_set(error, errno, "cannot make %zu bytes of shared memory: %s", bytes,
				 strerror(errno));
	return fd;
}

int launcher_open(struct launcher *launcher, int signal_fd, uint64_t timeout_ns,
		  struct error *error)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	*launcher = (struct launcher){
		.floor_fd = -1,
		.signal_fd = signal_fd,
		.cpu = cpus_choose(),
		.counter_trusted = host_counter_trusted(),
		.timeout_ns = timeout_ns,
		.opened = clock_pair_read(),
	};
	for (int id = 0; id < TARGET_COUNT; id++)
		launcher->target_fds[id] = -1;
	launcher->other_cpu = cpus_choose_other(launcher->cpu);
	launcher->stamp_fd = shared_memory("procbench-stamps", ARENA_STAMP_BYTES, error);
	return launcher->stamp_fd < 0 ? launcher->stamp_fd : 0;
}

static void close_if_open(int fd)
{
	if (fd >= 0)
		close(fd);
}

void launcher_close(struct launcher *launcher)
{
	close_if_open(launcher->floor_fd);
	for (int id = 0; id < TARGET_COUNT; id++)
		close_if_open(launcher->target_fds[id]);
	close_if_open(launcher->stamp_fd);
}

bool launcher_interrupted(const struct launcher *launcher)
{
	struct pollfd poll_fd = {.fd = launcher->signal_fd, .events = POLLIN};

	return poll(&poll_fd, 1, 0) > 0;
}

/* ---- the request ---- */

static int open_embedded(int *fd, enum embedded program, struct error *error)
{
	if (*fd < 0)
		*fd = move_high(embedded_open(program, error));
	return *fd < 0 ? *fd : 0;
}

static int open_target(struct launcher *launcher, enum target_id id, struct error *error)
{
	return open_embedded(&launcher->target_fds[id], embedded_target(&target_table[id]), error);
}

static int open_programs(struct launcher *launcher, const struct plan_case *item,
			 struct error *error)
{
	const struct target *target = plan_target(item);
	int status = 0;

	if (item->method->freestanding)
		status = open_embedded(&launcher->floor_fd, EMBEDDED_FLOOR, error);
	if (status == 0 && target)
		status = open_target(launcher, target->id, error);
	if (status == 0 && target && target->interpreter != TARGET_NONE)
		status = open_target(launcher, target->interpreter, error);
	return status;
}

static int open_arena(struct launch *launch, struct error *error)
{
	size_t bytes = ARENA_SAMPLES_AT + launch->samples * sizeof(struct arena_sample);
	void *header;

	launch->arena_fd = shared_memory("procbench-arena", bytes, error);
	if (launch->arena_fd < 0)
		return launch->arena_fd;
	header = mmap(NULL, ARENA_SAMPLES_AT, PROT_READ | PROT_WRITE, MAP_SHARED, launch->arena_fd,
		      0);
	if (header == MAP_FAILED)
		return error_set(error, errno, "cannot map the arena: %s", strerror(errno));
	launch->header = header;
	return 0;
}

static enum arena_stamping stamping_of(const struct launcher *launcher, bool stamped)
{
	if (!stamped)
		return ARENA_STAMP_NONE;
	return launcher->counter_trusted ? ARENA_STAMP_COUNTER : ARENA_STAMP_CLOCK;
}

/* Over less time than this, the error of two pairs would show in the rate: 20 ns of it are 1e-5. */
#define RATE_NS 2000000

static void write_clock(const struct launcher *launcher, struct arena_header *header)
{
	const struct timespec rest = {0, RATE_NS};

	if (!launcher->counter_trusted)
		return;
	if (clock_now_ns() - launcher->opened.ns < RATE_NS)
		nanosleep(&rest, NULL);
	header->clock_base = clock_pair_read();
	header->clock_rate = clock_rate(launcher->opened, header->clock_base);
}

static int write_request(const struct launcher *launcher, struct launch *launch,
			 struct error *error)
{
	struct arena_header *header = launch->header;
	uint64_t place = launch->item->keys.number[KEY_CPU];

	header->magic = ARENA_MAGIC;
	header->version = ARENA_VERSION;
	header->stamping = stamping_of(launcher, launch->stamped);
	header->controller = getpid();
	header->child_cpu = place == KEY_CPU_OTHER ? launcher->other_cpu : -1;
	header->samples = launch->samples;
	header->warmup = launch->warmup;
	if (launch->item->method->freestanding)
		write_clock(launcher, header);
	return request_pack(header, launch->item, error);
}

/* ---- in the new process, up to exec ---- */

/* A stated condition: nothing of what this shell or CI runner set up gets through. */
static void reset_signals(void)
{
	sigset_t none;

	for (int signal_number = 1; signal_number < NSIG; signal_number++)
		signal(signal_number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Close-on-exec rather than closed: one of them is the program to execute. */
static void cloexec_from(int first)
{
	if (sys_cloexec_from((unsigned)first) == 0)
		return;
	for (long fd = first, last = sysconf(_SC_OPEN_MAX); fd < last && fd < 65536; fd++)
		fcntl((int)fd, F_SETFD, FD_CLOEXEC);
}

/* Only what the case executes; returns the first place that stays free. */
static int place_target(const struct launcher *launcher, const struct target *target)
{
	if (!target)
		return ARENA_FD_TARGET;
	dup2(launcher->target_fds[target->id], ARENA_FD_TARGET);
	if (target->interpreter == TARGET_NONE)
		return ARENA_FD_INTERPRETER;
	dup2(launcher->target_fds[target->interpreter], ARENA_FD_INTERPRETER);
	return ARENA_FD_FREE;
}

static void place_descriptors(const struct launcher *launcher, const struct launch *launch)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (int fd = 0; fd <= 2; fd++)
		dup2(null, fd);
	dup2(launch->arena_fd, ARENA_FD);
	dup2(launcher->stamp_fd, ARENA_FD_STAMP);
	cloexec_from(place_target(launcher, plan_target(launch->item)));
}

__attribute__((noreturn)) static void fail_in_child(struct arena_header *header,
						    const struct error *error)
{
	header->error_code = error->code;
	memcpy(header->error_text, error->text, sizeof(header->error_text) - 1);
	header->state = ARENA_REFUSED;
	_exit(2);
}

static void image_path(const struct launcher *launcher, const struct plan_case *item, char *path,
		       size_t size)
{
	if (item->method->freestanding)
		snprintf(path, size, "/proc/self/fd/%d", launcher->floor_fd);
	else
		request_image(item, path, size);
}

__attribute__((noreturn)) static void become_subject(const struct launcher *launcher,
						     const struct launch *launch)
{
	char program[] = "procbench", verb[] = ARENA_VERB, path[PATH_MAX];
	char *argv[] = {program, verb, NULL};
	struct error error;

	setpgid(0, 0);
	reset_signals();
	if (launch->item->keys.number[KEY_CPU] != KEY_CPU_ANY && launcher->cpu >= 0)
		sys_move_to_cpu(launcher->cpu);
	request_environment(launch->item);
	if (environment_grow(launch->item, &error) < 0)
		fail_in_child(launch->header, &error);
	image_path(launcher, launch->item, path, sizeof(path));
	place_descriptors(launcher, launch);
	execve(path, argv, environ);
	error_set(&error, errno, "cannot execute the subject '%s': %s%s", path, strerror(errno),
		  errno == E2BIG ? " (see 'ulimit -s': the environment may take a quarter of it)"
				 : "");
	fail_in_child(launch->header, &error);
}

/* ---- waiting ---- */

/* -1 without pidfds; then SIGCHLD has to be on signal_fd, and it is not, so we look now and then.
 */
struct watch {
	pid_t pid;
	int pid_fd;
	unsigned rounds; /* of ending what hangs in the present sample, before this one */
};

static bool has_ended(const struct watch *watch)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)watch->pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 ||
	       info.si_pid != 0;
}

/* When the child that is being created now has to be over; while shaping there is no limit. */
static uint64_t deadline_ns(const struct launcher *launcher, const struct arena_header *header)
{
	if (header->state != ARENA_RUNNING)
		return clock_now_ns() + launcher->timeout_ns;
	return header->alive_ns + launcher->timeout_ns;
}

static int milliseconds_until(uint64_t deadline)
{
	uint64_t now = clock_now_ns(), rest = deadline > now ? deadline - now : 0;

	return rest > 3600000000000u ? 3600000 : (int)(rest / 1000000) + 1;
}

/*
 * Whose children the samples are. The arena is written by another process, so what it says is
 * believed of the subject's own children only.
 */
static pid_t creator(const struct watch *watch, const struct arena_header *header)
{
	pid_t helper = header->helper;

	return process_is_child(helper, watch->pid) ? helper : watch->pid;
}

/* A target's own child may have to be ended after it: a round for each that holds the sample. */
#define ROUNDS_MAX 4

/*
 * Ends the child that hangs, so that the subject reaps it and goes on; the dead ones of its shape
 * are children too. A subject without a child to end is itself what hangs, and so is one that does
 * not go on although its children were ended: it may have been stopped.
 */
static void end_hanging_child(struct watch *watch, struct launch *launch)
{
	pid_t parent = creator(watch, launch->header);
	int dead = parent == watch->pid ? (int)launch->item->keys.number[KEY_ZOMBIES] : 0;
	uint64_t sample = launch->header->done + 1;

	watch->rounds = launch->header->timed_out == sample ? watch->rounds + 1 : 0;
	launch->header->timed_out = sample;
	if (watch->rounds < ROUNDS_MAX && process_signal_children(parent, SIGKILL) > dead) {
		launch->header->alive_ns = clock_now_ns(); /* a fresh span to be reaped in */
		return;
	}
	kill(watch->pid, SIGKILL);
}

/* How often to look where there are no pidfds. */
#define LOOK_MS 20

static int wait_time(const struct watch *watch, uint64_t deadline)
{
	int rest = milliseconds_until(deadline);

	return watch->pid_fd < 0 && rest > LOOK_MS ? LOOK_MS : rest;
}

/* Sleeps until the subject has ended or the user wants an end; wakes in between for a hanging
 * child. */
static enum launch_end wait_for_end(struct launcher *launcher, struct launch *launch,
				    struct watch *watch)
{
	struct pollfd fds[] = {{.fd = launcher->signal_fd, .events = POLLIN},
			       {.fd = watch->pid_fd, .events = POLLIN}};

	while (!has_ended(watch)) {
		uint64_t deadline = deadline_ns(launcher, launch->header);
		int ready = poll(fds, 2, wait_time(watch, deadline));

		if (ready > 0 && fds[0].revents)
			return LAUNCH_INTERRUPTED;
		if (ready == 0 && launch->header->state == ARENA_RUNNING &&
		    clock_now_ns() >= deadline_ns(launcher, launch->header))
			end_hanging_child(watch, launch);
	}
	return LAUNCH_DONE;
}

/* The group first, while its leader's pid is still taken; then whatever left the group. */
static int end_all(struct watch *watch)
{
	int status = 0;

	kill(-watch->pid, SIGKILL);
	kill(watch->pid, SIGKILL);
	while (waitpid(watch->pid, &status, 0) < 0 && errno == EINTR)
		;
	process_end_children();
	if (watch->pid_fd >= 0)
		close(watch->pid_fd);
	return status;
}

static void judge_loss(struct launch *launch, int status)
{
	char name[OUTCOME_NAME_BYTES];

	launch->end = LAUNCH_LOST;
	if (launch->header->state == ARENA_REQUESTED && WIFEXITED(status))
		error_set(&launch->why, EPROTO,
			  "the image did not answer as a procbench subject of this version (exit "
			  "status %d)",
			  WEXITSTATUS(status));
	else if (WIFSIGNALED(status))
		error_set(&launch->why, EIO, "the subject was killed by %s",
			  outcome_name(name, ARENA_SIGNAL, (unsigned)WTERMSIG(status)));
	else
		error_set(&launch->why, EIO, "the subject exited with status %d",
			  WEXITSTATUS(status));
}

static void judge(struct launch *launch, int status)
{
	if (launch->end == LAUNCH_INTERRUPTED || launch->header->state == ARENA_DONE)
		return;
	if (launch->header->state != ARENA_REFUSED) {
		judge_loss(launch, status);
		return;
	}
	launch->end = LAUNCH_REFUSED;
	launch->header->error_text[sizeof(launch->header->error_text) - 1] = '\0';
	error_set(&launch->why, launch->header->error_code, "%s", launch->header->error_text);
}

static int start_and_wait(struct launcher *launcher, struct launch *launch, struct error *error)
{
	struct watch watch = {.pid = fork()};

	if (watch.pid < 0)
		return error_set(error, errno, "cannot start a subject: %s", strerror(errno));
	if (watch.pid == 0)
		become_subject(launcher, launch);
	setpgid(watch.pid, watch.pid); /* whoever comes first */
	watch.pid_fd = (int)sys_pidfd_open(watch.pid);
	launch->end = wait_for_end(launcher, launch, &watch);
	judge(launch, end_all(&watch));
	if (launch->item->method->tidy)
		launch->item->method->tidy(&launch->item->keys, watch.pid);
	return 0;
}

int launch_run(struct launcher *launcher, struct launch *launch, struct error *error)
{
	int status;

	launch->arena_fd = -1;
	launch->header = NULL;
	if (open_programs(launcher, launch->item, &launch->why) < 0) {
		launch->end = LAUNCH_REFUSED;
		return 0;
	}
	status = open_arena(launch, error);
	if (status == 0)
		status = write_request(launcher, launch, error);
	return status == 0 ? start_and_wait(launcher, launch, error) : status;
}

void launch_close(struct launch *launch)
{
	if (launch->header)
		munmap(launch->header, ARENA_SAMPLES_AT);
	close_if_open(launch->arena_fd);
	launch->header = NULL;
	launch->arena_fd = -1;
}
