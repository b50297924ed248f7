/* tracer_refusal: a refused trace names its cause and a remedy that helps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/sys/tracer_refusal.h"
#include "procbench/sys/proc_text.h"

#include <errno.h>
#include <string.h>

static const struct {
	struct tracer_refused refused;
	const char *cause, *remedy;
	const char *wrong; /* that must not be advised; NULL: nothing */
} cases[] = {
	{{EPERM, 7, 1000, 1000, false, 1},
	 "process 7",
	 "observe -- COMMAND', run procbench as root",
	 0},
	{{EPERM, 7, 0, 0, false, 1}, "ptrace_scope is 1", "--cap-add=SYS_PTRACE", "as root"},
	{{EPERM, 7, 0, 1000, false, 1}, "another user, with uid 0", "as root", "scope"},
	{{EPERM, 7, 0, 1000, false, 0}, "another user, with uid 0", "as root", "scope"},
	{{EPERM, 7, 0, 1000, false, 2}, "another user, with uid 0", "as root", "scope"},
	{{EPERM, 7, 1000, 1000, false, 2},
	 "ptrace_scope is 2",
	 "as root, or set it to 0",
	 "COMMAND"},
	{{EPERM, 7, 1000, 1000, false, 3}, "ptrace_scope is 3", "reboot", "as root"},
	{{EPERM, 7, 1000, 0, true, 3}, "ptrace_scope is 3", "reboot", "COMMAND"},
	{{EPERM, 7, 1000, 0, true, 2}, "seccomp filter", "seccomp profile", "SYS_PTRACE"},
	{{EPERM, 7, 1000, 1000, false, 0}, "has privileges", "as root", "scope"},
	{{EPERM, 7, -1, 1000, false, PROC_TEXT_NONE}, "has privileges", "as root", "scope"},
	{{EPERM, 0, -1, 1000, false, 1}, "the command", "SYS_PTRACE", "scope"},
	{{EPERM, 0, -1, 1000, false, 2},
	 "ptrace_scope is 2",
	 "as root, or set it to 1",
	 "SYS_PTRACE"},
	{{EPERM, 0, -1, 0, false, 2}, "ptrace_scope is 2", "SYS_PTRACE", "as root"},
	{{EPERM, 0, -1, 1000, false, 3}, "ptrace_scope is 3", "reboot", "as root"},
	{{ENOSYS, 0, -1, 0, true, 0}, "Function not implemented", "SYS_PTRACE", "scope"},
};

static void refusals_have_cause_and_remedy(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct error error = {0};

		assert_int_equal(tracer_refusal(&cases[i].refused, &error), -cases[i].refused.code);
		if (!strstr(error.text, cases[i].cause) || !strstr(error.text, cases[i].remedy) ||
		    (cases[i].wrong && strstr(error.text, cases[i].wrong)))
			fail_msg("%zu: %s", i, error.text);
		assert_int_equal(error.text[strlen(error.text) - 1], ')');
	}
}

static void check_never(const char *status, const char *why)
{
	const char *found = tracer_never(status, 100);

	if (why ? !found || !strstr(found, why) : found != NULL)
		fail_msg("%s", found ? found : "none");
}

static void what_no_one_can_trace_is_named(void **state)
{
	(void)state;
	check_never("Name:\tx\nState:\tS (sleeping)\nTgid:\t100\nVmSize:\t 8 kB\n", "itself");
	check_never("Name:\tx\nState:\tZ (zombie)\nTgid:\t101\n", "has ended");
	check_never("Name:\tx\nState:\tI (idle)\nTgid:\t101\n", "thread of the kernel");
	check_never("Name:\tx\nState:\tS (sleeping)\nTgid:\t101\nVmSize:\t 8 kB\n", NULL);
	check_never("", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals_have_cause_and_remedy),
		cmocka_unit_test(what_no_one_can_trace_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
