/* test_replay: which cases repeat and replace the calls of an observed program. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/methods/clone_flags.h"
#include "procbench/replay/replay.h"
#include "procbench/shapes/shape_like.h"
#include "procbench/sys/host.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MIB(n) ((uint64_t)(n) << 20)

static struct replay_request request = {
	.own = {.mappings = 12, .areas = 4, .tables = 3, .private_bytes = MIB(1), .threads = 1}};

static const struct proc_shape caller = {.has_memory = true,
					 .mappings = 13,
					 .areas = 5,
					 .tables = 35,
					 .private_bytes = MIB(65),
					 .common_bytes = MIB(3),
					 .threads = 1,
					 .fds = SHAPE_LIKE_OWN_FDS,
					 .fds_known = true};

/* A site of one call; its flags as clone_flags names them. */
static struct observe_site *add_site(struct observation *seen, const char *call, const char *flags,
				     enum observe_kind kind, const char *program)
{
	size_t size = (seen->sites.count + 1) * sizeof(*seen->sites.items);
	struct error error = {0};
	struct observe_site *site;

	seen->sites.items = realloc(seen->sites.items, size);
	assert_non_null(seen->sites.items);
	site = &seen->sites.items[seen->sites.count++];
	*site = (struct observe_site){
		.number = seen->sites.count,
		.executable = "/usr/bin/make",
		.call = call,
		.flags = flags,
		.exit_signal = 17,
		.kind = kind,
		.program = program,
		.count = 7,
		.like = caller,
		.shape_low = {.rss_anon = MIB(65)},
		.shape_high = {.rss_anon = MIB(65)},
	};
	assert_int_equal(clone_flags_read(flags, &site->flag_bits, &error), 0);
	return site;
}

static void build(struct replay *replay, const struct observation *seen, const char *instead)
{
	struct error error = {0};

	request.instead = instead;
	if (replay_build(replay, seen, &request, &error) < 0)
		fail_msg("%s", error.text);
}

/* Frees the observation of a test, whose strings are literals. */
static void end(struct observation *seen, struct replay *replay)
{
	replay_free(replay);
	free(seen->sites.items);
}

static void check_now(const char *call, const char *flags, enum observe_kind kind,
		      const char *program, const char *spec)
{
	struct observation seen = {0};
	struct replay replay;

	add_site(&seen, call, flags, kind, program);
	build(&replay, &seen, NULL);
	if (!replay.sites[0].now)
		fail_msg("%s: %s", spec, replay.sites[0].why);
	assert_string_equal(replay.sites[0].now, spec);
	assert_null(replay.sites[0].why);
	end(&seen, &replay);
}

#define SHAPE  ",rss=64M"
#define THREAD "vm+files+fs+sighand+sysvsem+settls+parent_settid+child_cleartid+thread"

static void calls_become_the_methods_that_make_them(void **state)
{
	(void)state;
	check_now("clone", "child_settid+child_cleartid", OBSERVE_FORK, "/bin/sh",
		  "fork:exec=dynamic" SHAPE);
	check_now("fork", "none", OBSERVE_FORK, "/bin/sh", "fork:exec=dynamic" SHAPE);
	check_now("clone", "none", OBSERVE_FORK, "/bin/sh", "clone:exec=dynamic" SHAPE);
	check_now("clone3", "pidfd", OBSERVE_FORK, "/bin/sh",
		  "clone3:exec=dynamic,flags=pidfd" SHAPE);
	check_now("vfork", "vm+vfork", OBSERVE_VFORK, "/bin/sh", "vfork:exec=dynamic" SHAPE);
	check_now("clone", "vm+vfork", OBSERVE_VFORK, "/bin/sh",
		  "clone:exec=dynamic,flags=vm+vfork" SHAPE);
	check_now("clone3", "vm+vfork", OBSERVE_POSIX_SPAWN, "/bin/sh",
		  "posix_spawn:exec=dynamic" SHAPE);
	check_now("clone3", "vm+vfork+clear_sighand", OBSERVE_POSIX_SPAWN, "/bin/sh",
		  "posix_spawn:exec=dynamic" SHAPE);
	check_now("clone3", "vm+vfork+pidfd", OBSERVE_POSIX_SPAWN, "/bin/sh",
		  "clone3:exec=dynamic,flags=vm+vfork+pidfd" SHAPE);
	check_now("clone3", THREAD, OBSERVE_THREAD, NULL, "thread:rss=64M");
}

static void the_program_is_one_of_the_same_kind(void **state)
{
	char path[] = "/tmp/procbench-replay-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "#!/bin/sh\n", 10), 10);
	close(fd);
	check_now("vfork", "vm+vfork", OBSERVE_VFORK, path, "vfork:exec=script" SHAPE);
	unlink(path);
	check_now("vfork", "vm+vfork", OBSERVE_VFORK, getenv("PROCBENCH"),
		  host_sanitized() ? "vfork:exec=dynamic" SHAPE : "vfork:exec=static" SHAPE);
	check_now("vfork", "vm+vfork", OBSERVE_VFORK, "/no/such/program",
		  "vfork:exec=dynamic" SHAPE);
	check_now("fork", "none", OBSERVE_FORK, NULL, "fork:rss=64M");
}

static void guests_have_no_shared_libraries(void **state)
{
	struct observation seen = {0};
	struct replay replay;

	(void)state;
	add_site(&seen, "vfork", "vm+vfork", OBSERVE_VFORK, "/bin/sh");
	request.in_guest = true;
	build(&replay, &seen, NULL);
	request.in_guest = false;
	assert_string_equal(replay.sites[0].now, "vfork:exec=static" SHAPE);
	assert_non_null(strstr(replay.sites[0].note, "which a guest does not have"));
	end(&seen, &replay);
}

/* What a plan would otherwise have execute the program of another case. */
static void a_child_without_exec_says_so_to_the_plan(void **state)
{
	struct observation seen = {0};
	struct replay replay;

	(void)state;
	add_site(&seen, "fork", "none", OBSERVE_FORK, NULL);
	build(&replay, &seen, NULL);
	assert_string_equal(replay.specs[0], "fork:exec=none,rss=64M");
	assert_non_null(strstr(replay.sites[0].note, "what the child does without exec"));
	end(&seen, &replay);
}

static void closing_is_repeated(void **state)
{
	struct observe_calls_range calls[] = {{"close", 100, 1021}, {"getdents64", 0, 0}};
	struct observation seen = {0};
	struct observe_site *site = add_site(&seen, "fork", "none", OBSERVE_FORK, "/bin/sh");
	struct replay replay;

	(void)state;
	site->calls = (struct observe_calls_range_list){calls, 2};
	build(&replay, &seen, NULL);
	assert_string_equal(replay.sites[0].now, "fork:close=loop,exec=dynamic,nofile=1024" SHAPE);
	assert_null(replay.sites[0].note);
	replay_free(&replay);
	calls[1].high = 2;
	build(&replay, &seen, NULL);
	assert_string_equal(replay.sites[0].now, "fork:close=proc,exec=dynamic" SHAPE);
	replay_free(&replay);
	calls[0] = (struct observe_calls_range){"close_range", 1, 2};
	build(&replay, &seen, NULL);
	assert_string_equal(replay.sites[0].now, "fork:close=close_range,exec=dynamic" SHAPE);
	end(&seen, &replay);
}

static void other_calls_of_the_child_are_noted(void **state)
{
	struct observe_calls_range calls[] = {{"close", 1, 2},          {"dup2", 3, 3},
					      {"rt_sigaction", 64, 64}, {"read", 1, 1},
					      {"fcntl", 1, 1},          {"setsid", 0, 1}};
	struct observation seen = {0};
	struct observe_site *site = add_site(&seen, "vfork", "vm+vfork", OBSERVE_VFORK, "/bin/sh");
	struct replay replay;

	(void)state;
	site->calls = (struct observe_calls_range_list){calls, 6};
	build(&replay, &seen, NULL);
	assert_string_equal(replay.sites[0].note,
			    "up to 72 system calls of the child before exec (rt_sigaction 64, "
			    "dup2 3, close 2, read 1, ...)");
	replay_free(&replay);
	calls[2].high = 1;
	build(&replay, &seen, NULL);
	assert_null(replay.sites[0].note);
	end(&seen, &replay);
}

static void check_case(const struct observation *seen, const char *spec)
{
	struct replay replay;

	build(&replay, seen, NULL);
	assert_string_equal(replay.sites[0].now, spec);
	replay_free(&replay);
}

/* As Python 3.11 does it, with the two calls more of glibc 2.41: another one, and it is no longer
 * that. */
static void a_program_that_is_known_is_reproduced(void **state)
{
	struct observe_calls_range calls[] = {{"close", 1, 1},
					      {"rt_sigaction", 63, 66},
					      {"rt_sigprocmask", 1, 1},
					      {"close_range", 2, 2},
					      {"dup2", 0, 1}};
	struct observation seen = {0};
	struct observe_site *site = add_site(&seen, "vfork", "none", OBSERVE_VFORK, "/bin/sh");
	struct replay replay;

	(void)state;
	site->calls = (struct observe_calls_range_list){calls, 4};
	build(&replay, &seen, NULL);
	assert_string_equal(replay.sites[0].now, "like-python:exec=dynamic" SHAPE);
	assert_null(replay.sites[0].note);
	replay_free(&replay);
	site->calls.count = 5;
	check_case(&seen, "vfork:close=close_range,exec=dynamic" SHAPE);
	site->calls.count = 3;
	check_case(&seen, "vfork:exec=dynamic" SHAPE);
	site->calls.count = 4;
	calls[2].high = 3;
	check_case(&seen, "like-python:exec=dynamic" SHAPE);
	calls[2].high = 4;
	check_case(&seen, "vfork:close=close_range,exec=dynamic" SHAPE);
	calls[2].high = 1;
	site->program = NULL;
	check_case(&seen, "vfork:close=close_range" SHAPE);
	free(seen.sites.items);
}

/* Java's helper executes the program; a guest has no libraries for a helper. */
static void a_helper_is_known_by_its_name(void **state)
{
	struct observe_calls_range calls[] = {{"rt_sigprocmask", 2, 2}, {"rt_sigaction", 122, 122}};
	struct observation seen = {0};
	struct observe_site *site =
		add_site(&seen, "clone3", "vm+vfork", OBSERVE_POSIX_SPAWN, "/no/such/jspawnhelper");
	struct replay replay;

	(void)state;
	site->calls = (struct observe_calls_range_list){calls, 2};
	build(&replay, &seen, NULL);
	assert_string_equal(replay.sites[0].now, "like-java:exec=dynamic" SHAPE);
	assert_non_null(strstr(replay.sites[0].note, "the helper executes"));
	replay_free(&replay);
	request.in_guest = true;
	check_case(&seen, "posix_spawn:exec=static" SHAPE);
	request.in_guest = false;
	site->program = "/no/such/helper";
	check_case(&seen, "posix_spawn:exec=dynamic" SHAPE);
	free(seen.sites.items);
}

/* Two calls of one caller, which has a page more at the second. */
static void sites_of_one_caller_share_a_case(void **state)
{
	struct observation seen = {0};
	struct replay replay;

	(void)state;
	for (uint64_t more = 0; more < 2; more++) {
		struct observe_site *site = add_site(&seen, "fork", "none", OBSERVE_FORK, NULL);

		site->shape_low.rss_anon = site->shape_high.rss_anon = MIB(65) + 4096 * more;
	}
	build(&replay, &seen, NULL);
	assert_int_equal(replay.spec_count, 1);
	assert_string_equal(replay.sites[1].now, "fork:rss=64M");
	end(&seen, &replay);
}

/* Half way between the smallest and the largest call. */
static void a_caller_that_grew_is_replayed_half_way(void **state)
{
	struct observation seen = {0};
	struct observe_site *site = add_site(&seen, "fork", "none", OBSERVE_FORK, NULL);
	struct replay replay;

	(void)state;
	site->shape_low.rss_anon = MIB(1);
	site->like.tables = 33;
	build(&replay, &seen, NULL);
	assert_string_equal(replay.sites[0].now, "fork:rss=32M");
	end(&seen, &replay);
}

static void what_cannot_be_replayed_has_its_reason(void **state)
{
	struct observation seen = {0};
	struct replay replay;

	(void)state;
	add_site(&seen, "fork", "none", OBSERVE_FORK, NULL);
	add_site(&seen, "clone3", "vm+vfork", OBSERVE_POSIX_SPAWN, NULL)->error = ENOSYS;
	add_site(&seen, "clone", "none", OBSERVE_FORK, NULL)->machine = "i386";
	add_site(&seen, "clone", "parent", OBSERVE_FORK, NULL);
	add_site(&seen, "fork", "none", OBSERVE_FORK, NULL)->like.has_memory = false;
	add_site(&seen, "fork", "none", OBSERVE_FORK, NULL)->like.swap_bytes = MIB(900);
	build(&replay, &seen, NULL);
	assert_int_equal(replay.site_count, 6);
	assert_int_equal(replay.spec_count, 1);
	assert_string_equal(replay.sites[1].why, "the call failed with ENOSYS");
	assert_string_equal(replay.sites[2].why,
			    "the call uses the ABI i386, which procbench does not support");
	assert_non_null(strstr(replay.sites[3].why, "parent"));
	assert_non_null(strstr(replay.sites[4].why, "could not be read"));
	assert_non_null(strstr(replay.sites[5].why, "swapped out"));
	end(&seen, &replay);
}

static void nothing_to_replay_is_an_error(void **state)
{
	struct observation seen = {0};
	struct error error = {0};
	struct replay replay;

	(void)state;
	request.instead = NULL;
	assert_int_equal(replay_build(&replay, &seen, &request, &error), -ENOENT);
	replay_free(&replay);
	add_site(&seen, "fork", "none", OBSERVE_FORK, NULL)->error = EAGAIN;
	request.instead = NULL;
	assert_int_equal(replay_build(&replay, &seen, &request, &error), -ENOENT);
	assert_string_equal(error.text, "no call can be replayed: make: fork: the call failed with "
					"EAGAIN");
	end(&seen, &replay);
}

static void names_are_unique(void **state)
{
	struct observation seen = {0};
	struct replay replay;

	(void)state;
	add_site(&seen, "fork", "none", OBSERVE_FORK, "/bin/sh");
	add_site(&seen, "clone", "none", OBSERVE_FORK, "/bin/sh");
	add_site(&seen, "clone3", THREAD, OBSERVE_THREAD, NULL);
	build(&replay, &seen, NULL);
	assert_string_equal(replay.sites[0].name, "make: fork, /bin/sh");
	assert_string_equal(replay.sites[1].name, "make: fork, /bin/sh (site 2)");
	assert_string_equal(replay.sites[2].name, "make: thread");
	assert_int_equal(replay.sites[0].calls, 7);
	end(&seen, &replay);
}

/* ---- replacements ---- */

static void a_replacement_has_shape_and_program_of_the_site(void **state)
{
	struct observation seen = {0};
	struct replay replay;

	(void)state;
	add_site(&seen, "fork", "none", OBSERVE_FORK, "/bin/sh");
	add_site(&seen, "clone", "child_settid+child_cleartid", OBSERVE_FORK, "/bin/sh");
	build(&replay, &seen, "posix_spawn:attr=setsigdef_all");
	assert_string_equal(replay.sites[0].then,
			    "posix_spawn:attr=setsigdef_all,exec=dynamic" SHAPE);
	assert_string_equal(replay.sites[1].now, replay.sites[0].now);
	assert_int_equal(replay.spec_count, 2); /* each case once */
	end(&seen, &replay);
}

static void what_cannot_be_replaced_has_its_reason(void **state)
{
	struct observation seen = {0};
	struct replay replay;

	(void)state;
	add_site(&seen, "clone3", "vm+vfork", OBSERVE_POSIX_SPAWN, "/bin/sh");
	add_site(&seen, "fork", "none", OBSERVE_FORK, NULL);
	add_site(&seen, "clone3", THREAD, OBSERVE_THREAD, NULL);
	build(&replay, &seen, "posix_spawn");
	assert_string_equal(replay.sites[0].why, "the call is already posix_spawn");
	assert_non_null(replay.sites[0].now);
	assert_null(replay.sites[0].then);
	assert_string_equal(replay.sites[1].why,
			    "its child executes no program, and posix_spawn always does");
	assert_string_equal(replay.sites[2].why, "it is a thread");
	replay_free(&replay);
	build(&replay, &seen, "vfork");
	assert_string_equal(replay.sites[0].then, "vfork:exec=dynamic" SHAPE);
	assert_string_equal(
		replay.sites[1].why,
		"its child keeps running without exec, but vfork suspends the parent until exec");
	end(&seen, &replay);
}

static void a_wrong_replacement_is_refused(void **state)
{
	struct observation seen = {0};
	struct error error = {0};
	struct replay replay;

	(void)state;
	add_site(&seen, "fork", "none", OBSERVE_FORK, NULL);
	request.instead = "vfrok";
	assert_int_equal(replay_build(&replay, &seen, &request, &error), -EINVAL);
	assert_non_null(strstr(error.text, "option '--instead': "));
	assert_non_null(strstr(error.text, "'vfork'"));
	end(&seen, &replay);
}

/* The note of a site whose case has that outcome. */
static void expect_no_price(struct result_case item, const char *note)
{
	struct observation seen = {0};
	struct result result = {.cases = &item, .case_count = 1};
	struct replay replay;
	struct error error = {0};

	add_site(&seen, "vfork", "vm+vfork", OBSERVE_VFORK, "/bin/sh");
	build(&replay, &seen, NULL);
	item.spec = replay.sites[0].now;
	assert_int_equal(replay_price(&replay, &result, &seen, &error), 0);
	assert_string_equal(seen.sites.items[0].price.note, note);
	assert_true(seen.sites.items[0].price.median_ns == OBSERVE_UNKNOWN);
	replay_free(&replay);
	observation_free(&seen);
}

static void a_call_without_a_price_has_the_reason_of_its_case(void **state)
{
	char skipped[] = "it cannot be pinned to CPU 1", name[] = "ENOMEM";
	struct result_failure failure = {name, 3};

	(void)state;
	expect_no_price((struct result_case){.skipped = skipped},
			"its case was skipped: it cannot be pinned to CPU 1");
	expect_no_price((struct result_case){.failed = 3, .failures = &failure, .failure_count = 1},
			"3 samples of its case failed: ENOMEM");
	expect_no_price((struct result_case){.launches_lost = 1},
			"all launches of its case were lost");
	expect_no_price((struct result_case){0}, "its case was not measured");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_without_a_price_has_the_reason_of_its_case),
		cmocka_unit_test(calls_become_the_methods_that_make_them),
		cmocka_unit_test(the_program_is_one_of_the_same_kind),
		cmocka_unit_test(guests_have_no_shared_libraries),
		cmocka_unit_test(a_child_without_exec_says_so_to_the_plan),
		cmocka_unit_test(closing_is_repeated),
		cmocka_unit_test(other_calls_of_the_child_are_noted),
		cmocka_unit_test(a_program_that_is_known_is_reproduced),
		cmocka_unit_test(a_helper_is_known_by_its_name),
		cmocka_unit_test(sites_of_one_caller_share_a_case),
		cmocka_unit_test(a_caller_that_grew_is_replayed_half_way),
		cmocka_unit_test(what_cannot_be_replayed_has_its_reason),
		cmocka_unit_test(nothing_to_replay_is_an_error),
		cmocka_unit_test(names_are_unique),
		cmocka_unit_test(a_replacement_has_shape_and_program_of_the_site),
		cmocka_unit_test(what_cannot_be_replaced_has_its_reason),
		cmocka_unit_test(a_wrong_replacement_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
