/* launch: runs one subject, or several concurrently. */
#define _GNU_SOURCE
#include "procbench/run/launch.h"

#include "concurrency.h"
#include "judge.h"
#include "request.h"
#include "start.h"
#include "watch.h"

#include "procbench/run/schedule.h"
#include "procbench/shapes/shape.h"
#include "procbench/sys/clock.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/embedded.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* Above the fixed descriptor numbers of a subject, so that dup3 to those does not overwrite any. */
static int move_high(int fd)
{
	int high = fd < 0 ? fd : fcntl(fd, F_DUPFD_CLOEXEC, ARENA_FD_FREE);

	if (fd >= 0)
		close(fd);
	return high;
}

/* Sealed, because truncating mapped memory kills its readers with SIGBUS. */
static int set_size(int fd, size_t bytes)
{
	int status = ftruncate(fd, (off_t)bytes);

	return status < 0 ? status
			  : fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
}

static int shared_memory(const char *name, size_t bytes, struct error *error)
{
	int fd = move_high(memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));

	if (fd >= 0 && set_size(fd, bytes) < 0) {
		close(fd);
		fd = -1;
	}
	if (fd < 0)
		return error_set(error, errno, "cannot create %zu bytes of shared memory: %s",
				 bytes, strerror(errno));
	return fd;
}

void launcher_open(struct launcher *launcher, int signal_fd, uint64_t timeout_ns)
{
	*launcher = (struct launcher){
		.floor_fd = -1,
		.ladder.program = -1,
		.signal_fd = signal_fd,
		.cpus = cpus_allowed(),
		.counter_trusted = host_counter_trusted(),
		.timeout_ns = timeout_ns,
		.opened = clock_pair_read(),
	};
	for (int id = 0; id < TARGET_COUNT; id++)
		launcher->target_fds[id] = -1;
}

static void close_if_open(int fd)
{
	if (fd >= 0)
		close(fd);
}

void launcher_close(struct launcher *launcher)
{
	close_if_open(launcher->floor_fd);
	ladder_close(&launcher->ladder);
	for (int id = 0; id < TARGET_COUNT; id++)
		close_if_open(launcher->target_fds[id]);
	for (size_t i = 0; i < launcher->stamp_fd_count; i++)
		close(launcher->stamp_fds[i]);
	free(launcher->stamp_fds);
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

/* Recreated for each launch, so that its place in memory varies. */
static int open_ladder(struct launcher *launcher, const struct keys *keys, struct error *error)
{
	int status = ladder_open(&launcher->ladder, keys->number[KEY_LIBS],
				 keys->number[KEY_RELOCS], error);

	if (status == 0)
		launcher->ladder.program = move_high(launcher->ladder.program);
	return status;
}

static int open_programs(struct launcher *launcher, const struct plan_case *item,
			 struct error *error)
{
	const struct target *target = plan_target(item);
	int status = 0;

	if (item->method->freestanding)
		status = open_embedded(&launcher->floor_fd, EMBEDDED_FLOOR, error);
	ladder_close(&launcher->ladder); /* of an earlier launch */
	if (status == 0 && item->keys.number[KEY_LIBS] > 0)
		return open_ladder(launcher, &item->keys, error);
	if (status == 0 && target)
		status = open_target(launcher, target->id, error);
	if (status == 0 && target && target->interpreter != TARGET_NONE)
		status = open_target(launcher, target->interpreter, error);
	return status;
}

/* Children of different subjects must not share a stamp page. */
static int open_stamps(struct launcher *launcher, size_t subjects, struct error *error)
{
	int *fds = realloc(launcher->stamp_fds, subjects * sizeof(*fds));

	if (!fds)
		return error_no_memory(error);
	launcher->stamp_fds = fds;
	while (launcher->stamp_fd_count < subjects) {
		int fd = shared_memory("procbench-stamps", ARENA_STAMP_BYTES, error);

		if (fd < 0)
			return fd;
		fds[launcher->stamp_fd_count++] = fd;
	}
	return 0;
}

static int open_arena(struct launch_subject *subject, struct error *error)
{
	size_t bytes = ARENA_SAMPLES_AT + subject->samples * sizeof(struct arena_sample);
	void *header;

	subject->arena_fd = shared_memory("procbench-arena", bytes, error);
	if (subject->arena_fd < 0)
		return subject->arena_fd;
	header = mmap(NULL, ARENA_SAMPLES_AT, PROT_READ | PROT_WRITE, MAP_SHARED, subject->arena_fd,
		      0);
	if (header == MAP_FAILED)
		return error_set(error, errno, "cannot map the arena: %s", strerror(errno));
	subject->header = header;
	return 0;
}

static enum arena_stamping stamping_of(const struct launcher *launcher, bool stamped)
{
	if (!stamped)
		return ARENA_STAMP_NONE;
	return launcher->counter_trusted ? ARENA_STAMP_COUNTER : ARENA_STAMP_CLOCK;
}

/* Minimum distance of two clock pairs: an error of 20 ns is then 1e-5 of the rate. */
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

static int write_request(const struct launcher *launcher, const struct launch *launch,
			 size_t number, struct error *error)
{
	struct arena_header *header = launch->subjects[number].header;

	header->magic = ARENA_MAGIC;
	header->version = ARENA_VERSION;
	header->stamping = stamping_of(launcher, launch->stamped);
	header->samples = launch->subjects[number].samples;
	header->warmup = launch->warmup;
	header->gate = launch->subject_count == 1 && !launcher->gated;
	header->case_number = launch->case_number;
	header->counting = launch->counting;
	header->wrapped = launch->item->wrap != NULL;
	concurrency_place(header, &launch->item->keys, &launcher->cpus, number);
	if (launch->item->method->freestanding)
		write_clock(launcher, header);
	return request_pack(header, launch->item, error);
}

/* Writes the request of each subject into its arena. */
static int prepare(struct launcher *launcher, struct launch *launch, struct error *error)
{
	size_t count = launch->item->keys.number[KEY_PARALLEL];
	int status;

	launch->subjects = calloc(count, sizeof(*launch->subjects));
	if (!launch->subjects)
		return error_no_memory(error);
	launch->subject_count = count;
	for (size_t i = 0; i < count; i++)
		launch->subjects[i] = (struct launch_subject){
			.samples = schedule_share(launch->samples, count, i), .arena_fd = -1};
	status = open_stamps(launcher, count, error);
	for (size_t i = 0; i < count && status == 0; i++) {
		status = open_arena(&launch->subjects[i], error);
		if (status == 0)
			status = write_request(launcher, launch, i, error);
	}
	return status;
}

/* ---- all of it ---- */

/* What the keeper of the subjects knows. */
struct keeping {
	const struct launcher *launcher;
	const struct launch *launch;
};

static void live(void *context, size_t number)
{
	const struct keeping *keeping = context;

	start_subject(keeping->launcher, keeping->launch, number);
}

static void tidy(void *context, size_t number, pid_t pid)
{
	const struct keeping *keeping = context;

	(void)number;
	method_tidy(keeping->launch->item->method, &keeping->launch->item->keys, pid);
}

static int start_and_wait(struct launcher *launcher, struct launch *launch, struct error *error)
{
	struct keeping keeping = {launcher, launch};
	const struct family_plan plan = {
		.count = launch->subject_count,
		.live = live,
		.tidy = tidy,
		.context = &keeping,
	};
	struct watch watch;
	int status = watch_start(&watch, launcher, launch, &plan, error);

	if (status == 0)
		launch->end = watch_wait(&watch);
	if (!watch_end(&watch))
		for (size_t i = 0; status == 0 && i < watch.count; i++)
			if (watch_pid(&watch, i) > 0)
				tidy(&keeping, i, watch_pid(&watch, i));
	if (status == 0)
		launch_judge(launch, &watch);
	watch_close(&watch);
	return status;
}

/* Small numbers of samples need no check of the available memory. */
#define ARENA_SMALL (16u << 20)

/* A launch that is known to fail is not started. */
static int check(const struct launch *launch, struct error *error)
{
	uint64_t bytes = launch->samples * sizeof(struct arena_sample);

	if (request_check(launch->item, error) < 0)
		return -error->code;
	return bytes > ARENA_SMALL ? shape_fits(&launch->item->keys, bytes, error) : 0;
}

void launch_run(struct launcher *launcher, struct launch *launch)
{
	int status;

	launch->subjects = NULL;
	launch->subject_count = 0;
	if (check(launch, &launch->why) < 0) {
		launch->end = LAUNCH_REFUSED;
		return;
	}
	status = open_programs(launcher, launch->item, &launch->why);
	if (status == 0)
		status = prepare(launcher, launch, &launch->why);
	if (status == 0)
		status = start_and_wait(launcher, launch, &launch->why);
	if (status < 0)
		launch->end = LAUNCH_LOST;
}

void launch_close(struct launch *launch)
{
	for (size_t i = 0; i < launch->subject_count; i++) {
		if (launch->subjects[i].header)
			munmap(launch->subjects[i].header, ARENA_SAMPLES_AT);
		close_if_open(launch->subjects[i].arena_fd);
	}
	free(launch->subjects);
	launch->subjects = NULL;
	launch->subject_count = 0;
}
