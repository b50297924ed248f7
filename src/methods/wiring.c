/* wiring: the standard streams of a child. The steps are child-safe. */
#include "procbench/methods/wiring.h"

#include <errno.h>
#include <fcntl.h>

#define STREAMS 3

struct wiring {
	struct creation_calls inner; /* the wrapped calls */
	int child_ends[STREAMS];     /* of the pipes, in the order of the streams */
	int own_ends[STREAMS];
};

const size_t wiring_state_bytes = sizeof(struct wiring);

/* ---- in the child ---- */

static void place(int fd, int stream)
{
	if (sys_dup3(fd, stream) < 0)
		sys_exit_group(WIRING_FAILED);
}

static void null_step(const struct creation *creation)
{
	int fd = (int)sys_open("/dev/null", O_RDWR | O_CLOEXEC);

	(void)creation;
	for (int stream = 0; stream < STREAMS; stream++)
		place(fd, stream);
	sys_close(fd);
}

static void pipe_step(const struct creation *creation)
{
	for (int stream = 0; stream < STREAMS; stream++)
		place(creation->wiring->child_ends[stream], stream);
}

creation_step *wiring_step(uint64_t stdio)
{
	static creation_step *const steps[KEY_STDIO_COUNT] = {
		[KEY_STDIO_NULL] = null_step,
		[KEY_STDIO_PIPE] = pipe_step,
	};

	return steps[stdio];
}

/* ---- in the parent ---- */

static void close_ends(int ends[STREAMS])
{
	for (int stream = 0; stream < STREAMS; stream++) {
		if (ends[stream] >= 0)
			sys_close(ends[stream]);
		ends[stream] = -1;
	}
}

static long make_pipes(struct wiring *wiring)
{
	for (int stream = 0; stream < STREAMS; stream++) {
		int ends[2];
		long status = sys_pipe(ends);

		if (status < 0)
			return status;
		wiring->child_ends[stream] = ends[stream == 0 ? 0 : 1];
		wiring->own_ends[stream] = ends[stream == 0 ? 1 : 0];
	}
	return 0;
}

static long create_wired(struct creation *creation)
{
	struct wiring *wiring = creation->wiring;
	long pid = make_pipes(wiring);

	if (pid == 0)
		pid = wiring->inner.create(creation);
	close_ends(wiring->child_ends);
	return pid;
}

/* Until the child has ended or closed it, as a program that captures output does. */
static void drain(int fd)
{
	char bytes[512];
	long got;

	do
		got = sys_read(fd, bytes, sizeof(bytes));
	while (got > 0 || got == -EINTR);
}

static long reap_wired(struct creation *creation, long pid, struct reaped *reaped)
{
	struct wiring *wiring = creation->wiring;

	if (pid >= 0) {
		sys_close(wiring->own_ends[0]);
		wiring->own_ends[0] = -1;
		drain(wiring->own_ends[1]);
		drain(wiring->own_ends[2]);
	}
	return wiring->inner.reap(creation, pid, reaped);
}

static void settle_wired(struct creation *creation, struct reaped *reaped)
{
	close_ends(creation->wiring->own_ends);
	creation->wiring->inner.settle(creation, reaped);
}

void wiring_prepare(struct creation *creation, const struct keys *keys)
{
	struct wiring *wiring = creation->wiring;

	if (keys->number[KEY_STDIO] != KEY_STDIO_PIPE)
		return;
	wiring->inner = creation->calls;
	for (int stream = 0; stream < STREAMS; stream++)
		wiring->child_ends[stream] = wiring->own_ends[stream] = -1;
	creation->calls = (struct creation_calls){create_wired, reap_wired, settle_wired};
}
