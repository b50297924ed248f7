/* raw_call: a system call by its number, for the wrappers without libc. */
#ifndef PROCBENCH_SRC_SYS_RAW_CALL_H
#define PROCBENCH_SRC_SYS_RAW_CALL_H

#include <sys/syscall.h>

/* In calls.S: the number, then up to six arguments. */
long sys_call(long number, long a, long b, long c, long d, long e, long f);

#define CALL0(n)             sys_call(n, 0, 0, 0, 0, 0, 0)
#define CALL1(n, a)          sys_call(n, (long)(a), 0, 0, 0, 0, 0)
#define CALL2(n, a, b)       sys_call(n, (long)(a), (long)(b), 0, 0, 0, 0)
#define CALL3(n, a, b, c)    sys_call(n, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define CALL4(n, a, b, c, d) sys_call(n, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)
#define CALL5(n, a, b, c, d, e) \
	sys_call(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), 0)

#endif
