/* clone_bits: CLONE_* constants that older kernel headers lack. */
#ifndef PROCBENCH_METHODS_CLONE_BITS_H
#define PROCBENCH_METHODS_CLONE_BITS_H

#include <linux/sched.h>

/*
 * Those of Linux 7.1 are the
 * ones of its own header (in the series' earlier versions on the list, NNP and PIDFD_AUTOKILL stood
 * the other way round).
 */
#ifndef CLONE_CLEAR_SIGHAND
#define CLONE_CLEAR_SIGHAND 0x100000000ULL
#endif
#ifndef CLONE_INTO_CGROUP
#define CLONE_INTO_CGROUP 0x200000000ULL
#endif
#ifndef CLONE_AUTOREAP
#define CLONE_AUTOREAP 0x400000000ULL
#endif
#ifndef CLONE_NNP
#define CLONE_NNP 0x800000000ULL
#endif
#ifndef CLONE_PIDFD_AUTOKILL
#define CLONE_PIDFD_AUTOKILL 0x1000000000ULL
#endif
#ifndef CLONE_EMPTY_MNTNS
#define CLONE_EMPTY_MNTNS 0x2000000000ULL
#endif
#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80ULL
#endif

#endif
