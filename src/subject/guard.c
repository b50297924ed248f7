/* guard: kills all descendants of a subject when its controller dies. */
#define _GNU_SOURCE
#include "guard.h"

#include "procbench/sys/cleanup.h"
#include "procbench/sys/process.h"
#include "procbench/sys/raw.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>

/*
 * A target may have called setsid, so descendants are killed one by one, then the group, unless
 * setpgid was refused and the group is the caller's. The other threads also enter this handler and
 * stay in it, so that they stop creating.
 */
static void guard_end(int signal)
{
	static int ending;

	if (__atomic_exchange_n(&ending, 1, __ATOMIC_SEQ_CST))
		for (;;)
			sys_sleep_ms(1000);
	process_signal_threads(signal);
	process_end_children();
	cleanup_run();
	if (sys_getpgid(0) == sys_getpid())
		sys_kill(0, SIGKILL);
	sys_exit_group(128 + signal);
}

int guard_start(int controller)
{
	/* orphans of a target are reparented to this process */
	sys_prctl(PR_SET_CHILD_SUBREAPER, 1);
	sys_sigaction(SIGTERM, guard_end);
	sys_prctl(PR_SET_PDEATHSIG, SIGTERM);
	return sys_getppid() == controller ? 0 : -ESRCH;
}
