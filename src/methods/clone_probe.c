/* clone_probe: which flags the running kernel accepts from this caller, and why not. */
#define _GNU_SOURCE
#include "clone_bits.h"
#include "clone_common.h"
#include "trial.h"

#include "procbench/methods/clone_flags.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

extern const struct method method_clone;
extern const struct method method_clone3;

/* Temporary failures and process limits do not mean that a flag is unsupported. */
static bool passes(int status)
{
	return status == 0 || status == -EAGAIN || status == -ENOMEM;
}

static bool has_space(const char *space)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/ns/%s", space);
	return access(path, F_OK) == 0;
}

static int explain_invalid(const struct clone_flag *flag, struct error *error)
{
	if (flag->space && !has_space(flag->space))
		return error_set(error, EINVAL,
				 "this kernel is built without it: /proc/self/ns/%s does not exist",
				 flag->space);
	if (flag->since)
		return error_set(error, EINVAL, "not supported by this kernel (requires Linux %s)",
				 flag->since);
	return error_set(error, EINVAL, "refused by the kernel: EINVAL");
}

/* Explains why a call with this flag failed. */
static int explain(const struct clone_flag *flag, int status, struct error *error)
{
	char scratch[16];
	const char *name = error_name(-status, scratch);

	if (error->text[0])
		return status;
	if (status == -EINVAL)
		return explain_invalid(flag, error);
	if (status == -ENOSPC && flag->space)
		return error_set(error, ENOSPC,
				 "ENOSPC: the limit in /proc/sys/user/max_%s_namespaces is reached",
				 flag->space);
	if ((status == -EPERM || status == -EACCES) && flag->privilege)
		return error_set(error, -status, "%s: requires %s", name, flag->privilege);
	if (status == -EBADF && flag->bit == CLONE_INTO_CGROUP)
		return error_set(error, EBADF, "EBADF: into= is not a cgroup v2 directory");
	if (status == -EPERM && flag->bit == CLONE_NEWUSER)
		return error_set(error, EPERM,
				 "EPERM: this user may not create user namespaces (a chroot, a "
				 "seccomp filter or a sysctl such as "
				 "kernel.unprivileged_userns_clone)");
	return error_set(error, -status, "refused by the kernel or a seccomp filter: %s", name);
}

static int try_flags(const struct method *method, uint64_t flags, const char *into,
		     struct error *error)
{
	struct keys keys;
	int status;

	/* without it the child would loop forever */
	if ((flags & CLONE_SETTLS) && host_sanitized())
		return error_set(error, ENOTSUP,
				 "sanitizer code in the child requires thread-local storage");
	status = keys_init(&keys, error);
	keys.number[KEY_FLAGS] = flags;
	if (status == 0 && into)
		status = keys_set(&keys, KEY_INTO, into, error);
	if (status == 0)
		status = trial_run(method, &keys, error);
	keys_free(&keys);
	return status;
}

static int probe_flag(const struct clone_flag *flag, const struct method *method, uint64_t beside,
		      const char *into, struct error *error)
{
	int status = try_flags(method, clone_flag_with_needs(flag) | beside, into, error);

	return passes(status) ? 0 : explain(flag, status, error);
}

int clone_flag_probe(const struct clone_flag *flag, struct error *error)
{
	bool by_clone3 = !clone_flag_is_taken(flag, false);

	if (flag->never)
		return error_set(error, EINVAL, "%s", flag->never);
	return probe_flag(flag, by_clone3 ? &method_clone3 : &method_clone, 0, NULL, error);
}

/* The flag, if any, that replaces the privilege which this one needs. */
static uint64_t lender(const struct clone_flag *flag, uint64_t flags)
{
	if (!flag->privilege)
		return 0;
	return flags & (flag->bit == CLONE_PIDFD_AUTOKILL ? CLONE_NNP : CLONE_NEWUSER);
}

/* Reports the first flag that is refused on its own; 0 if none is. */
static int explain_flags(const struct method *method, const struct keys *keys, struct error *error)
{
	uint64_t flags = keys->number[KEY_FLAGS];

	for (size_t i = 0; i < clone_flag_count; i++) {
		const struct clone_flag *flag = &clone_flag_table[i];

		if ((flags & flag->bit) &&
		    probe_flag(flag, method, lender(flag, flags), keys->text[KEY_INTO], error) < 0)
			return error_prefix(error, "%s", flag->name);
	}
	return 0;
}

/* set_tid needs its own privilege. */
static int explain_set_tid(int status, struct error *error)
{
	char scratch[16];

	if (status == -EPERM)
		return error_set(error, EPERM,
				 "set_tid: EPERM: requires CAP_CHECKPOINT_RESTORE or "
				 "CAP_SYS_ADMIN");
	if (status == -EEXIST)
		return error_set(
			error, EEXIST,
			"set_tid: EEXIST: a process with that id exists (use another id or "
			"auto)");
	if (status == -EINVAL)
		return error_set(error, EINVAL,
				 "set_tid: EINVAL: the id is not below /proc/sys/kernel/pid_max, "
				 "or the kernel is older than Linux 5.5");
	return error_set(error, -status, "set_tid: refused by the kernel: %s",
			 error_name(-status, scratch));
}

int clone_common_probe_keys(const struct method *method, const struct keys *keys,
			    struct error *error)
{
	uint64_t flags = keys->number[KEY_FLAGS];
	bool set_tid = strcmp(keys->text[KEY_SET_TID], "none") != 0;
	char scratch[16];
	int status;

	if (flags == 0 && !set_tid)
		return 0;
	status = trial_run(method, keys, error);
	if (passes(status))
		return 0;
	if (error->text[0])
		return status;
	if (explain_flags(method, keys, error) < 0)
		return -error->code;
	if (set_tid)
		return explain_set_tid(status, error);
	return error_set(error, -status, "the kernel refuses this combination of flags: %s",
			 error_name(-status, scratch));
}
