/* test_plan: from case specs and options to the cases that are measured. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/run/plan.h"
#include "procbench/sys/cpus.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPECS_MAX 4
#define CASES_MAX 10

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* What the user wrote. */
struct asked {
	const char *specs[SPECS_MAX + 1];
	const char *options[KEY_COUNT];
	const char *ablate;
	bool floor;
};

static int build(struct plan *plan, const struct asked *asked, struct error *error)
{
	struct plan_request request = {.ablate = asked->ablate, .floor = asked->floor};
	char *specs[SPECS_MAX];

	while (asked->specs[request.spec_count]) {
		specs[request.spec_count] = (char *)(uintptr_t)asked->specs[request.spec_count];
		request.spec_count++;
	}
	request.specs = specs;
	memcpy(request.options, asked->options, sizeof(request.options));
	*error = (struct error){0};
	return plan_build(plan, &request, error);
}

static void build_well(struct plan *plan, const struct asked *asked)
{
	struct error error;

	if (build(plan, asked, &error) != 0)
		fail_msg("'%s': %s", asked->specs[0], error.text);
}

static void build_one(struct plan *plan, const char *spec)
{
	struct asked asked = {.specs = {spec}};

	build_well(plan, &asked);
	assert_int_equal(plan->count, 1);
}

/* ---- canonical specs ---- */

static const char *const canonical[][2] = {
	{"fork", "fork"},
	{"null", "null"},
	{"floor", "floor"},
	{"posix_spawn", "posix_spawn"},
	{"posix_spawnp", "posix_spawnp"},
	{"fork:rss=1073741824", "fork:rss=1G"},
	{"fork:rss=1024M", "fork:rss=1G"},
	{"fork:rss=1048577", "fork:rss=1048577"},
	{"fork:fds=10000", "fork:fds=10k"},
	{"fork:vmas=1000,fds=5", "fork:fds=5,vmas=1k"},
	{"fork:vmas=1,rss=64M,image=/x,fds=2,exec=tiny,cpu=any",
	 "fork:cpu=any,exec=tiny,fds=2,image=/x,rss=64M,vmas=1"},
	{"fork:rss=0", "fork"},
	{"fork:exec=none", "fork"},
	{"fork:cpu=same,exec=none,fds=0,image=,rss=0,vmas=0", "fork"},
	{"fork:rss=0,fds=3", "fork:fds=3"},
	{"posix_spawn:exec=tiny", "posix_spawn"},
	{"fork:exec=tiny", "fork:exec=tiny"},
	{"clone", "clone"},
	{"clone:flags=none", "clone"},
	{"clone:flags=vm", "clone:flags=vm"},
	{"clone3:flags=vfork+vm", "clone3:flags=vm+vfork"},
	{"clone3:flags=vm+vm+vfork+vm", "clone3:flags=vm+vfork"},
	{"clone3:flags=pidfd+vm,exec=tiny", "clone3:exec=tiny,flags=vm+pidfd"},
	{"clone:flags=sighand+vm", "clone:flags=vm+sighand"},
	{"clone3:flags=clear_sighand", "clone3:flags=clear_sighand"},
	{"fork:exec=/bin/true", "fork:exec=/bin/true"},
	{"fork:exec=/bin/echo a b", "fork:exec=/bin/echo a b"},
	{"fork:exec=/bin/a\\,b", "fork:exec=/bin/a\\,b"},
	{"fork:exec=/bin/a=b:c", "fork:exec=/bin/a=b:c"},
};

static void specs_have_one_canonical_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(canonical); i++) {
		struct plan plan;

		build_one(&plan, canonical[i][0]);
		assert_string_equal(plan.cases[0].spec, canonical[i][1]);
		assert_false(plan.cases[0].implied);
		plan_free(&plan);
	}
}

static void check_parses_to_itself(const char *spec)
{
	struct plan once, again;

	build_one(&once, spec);
	build_one(&again, once.cases[0].spec);
	assert_string_equal(again.cases[0].spec, once.cases[0].spec);
	assert_ptr_equal(again.cases[0].method, once.cases[0].method);
	for (int key = 0; key < KEY_COUNT; key++) {
		const char *a = once.cases[0].keys.text[key], *b = again.cases[0].keys.text[key];

		assert_int_equal(once.cases[0].keys.number[key], again.cases[0].keys.number[key]);
		assert_int_equal(a == NULL, b == NULL);
		if (a)
			assert_string_equal(a, b);
	}
	plan_free(&once);
	plan_free(&again);
}

static void canonical_specs_parse_to_themselves(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(canonical); i++)
		check_parses_to_itself(canonical[i][0]);
}

/* A program's words, quoted as the command line's are, written into a spec between other keys. */
static void any_words_parse_to_themselves(void **state)
{
	static const char *const words[] = {
		"a",   "a b",   "a,b", "a\\b", "a\\", "\\,", ",\\", ",",     "",       "\"\"",
		"\\ ", "\t\n,", "=",   ":",    "-n",  "\\",  " ",   "fds=1", ",fds=1", "\\\\,",
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(words); i++)
		for (size_t k = 0; k < LENGTH(words); k++) {
			struct asked asked = {.specs = {"fork:rss=1K,fds=2"}};
			struct text value = {0}, list = {0};
			struct plan plan;

			text_add(&value, "/bin/echo ");
			keys_add_word(&value, words[i]);
			text_add_char(&value, ' ');
			keys_add_word(&value, words[k]);
			for (const char *s = text_string(&value); *s; s++)
				text_printf(&list, *s == ',' ? "\\%c" : "%c", *s);
			asked.options[KEY_EXEC] = text_string(&list);
			build_well(&plan, &asked);
			assert_int_equal(plan.count, 1);
			assert_string_equal(plan.cases[0].keys.text[KEY_EXEC], text_string(&value));
			check_parses_to_itself(plan.cases[0].spec);
			plan_free(&plan);
			text_free(&value);
			text_free(&list);
		}
}

static void values_reach_the_case(void **state)
{
	struct plan plan;

	(void)state;
	build_one(&plan, "clone3:flags=vfork+vm,rss=1M,fds=3,cpu=any,exec=/bin/a\\,b c");
	assert_string_equal(plan.cases[0].method->name, "clone3");
	assert_int_equal(plan.cases[0].keys.number[KEY_FLAGS], CLONE_VM | CLONE_VFORK);
	assert_int_equal(plan.cases[0].keys.number[KEY_RSS], 1048576);
	assert_int_equal(plan.cases[0].keys.number[KEY_FDS], 3);
	assert_int_equal(plan.cases[0].keys.number[KEY_CPU], KEY_CPU_ANY);
	assert_string_equal(plan.cases[0].keys.text[KEY_EXEC], "/bin/a,b c");
	plan_free(&plan);
}

/* ---- several cases and options ---- */

static const struct expected_plan {
	struct asked asked;
	const char *planned[CASES_MAX + 1];
	size_t floors; /* the last one, and no other */
	bool work_implied;
} expected_plans[] = {
	/* options */
	{{.specs = {"fork"}, .options[KEY_RSS] = "64M"}, .planned = {"fork:rss=64M"}},
	{{.specs = {"fork", "vfork"}, .options[KEY_RSS] = "1M,64M"},
	 .planned = {"fork:rss=1M", "fork:rss=64M", "vfork:rss=1M", "vfork:rss=64M"}},
	{{.specs = {"fork"}, .options[KEY_RSS] = "0,64M"}, .planned = {"fork", "fork:rss=64M"}},
	{{.specs = {"fork"}, .options[KEY_RSS] = "1M,2M", .options[KEY_FDS] = "5,6"},
	 .planned = {"fork:fds=5,rss=1M", "fork:fds=5,rss=2M", "fork:fds=6,rss=1M",
		     "fork:fds=6,rss=2M"}},
	{{.specs = {"fork"}, .options[KEY_EXEC] = "none,tiny,/bin/a\\,b"},
	 .planned = {"fork", "fork:exec=tiny", "fork:exec=/bin/a\\,b"}},
	{{.specs = {"fork:rss=1G", "vfork"}, .options[KEY_RSS] = "1M,64M"},
	 .planned = {"fork:rss=1G", "vfork:rss=1M", "vfork:rss=64M"}},
	{{.specs = {"fork:rss=0"}, .options[KEY_RSS] = "64M"}, .planned = {"fork"}},
	{{.specs = {"fork:exec=none"}, .options[KEY_EXEC] = "tiny"}, .planned = {"fork"}},
	{{.specs = {"fork", "clone"}, .options[KEY_FLAGS] = "vm+vfork,none"},
	 .planned = {"fork", "clone:flags=vm+vfork", "clone"}},
	{{.specs = {"null", "fork"}, .options[KEY_EXEC] = "tiny"},
	 .planned = {"null", "fork:exec=tiny"}},
	{{.specs = {"fork", "floor"}, .options[KEY_RSS] = "1M"},
	 .planned = {"fork:rss=1M", "floor"}},
	{{.specs = {"fork", "fork", "fork:rss=1M"}}, .planned = {"fork", "fork", "fork:rss=1M"}},

	/* like with like */
	{{.specs = {"fork", "posix_spawn"}},
	 .planned = {"fork:exec=tiny", "posix_spawn"},
	 .work_implied = true},
	{{.specs = {"posix_spawn", "vfork"}},
	 .planned = {"posix_spawn", "vfork:exec=tiny"},
	 .work_implied = true},
	{{.specs = {"fork:exec=none", "posix_spawn"}}, .planned = {"fork", "posix_spawn"}},
	{{.specs = {"fork:exec=none", "vfork", "posix_spawn"}},
	 .planned = {"fork", "vfork:exec=tiny", "posix_spawn"},
	 .work_implied = true},
	{{.specs = {"fork", "posix_spawn:exec=/bin/true"}},
	 .planned = {"fork:exec=/bin/true", "posix_spawn:exec=/bin/true"},
	 .work_implied = true},
	{{.specs = {"fork", "posix_spawn:exec=/bin/a\\,b c"}},
	 .planned = {"fork:exec=/bin/a\\,b c", "posix_spawn:exec=/bin/a\\,b c"},
	 .work_implied = true},
	{{.specs = {"fork:exec=/bin/true", "posix_spawn"}},
	 .planned = {"fork:exec=/bin/true", "posix_spawn"}},
	{{.specs = {"posix_spawn", "posix_spawnp"}}, .planned = {"posix_spawn", "posix_spawnp"}},
	{{.specs = {"fork", "posix_spawn"}, .options[KEY_EXEC] = "/bin/true"},
	 .planned = {"fork:exec=/bin/true", "posix_spawn:exec=/bin/true"}},
	{{.specs = {"fork:rss=1M", "posix_spawn"}, .options[KEY_FDS] = "3"},
	 .planned = {"fork:exec=tiny,fds=3,rss=1M", "posix_spawn:fds=3"},
	 .work_implied = true},
	{{.specs = {"null", "posix_spawn"}}, .planned = {"null", "posix_spawn"}},
	{{.specs = {"fork", "vfork"}}, .planned = {"fork", "vfork"}},

	/* the floor */
	{{.specs = {"fork"}, .floor = true}, .planned = {"fork", "floor"}, .floors = 1},
	{{.specs = {"fork"}}, .planned = {"fork"}},
	{{.specs = {"fork", "vfork"}, .floor = true},
	 .planned = {"fork", "vfork", "floor", "floor-vfork"},
	 .floors = 2},
	{{.specs = {"floor", "fork"}, .floor = true}, .planned = {"floor", "fork"}},
	{{.specs = {"fork", "floor:exec=tiny"}, .floor = true},
	 .planned = {"fork", "floor:exec=tiny"}},
	{{.specs = {"null"}, .floor = true}, .planned = {"null"}},
	{{.specs = {"null", "fork"}, .floor = true},
	 .planned = {"null", "fork", "floor"},
	 .floors = 1},
	{{.specs = {"fork", "posix_spawn"}, .floor = true},
	 .planned = {"fork:exec=tiny", "posix_spawn", "floor:exec=tiny", "floor-vfork:exec=tiny"},
	 .floors = 2,
	 .work_implied = true},
	{{.specs = {"fork:exec=none", "posix_spawn:exec=/bin/true"}, .floor = true},
	 .planned = {"fork", "posix_spawn:exec=/bin/true", "floor", "floor-vfork:exec=/bin/true"},
	 .floors = 2},
	{{.specs = {"fork"}, .options[KEY_EXEC] = "tiny", .floor = true},
	 .planned = {"fork:exec=tiny", "floor:exec=tiny"},
	 .floors = 1},
	{{.specs = {"fork"}, .options[KEY_EXEC] = "/bin/a\\,b", .floor = true},
	 .planned = {"fork:exec=/bin/a\\,b", "floor:exec=/bin/a\\,b"},
	 .floors = 1},
	{{.specs = {"fork"}, .options[KEY_EXEC] = "none,tiny", .floor = true},
	 .planned = {"fork", "fork:exec=tiny", "floor"},
	 .floors = 1},
	{{.specs = {"fork"}, .options[KEY_CPU] = "any", .options[KEY_RSS] = "1M,2M", .floor = true},
	 .planned = {"fork:cpu=any,rss=1M", "fork:cpu=any,rss=2M", "floor:cpu=any"},
	 .floors = 1},
	/* .. does what the cases share, however they are spelled */
	{{.specs = {"fork:cpu=any,exec=tiny"}, .floor = true},
	 .planned = {"fork:cpu=any,exec=tiny", "floor:cpu=any,exec=tiny"},
	 .floors = 1},
	{{.specs = {"fork:exec=tiny", "vfork:exec=tiny"}, .floor = true},
	 .planned = {"fork:exec=tiny", "vfork:exec=tiny", "floor:exec=tiny",
		     "floor-vfork:exec=tiny"},
	 .floors = 2},
	{{.specs = {"fork:exec=tiny", "vfork"}, .floor = true},
	 .planned = {"fork:exec=tiny", "vfork", "floor:exec=tiny", "floor-vfork"},
	 .floors = 2},
	{{.specs = {"fork"}, .options[KEY_EXEC] = "static,script", .floor = true},
	 .planned = {"fork:exec=static", "fork:exec=script", "floor:exec=static"},
	 .floors = 1},
	{{.specs = {"fork:exec=tiny", "fork:exec=none"}, .floor = true},
	 .planned = {"fork:exec=tiny", "fork", "floor"},
	 .floors = 1},
	/* one of each kind, of the kinds that stand there */
	{{.specs = {"clone", "clone:flags=vm+vfork", "pthread_create"}, .floor = true},
	 .planned = {"clone", "clone:flags=vm+vfork", "pthread_create", "floor", "floor-vfork",
		     "floor-thread"},
	 .floors = 3},
	{{.specs = {"vfork", "system", "popen", "posix_spawnp"}, .floor = true},
	 .planned = {"vfork:exec=tiny", "system", "popen", "posix_spawnp", "floor-vfork:exec=tiny"},
	 .floors = 1,
	 .work_implied = true},
	{{.specs = {"vfork", "floor-vfork"}, .floor = true}, .planned = {"vfork", "floor-vfork"}},
	{{.specs = {"fork:exec=tiny", "null", "thread"}, .floor = true},
	 .planned = {"fork:exec=tiny", "null", "thread", "floor:exec=tiny", "floor-thread"},
	 .floors = 2},
	{{.specs = {"fork:parallel=2"}, .floor = true},
	 .planned = {"fork:parallel=2", "floor:parallel=2"},
	 .floors = 1},
};

static size_t count_strings(const char *const *strings)
{
	size_t count = 0;

	while (strings[count])
		count++;
	return count;
}

static void check_plan(const struct expected_plan *row)
{
	size_t count = count_strings(row->planned);
	struct plan plan;

	build_well(&plan, &row->asked);
	for (size_t i = 0; i < plan.count && i < count; i++) {
		assert_string_equal(plan.cases[i].spec, row->planned[i]);
		assert_int_equal(plan.cases[i].implied, i >= count - row->floors);
	}
	assert_int_equal(plan.count, count);
	assert_int_equal(plan.work_implied, row->work_implied);
	plan_free(&plan);
}

static void several_cases_become_a_plan(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(expected_plans); i++)
		check_plan(&expected_plans[i]);
}

/* ---- wrong requests ---- */

static const struct refused {
	struct asked asked;
	int code;
	const char *text;
} refused[] = {
	{{.specs = {"frok"}}, EINVAL, "unknown method 'frok' (did you mean 'fork'?)"},
	{{.specs = {"vfrok:rss=1M"}}, EINVAL, "unknown method 'vfrok' (did you mean 'vfork'?)"},
	{{.specs = {"zzzzzzzz"}}, EINVAL, "unknown method 'zzzzzzzz' (see 'procbench list')"},
	{{.specs = {""}}, EINVAL, "unknown method '' (see 'procbench list')"},
	{{.specs = {"fork", "clone4"}}, EINVAL, "unknown method 'clone4' (did you mean 'clone'?)"},
	{{.specs = {"fork:rs=1M"}},
	 ENOENT,
	 "case 'fork:rs=1M': unknown key 'rs' (did you mean 'rss'?)"},
	{{.specs = {"fork:"}}, ENOENT, "case 'fork:': unknown key ''"},
	{{.specs = {"fork:rss=1M,"}}, ENOENT, "case 'fork:rss=1M,': unknown key ''"},
	{{.specs = {"fork:rss=1M,rss=2M"}},
	 EINVAL,
	 "case 'fork:rss=1M,rss=2M': duplicate key 'rss'"},
	{{.specs = {"fork:rss=0,fds=1,rss=0"}},
	 EINVAL,
	 "case 'fork:rss=0,fds=1,rss=0': duplicate key 'rss'"},
	{{.specs = {"fork:rss"}},
	 EINVAL,
	 "case 'fork:rss': key 'rss' requires a value (write rss=SIZE)"},
	{{.specs = {"fork:exec"}},
	 EINVAL,
	 "case 'fork:exec': key 'exec' requires a value (write "
	 "exec=none|tiny|static|static-pie|dynamic|script|PATH)"},
	{{.specs = {"fork:exec="}},
	 EINVAL,
	 "case 'fork:exec=': key 'exec': empty value (the default is 'none')"},
	{{.specs = {"fork:rss=big"}},
	 EINVAL,
	 "case 'fork:rss=big': key 'rss': invalid value 'big' (expected a size such as 4096, 64K, "
	 "1M or 4G)"},
	{{.specs = {"fork:cpu=1"}},
	 EINVAL,
	 "case 'fork:cpu=1': key 'cpu': invalid value '1' (expected same, other or any; to choose "
	 "the CPUs use cpus=1)"},
	{{.specs = {"fork:flags=vm"}},
	 EINVAL,
	 "case 'fork:flags=vm': method 'fork' does not support key 'flags' (supported by clone, "
	 "clone3)"},
	{{.specs = {"null:exec=tiny"}},
	 EINVAL,
	 "case 'null:exec=tiny': method 'null' does not support key 'exec' (supported by all but "
	 "null, floor-thread, pthread_create, thread)"},
	{{.specs = {"floor:rss=1M"}},
	 EINVAL,
	 "case 'floor:rss=1M': method 'floor' does not support key 'rss' (supported by all but "
	 "floor, floor-vfork, floor-thread)"},
	{{.specs = {"posix_spawn:exec=none"}},
	 EINVAL,
	 "case 'posix_spawn:exec=none': method 'posix_spawn' always executes a program and cannot "
	 "use exec=none (use exec=tiny)"},
	{{.specs = {"fork", "posix_spawnp"}, .options[KEY_EXEC] = "none"},
	 EINVAL,
	 "case 'posix_spawnp:exec=none': method 'posix_spawnp' always executes a program and "
	 "cannot use exec=none (use exec=tiny)"},
	{{.specs = {"clone:flags=sighand"}},
	 EINVAL,
	 "case 'clone:flags=sighand': flags=sighand requires vm: signal handlers can only be "
	 "shared together with memory (add "
	 "vm)"},
	{{.specs = {"clone:flags=clear_sighand"}},
	 EINVAL,
	 "case 'clone:flags=clear_sighand': flags=clear_sighand does not fit into the 32 flag bits "
	 "of clone (use clone3)"},
	{{.specs = {"clone3:flags=sighand+vm+clear_sighand"}},
	 EINVAL,
	 "case 'clone3:flags=sighand+vm+clear_sighand': flags=sighand cannot be combined with "
	 "clear_sighand: handlers are either shared or reset (remove one)"},
	{{.specs = {"clone3:flags=vn"}},
	 EINVAL,
	 "case 'clone3:flags=vn': unknown flag 'vn' (did you mean 'vm'?)"},
	{{.specs = {"clone3:flags=vm+"}},
	 EINVAL,
	 "case 'clone3:flags=vm+': unknown flag '' (see 'procbench list')"},
	{{.specs = {"fork"}, .options[KEY_FLAGS] = "vm"},
	 EINVAL,
	 "none of the cases supports '--flags' (supported by clone, clone3)"},
	{{.specs = {"null", "floor"}, .options[KEY_FLAGS] = "vm", .floor = true},
	 EINVAL,
	 "none of the cases supports '--flags' (supported by clone, clone3)"},
	{{.specs = {"floor"}, .options[KEY_RSS] = "1M"},
	 EINVAL,
	 "none of the cases supports '--rss' (supported by all but floor, floor-vfork, "
	 "floor-thread)"},
	{{.specs = {"null"}, .options[KEY_EXEC] = "tiny"},
	 EINVAL,
	 "none of the cases supports '--exec' (supported by all but null, floor-thread, "
	 "pthread_create, thread)"},
	{{.specs = {"fork"}, .options[KEY_RSS] = "1M,,2M"},
	 EINVAL,
	 "key 'rss': invalid value '' (expected a size such as 4096, 64K, 1M or 4G)"},
	{{.specs = {"fork"}, .options[KEY_CPU] = "same,both"},
	 EINVAL,
	 "key 'cpu': invalid value 'both' (expected same, other or any)"},
	{{.specs = {"fork"}, .ablate = "vm"},
	 EINVAL,
	 "option '--ablate': method 'fork' has no flags (use clone or clone3)"},
	{{.specs = {"clone3", "vfork"}, .ablate = "vm"},
	 EINVAL,
	 "option '--ablate': method 'vfork' has no flags (use clone or clone3)"},
	{{.specs = {"clone3:flags=fs"}, .ablate = "vm"},
	 EINVAL,
	 "option '--ablate': '--ablate' cannot be combined with flags=fs"},
	{{.specs = {"clone3"}, .options[KEY_FLAGS] = "fs", .ablate = "vm"},
	 EINVAL,
	 "'--ablate' cannot be combined with '--flags'"},
	{{.specs = {"clone3"}, .ablate = "none"},
	 EINVAL,
	 "option '--ablate': 'none' contains no flag to omit"},
	{{.specs = {"clone3"}, .ablate = "vm+vn"},
	 EINVAL,
	 "option '--ablate': unknown flag 'vn' (did you mean 'vm'?)"},
	{{.specs = {"clone3"}, .ablate = "sighand"},
	 EINVAL,
	 "option '--ablate': flags=sighand requires vm: signal handlers can only be shared "
	 "together with memory (add vm)"},
	{{.specs = {"clone"}, .ablate = "vm+clear_sighand"},
	 EINVAL,
	 "option '--ablate': flags=clear_sighand does not fit into the 32 flag bits of clone (use "
	 "clone3)"},
};

static void wrong_requests_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(refused); i++) {
		struct error error;
		struct plan plan;
		int status = build(&plan, &refused[i].asked, &error);

		assert_string_equal(error.text, refused[i].text);
		assert_int_equal(error.code, refused[i].code);
		assert_int_equal(status, -refused[i].code);
		plan_free(&plan);
		assert_int_equal(plan.count, 0);
	}
}

/* ---- ablation ---- */

#define ABLATED_MAX 10

static const struct ablation {
	struct asked asked;
	const char *specs[ABLATED_MAX + 1];
	const char *lacks[ABLATED_MAX + 1]; /* NULL: no case of it */
	size_t full[ABLATED_MAX];
	const char *note;
} ablations[] = {
	{{.specs = {"clone3"}, .ablate = "vm+vfork+pidfd"},
	 {"clone3:flags=vm+vfork+pidfd", "clone3:flags=vfork+pidfd", "clone3:flags=vm+pidfd",
	  "clone3:flags=vm+vfork"},
	 {"", "vm", "vfork", "pidfd"},
	 {0},
	 NULL},
	/* in canonical order, each once, whatever was said */
	{{.specs = {"clone"}, .ablate = "vfork+vm+vfork"},
	 {"clone:flags=vm+vfork", "clone:flags=vfork", "clone:flags=vm"},
	 {"", "vm", "vfork"},
	 {0},
	 NULL},
	/* one flag: with and without */
	{{.specs = {"clone"}, .ablate = "files", .floor = true},
	 {"clone:flags=files", "clone", "floor"},
	 {"", "files", NULL},
	 {0},
	 NULL},
	{{.specs = {"clone3"}, .ablate = "vm+sighand"},
	 {"clone3:flags=vm+sighand", "clone3:flags=vm"},
	 {"", "sighand"},
	 {0},
	 "clone3 without vm is skipped: flags=sighand requires vm: signal handlers can only be "
	 "shared together with memory (add vm)"},
	/* a sweep has its full sets side by side with what lacks a flag of them, and one note */
	{{.specs = {"clone3"}, .options[KEY_RSS] = "0,1M", .ablate = "vm+sighand"},
	 {"clone3:flags=vm+sighand", "clone3:flags=vm", "clone3:flags=vm+sighand,rss=1M",
	  "clone3:flags=vm,rss=1M"},
	 {"", "sighand", "", "sighand"},
	 {0, 0, 2, 2},
	 "clone3 without vm is skipped: flags=sighand requires vm: signal handlers can only be "
	 "shared together with memory (add vm)"},
	{{.specs = {"clone:fds=5", "clone3"}, .ablate = "fs"},
	 {"clone:fds=5,flags=fs", "clone:fds=5", "clone3:flags=fs", "clone3"},
	 {"", "fs", "", "fs"},
	 {0, 0, 2, 2},
	 NULL},
	/* where into_cgroup leads goes with that flag */
	{{.specs = {"clone3:into=/x"}, .ablate = "vm+into_cgroup"},
	 {"clone3:flags=vm+into_cgroup,into=/x", "clone3:flags=into_cgroup,into=/x",
	  "clone3:flags=vm"},
	 {"", "vm", "into_cgroup"},
	 {0},
	 NULL},
};

static void check_ablation(const struct ablation *row)
{
	struct plan plan;
	size_t count = 0;

	build_well(&plan, &row->asked);
	for (; row->specs[count]; count++) {
		assert_true(count < plan.count);
		assert_string_equal(plan.cases[count].spec, row->specs[count]);
		assert_int_equal(plan.cases[count].lacks == NULL, row->lacks[count] == NULL);
		if (!row->lacks[count])
			continue;
		assert_string_equal(plan.cases[count].lacks, row->lacks[count]);
		assert_int_equal(plan.cases[count].full, row->full[count]);
	}
	assert_int_equal(plan.count, count);
	assert_int_equal(plan.notes.count, row->note ? 1 : 0);
	if (row->note)
		assert_string_equal(plan.notes.items[0], row->note);
	plan_free(&plan);
	assert_int_equal(plan.notes.count, 0);
}

static void an_ablation_is_the_full_set_and_one_less_each(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(ablations); i++)
		check_ablation(&ablations[i]);
}

/* ---- what cannot be done here ---- */

static void memory_that_is_not_there_is_not_asked_for(void **state)
{
	struct asked asked = {.specs = {"fork:rss=1000000G", "fork"}};
	struct plan plan;
	double available;
	int end = 0;

	(void)state;
	build_well(&plan, &asked);
	assert_int_equal(plan.count, 2);
	assert_string_equal(plan.cases[0].spec, "fork:rss=1000000G");
	assert_non_null(plan.cases[0].skipped);
	assert_int_equal(
		sscanf(plan.cases[0].skipped,
		       "rss=1000000G: needs 980.4 TiB, %lf GiB are available (MemAvailable)%n",
		       &available, &end),
		1);
	assert_int_equal(plan.cases[0].skipped[end], '\0');
	assert_true(end > 0);
	assert_true(available > 0);
	assert_null(plan.cases[1].skipped);
	plan_free(&plan);
}

/* Skipped are the cases of the sweep that do not fit, and no others. */
static void a_sweep_skips_only_what_does_not_fit(void **state)
{
	struct asked asked = {.specs = {"fork", "null"}, .options[KEY_RSS] = "4K,1000000G"};
	static const bool fits[] = {true, false, true, false};
	struct plan plan;

	(void)state;
	build_well(&plan, &asked);
	assert_int_equal(plan.count, LENGTH(fits));
	for (size_t i = 0; i < LENGTH(fits); i++)
		assert_int_equal(plan.cases[i].skipped == NULL, fits[i]);
	plan_free(&plan);
}

static void check_skipped(const char *spec, const char *why)
{
	struct plan plan;

	build_one(&plan, spec);
	assert_string_equal(plan.cases[0].spec, spec);
	if (why) {
		assert_non_null(plan.cases[0].skipped);
		assert_string_equal(plan.cases[0].skipped, why);
	} else
		assert_null(plan.cases[0].skipped);
	plan_free(&plan);
}

static void another_cpu_needs_another_cpu(void **state)
{
	static const char why[] =
		"cpu=other: only one CPU is allowed (see 'taskset' and the cgroup's cpuset.cpus)";
	cpu_set_t all, one;
	int cpu = cpus_choose();

	(void)state;
	assert_int_equal(sched_getaffinity(0, sizeof(all), &all), 0);
	CPU_ZERO(&one);
	CPU_SET((size_t)cpu, &one);
	assert_int_equal(sched_setaffinity(0, sizeof(one), &one), 0);
	check_skipped("fork:cpu=other", why);
	check_skipped("posix_spawn:cpu=other", why);
	check_skipped("fork", NULL);
	check_skipped("fork:cpu=any", NULL);
	assert_int_equal(sched_setaffinity(0, sizeof(all), &all), 0);
}

static void only_children_of_ours_move(void **state)
{
	(void)state;
	if (cpus_count() < 2)
		skip();
	check_skipped("fork:cpu=other", NULL);
	check_skipped("floor:cpu=other", NULL);
	check_skipped("fork:cpu=other,exec=tiny", NULL);
	check_skipped("null:cpu=other", NULL);
	check_skipped("posix_spawn:cpu=other",
		      "cpu=other is not supported by method 'posix_spawn': its child runs no "
		      "procbench code that could change the CPU");
}

/* ---- questions about a case ---- */

static void a_case_knows_what_it_does(void **state)
{
	static const struct {
		const char *spec;
		bool stamps, executes;
		const char *target;
	} rows[] = {
		{"null", false, false, NULL},
		{"fork", true, false, NULL},
		{"floor", true, false, NULL},
		{"fork:exec=tiny", true, true, "tiny"},
		{"fork:exec=/bin/true", true, true, NULL},
		{"fork:exec=tiny x", true, true, NULL},
		{"fork:exec=static", true, true, "static"},
		{"posix_spawn:exec=dynamic", true, true, "dynamic"},
		{"floor:exec=script", true, true, "script"},
		{"posix_spawn", true, true, "tiny"},
		{"posix_spawn:exec=/bin/true", false, true, NULL},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct target *target;
		struct plan plan;

		build_one(&plan, rows[i].spec);
		target = plan_target(&plan.cases[0]);
		assert_int_equal(plan_can_stamp(&plan.cases[0]), rows[i].stamps);
		assert_int_equal(plan_executes(&plan.cases[0]), rows[i].executes);
		assert_int_equal(target != NULL, rows[i].target != NULL);
		if (target)
			assert_string_equal(target->name, rows[i].target);
		plan_free(&plan);
	}
}

static void a_freed_plan_is_empty(void **state)
{
	struct asked asked = {.specs = {"fork", "posix_spawn"}, .floor = true};
	struct plan plan;

	(void)state;
	build_well(&plan, &asked);
	plan_free(&plan);
	assert_int_equal(plan.count, 0);
	assert_null(plan.cases);
	assert_false(plan.work_implied);
	plan_free(&plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(specs_have_one_canonical_form),
		cmocka_unit_test(canonical_specs_parse_to_themselves),
		cmocka_unit_test(any_words_parse_to_themselves),
		cmocka_unit_test(values_reach_the_case),
		cmocka_unit_test(several_cases_become_a_plan),
		cmocka_unit_test(wrong_requests_are_refused),
		cmocka_unit_test(an_ablation_is_the_full_set_and_one_less_each),
		cmocka_unit_test(memory_that_is_not_there_is_not_asked_for),
		cmocka_unit_test(a_sweep_skips_only_what_does_not_fit),
		cmocka_unit_test(another_cpu_needs_another_cpu),
		cmocka_unit_test(only_children_of_ours_move),
		cmocka_unit_test(a_case_knows_what_it_does),
		cmocka_unit_test(a_freed_plan_is_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
