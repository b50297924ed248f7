/* test_claims: the judges over given numbers, the list, and how a report is written. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/cli/verbs.h"

#include "procbench/claims/claims.h"
#include "procbench/doctor/doctor.h"
#include "procbench/report/report.h"

#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const struct claim *claim_named(const char *name)
{
	struct error error = {0};
	const struct claim *claim = claims_find(name, &error);

	if (!claim)
		fail_msg("%s", error.text);
	return claim;
}

static struct claim_metric *metric_named(const struct claim *claim, struct claim_metric *metrics,
					 const char *name, size_t length)
{
	for (size_t i = 0; claim->metrics[i]; i++)
		if (strlen(claim->metrics[i]) == length &&
		    strncmp(claim->metrics[i], name, length) == 0)
			return &metrics[i];
	fail_msg("%s has no metric %.*s", claim->name, (int)length, name);
	return NULL;
}

/* "a=1 b=vfork": a word is a number where it is one. */
static void set_metrics(const struct claim *claim, struct claim_metric *metrics, const char *given)
{
	for (size_t i = 0; i < CLAIM_METRICS_MAX; i++)
		metrics[i] = (struct claim_metric){.number = NAN};
	while (*given) {
		size_t length = strcspn(given, "=");
		struct claim_metric *metric = metric_named(claim, metrics, given, length);
		const char *value = given + length + 1;
		size_t value_length = strcspn(value, " ");

		if (isdigit((unsigned char)*value) || *value == '-')
			metric->number = strtod(value, NULL);
		else
			snprintf(metric->words, sizeof(metric->words), "%.*s", (int)value_length,
				 value);
		given = value + value_length;
		given += strspn(given, " ");
	}
}

#define PAIR(ending, vfork, fork, ratio) \
	"vfork" ending "_ns=" vfork " fork" ending "_ns=" fork " ratio" ending "=" ratio " "

static const struct judging {
	const char *claim;
	const char *metrics;
	enum claim_verdict verdict;
	const char *says; /* a part of the explanation */
} judgings[] = {
	{"own-memory",
	 "child_reads=2 parent_reads=1 child_reads_on_stack=2 parent_reads_on_stack=1", CLAIM_HOLDS,
	 "its parent reads 1"},
	{"own-memory",
	 "child_reads=2 parent_reads=2 child_reads_on_stack=2 parent_reads_on_stack=1", CLAIM_FAILS,
	 "its parent reads 2"},
	{"own-memory",
	 "child_reads=2 parent_reads=1 child_reads_on_stack=2 parent_reads_on_stack=2", CLAIM_FAILS,
	 "its parent 2"},
	/* a child that did not write shows nothing */
	{"own-memory",
	 "child_reads=0 parent_reads=1 child_reads_on_stack=0 parent_reads_on_stack=1",
	 CLAIM_UNKNOWN, "reads 0"},
	{"vfork-shares",
	 "child_reads=2 parent_reads=2 child_reads_on_stack=2 parent_reads_on_stack=2", CLAIM_HOLDS,
	 "must therefore not change"},
	{"vfork-shares",
	 "child_reads=2 parent_reads=2 child_reads_on_stack=2 parent_reads_on_stack=1", CLAIM_FAILS,
	 "its parent 1"},
	{"vfork-shares",
	 "child_reads=2 parent_reads=1 child_reads_on_stack=2 parent_reads_on_stack=2", CLAIM_FAILS,
	 "its parent reads 1"},
	{"vfork-freezes",
	 "fork_call_ns=40000 vfork_call_until_exit_ns=50100000 vfork_call_until_exec_ns=50200000 "
	 "child_lives_on_after_exec=1",
	 CLAIM_HOLDS, "after 50.1 ms"},
	{"vfork-freezes",
	 "fork_call_ns=40000 vfork_call_until_exit_ns=49900000 vfork_call_until_exec_ns=50200000 "
	 "child_lives_on_after_exec=1",
	 CLAIM_FAILS, "after 49.9 ms"},
	{"vfork-freezes",
	 "fork_call_ns=40000 vfork_call_until_exit_ns=50100000 vfork_call_until_exec_ns=50000 "
	 "child_lives_on_after_exec=1",
	 CLAIM_FAILS, "after 0.1 ms"},
	{"vfork-freezes",
	 "fork_call_ns=40000 vfork_call_until_exit_ns=50100000 vfork_call_until_exec_ns=90000000 "
	 "child_lives_on_after_exec=0",
	 CLAIM_FAILS, "had exited by then"},
	/* one fault per page written, none per page of size */
	{"lazy-copy",
	 "faults_1024_pages=10 fastest_1024_pages_ns=190000 faults_4096_pages=10 "
	 "fastest_4096_pages_ns=690000 "
	 "faults_4096_pages_100_written=110 fastest_4096_pages_100_written_ns=790000 "
	 "faults_4096_pages_3000_written=3010 fastest_4096_pages_3000_written_ns=3690000",
	 CLAIM_HOLDS, "1.00 page faults and 1000 ns"},
	/* copied at the call: no faults when written, time by size */
	{"lazy-copy",
	 "faults_1024_pages=10 fastest_1024_pages_ns=4000000 faults_4096_pages=10 "
	 "fastest_4096_pages_ns=16000000 "
	 "faults_4096_pages_100_written=10 fastest_4096_pages_100_written_ns=16001000 "
	 "faults_4096_pages_3000_written=10 fastest_4096_pages_3000_written_ns=16010000",
	 CLAIM_FAILS, "0.00 page faults"},
	/* copied by faults, but all of it, whoever writes */
	{"lazy-copy",
	 "faults_1024_pages=1024 fastest_1024_pages_ns=190000 faults_4096_pages=4096 "
	 "fastest_4096_pages_ns=690000 "
	 "faults_4096_pages_100_written=4196 fastest_4096_pages_100_written_ns=790000 "
	 "faults_4096_pages_3000_written=7096 fastest_4096_pages_3000_written_ns=3690000",
	 CLAIM_FAILS, "costs 1.000 faults"},
	/* the faults are clear, the times are not */
	{"lazy-copy",
	 "faults_1024_pages=10 fastest_1024_pages_ns=190000 faults_4096_pages=10 "
	 "fastest_4096_pages_ns=30690000 "
	 "faults_4096_pages_100_written=110 fastest_4096_pages_100_written_ns=790000 "
	 "faults_4096_pages_3000_written=3010 fastest_4096_pages_3000_written_ns=3690000",
	 CLAIM_UNKNOWN, "too noisy"},
	{"vfork-faster",
	 PAIR("_1m", "10000", "45000", "4.5") PAIR("_16m", "10000", "47000", "4.7")
		 PAIR("_64m", "10000", "49000", "4.9"),
	 CLAIM_HOLDS, "4.70 times as long"},
	{"vfork-faster",
	 PAIR("_1m", "10000", "45000", "4.5") PAIR("_16m", "10000", "200000", "20")
		 PAIR("_64m", "10000", "700000", "70") "ratio_64m_low=69 ratio_64m_high=71",
	 CLAIM_DEPENDS, "(95% CI 69.0-71.0)"},
	{"vfork-faster",
	 PAIR("_1m", "10000", "10000", "1.0") PAIR("_16m", "10000", "11000", "1.1")
		 PAIR("_64m", "10000", "11000", "1.1"),
	 CLAIM_FAILS, "1.10 times"},
	{"vfork-faster", "", CLAIM_UNKNOWN, "not measured"},
	{"vfork-exec",
	 PAIR("_1m", "40000", "70000", "1.75") PAIR("_64m", "40000", "720000", "18")
		 PAIR("_1g", "40000", "10000000", "250"),
	 CLAIM_FAILS, "10.0 ms with fork, 250 times"},
	/* too little memory for the largest */
	{"vfork-exec", PAIR("_1m", "40000", "70000", "1.75") PAIR("_64m", "40000", "720000", "18"),
	 CLAIM_FAILS, "it needs 1.2 GiB of memory and 9.0 s"},
	{"vfork-exec",
	 PAIR("_1m", "40000", "42000", "1.05") PAIR("_64m", "40000", "720000", "18")
		 PAIR("_1g", "40000", "10000000", "250"),
	 CLAIM_DEPENDS, "the size of the parent"},
	{"vfork-exec",
	 PAIR("_1m", "40000", "42000", "1.05") PAIR("_64m", "40000", "42000", "1.05")
		 PAIR("_1g", "40000", "43000", "1.08"),
	 CLAIM_HOLDS, "1.08 times"},
	{"vfork-tables",
	 "parent_page_tables_kib=164 page_tables_in_fork_child_kib=164 fork_child_faults=76 "
	 "added_to_parent_by_fork_child_kib=0 page_tables_in_vfork_child_kib=164 "
	 "vfork_child_faults=1 added_to_parent_by_vfork_child_kib=48",
	 CLAIM_HOLDS, "uses its parent's tables"},
	{"vfork-tables",
	 "parent_page_tables_kib=164 page_tables_in_fork_child_kib=164 fork_child_faults=76 "
	 "added_to_parent_by_fork_child_kib=0 page_tables_in_vfork_child_kib=164 "
	 "vfork_child_faults=76 added_to_parent_by_vfork_child_kib=0",
	 CLAIM_FAILS, "has its own tables"},
	{"vfork-tables",
	 "parent_page_tables_kib=164 page_tables_in_fork_child_kib=164 fork_child_faults=76 "
	 "added_to_parent_by_fork_child_kib=0 page_tables_in_vfork_child_kib=164 "
	 "vfork_child_faults=76 added_to_parent_by_vfork_child_kib=48",
	 CLAIM_FAILS, "vfork's child took 76"},
	{"clone-beneath",
	 "fork_calls=clone(none) vfork_calls=clone(vm+vfork) pthread_create_calls=clone3(thread) "
	 "libc=glibc",
	 CLAIM_HOLDS, "clone(vm + vfork)"},
	{"clone-beneath",
	 "fork_calls=clone(none) vfork_calls=vfork pthread_create_calls=clone3(thread) libc=glibc",
	 CLAIM_DEPENDS, "the same function as clone"},
	{"clone-beneath",
	 "fork_calls=clone(none) vfork_calls=vfork pthread_create_calls=nothing libc=glibc",
	 CLAIM_FAILS, "pthread_create calls nothing"},
	{"clone-shares",
	 "seen_without_flags=0 seen_with_vm=1 seen_with_files=2 seen_with_fs=4 "
	 "seen_with_vm_sighand=9 seen_of_thread=31",
	 CLAIM_HOLDS, "with fs: the working directory"},
	{"clone-shares",
	 "seen_without_flags=0 seen_with_vm=1 seen_with_files=2 seen_with_fs=0 "
	 "seen_with_vm_sighand=9 seen_of_thread=31",
	 CLAIM_FAILS, "with fs: nothing (expected: the working directory)"},
	{"clone-shares",
	 "seen_without_flags=0 seen_with_vm=1 seen_with_files=2 seen_with_fs=4 "
	 "seen_with_vm_sighand=9 seen_of_thread=15",
	 CLAIM_FAILS, "expected: memory"},
	{"exec-replaces",
	 "failed_exec_errno=2 went_on_after_failed_exec=1 pid_before_exec=70 pid_after_exec=70 "
	 "descriptor_after_exec=1 close_on_exec_descriptor_after_exec=0 handler_before_exec=1 "
	 "handler_after_exec=0 memory_before_exec=1 memory_after_exec=0 "
	 "returned_after_exec=0",
	 CLAIM_HOLDS, "exec returned (ENOENT)"},
	{"exec-replaces",
	 "failed_exec_errno=2 went_on_after_failed_exec=1 pid_before_exec=70 pid_after_exec=71 "
	 "descriptor_after_exec=1 close_on_exec_descriptor_after_exec=0 handler_before_exec=1 "
	 "handler_after_exec=0 memory_before_exec=1 memory_after_exec=0 "
	 "returned_after_exec=0",
	 CLAIM_FAILS, "the process id was 71"},
	{"exec-replaces",
	 "failed_exec_errno=2 went_on_after_failed_exec=1 pid_before_exec=70 pid_after_exec=70 "
	 "descriptor_after_exec=1 close_on_exec_descriptor_after_exec=0 handler_before_exec=1 "
	 "handler_after_exec=1 memory_before_exec=1 memory_after_exec=0 "
	 "returned_after_exec=0",
	 CLAIM_FAILS, "its signal handler was still there"},
	{"exec-replaces",
	 "failed_exec_errno=2 went_on_after_failed_exec=1 pid_before_exec=70 pid_after_exec=70 "
	 "descriptor_after_exec=1 close_on_exec_descriptor_after_exec=0 handler_before_exec=1 "
	 "handler_after_exec=0 memory_before_exec=1 memory_after_exec=1 "
	 "returned_after_exec=0",
	 CLAIM_FAILS, "its memory was still there"},
	{"exec-replaces",
	 "failed_exec_errno=2 went_on_after_failed_exec=1 pid_before_exec=70 pid_after_exec=70 "
	 "descriptor_after_exec=1 close_on_exec_descriptor_after_exec=0 handler_before_exec=1 "
	 "handler_after_exec=0 memory_before_exec=1 memory_after_exec=0 "
	 "returned_after_exec=1",
	 CLAIM_FAILS, "exec returned, the"},
	{"exec-replaces",
	 "failed_exec_errno=2 went_on_after_failed_exec=1 pid_before_exec=70 pid_after_exec=70 "
	 "descriptor_after_exec=1 close_on_exec_descriptor_after_exec=0 handler_before_exec=1 "
	 "handler_after_exec=0 memory_before_exec=1 returned_after_exec=0",
	 CLAIM_UNKNOWN, "its memory could not be inspected"},
	{"exec-replaces",
	 "failed_exec_errno=2 went_on_after_failed_exec=1 pid_before_exec=70 pid_after_exec=70 "
	 "descriptor_after_exec=0 close_on_exec_descriptor_after_exec=0 handler_before_exec=1 "
	 "handler_after_exec=0 memory_before_exec=1 memory_after_exec=0 returned_after_exec=0",
	 CLAIM_FAILS, "its open file was gone"},
	{"exec-replaces",
	 "failed_exec_errno=2 went_on_after_failed_exec=1 pid_before_exec=70 pid_after_exec=70 "
	 "descriptor_after_exec=1 close_on_exec_descriptor_after_exec=1 handler_before_exec=1 "
	 "handler_after_exec=0 memory_before_exec=1 memory_after_exec=0 returned_after_exec=0",
	 CLAIM_FAILS, "close-on-exec file was still there"},
	{"exec-entry",
	 "entry_point_before_exec=8192 entry_point_after_exec=4096 entry_point_in_file=4096 "
	 "stack_before_exec_kib=1040 stack_after_exec_kib=132",
	 CLAIM_HOLDS, "started there at 0x1000"},
	{"exec-entry",
	 "entry_point_before_exec=8192 entry_point_after_exec=8192 entry_point_in_file=4096 "
	 "stack_before_exec_kib=1040 stack_after_exec_kib=132",
	 CLAIM_FAILS, "at 0x2000"},
	{"exec-entry",
	 "entry_point_before_exec=8192 entry_point_after_exec=4096 entry_point_in_file=4096 "
	 "stack_before_exec_kib=1040 stack_after_exec_kib=1040",
	 CLAIM_FAILS, "1040 KiB after"},
	{"exec-entry", "entry_point_before_exec=8192", CLAIM_UNKNOWN,
	 "does not show entry_point_after_exec"},
	{"fork-copies",
	 "same_data=1 same_bss=1 same_heap=1 same_stack=1 same_mapping=1 same_list_of_mappings=1",
	 CLAIM_HOLDS, "the same as its parent's"},
	{"fork-copies",
	 "same_data=1 same_bss=1 same_heap=0 same_stack=1 same_mapping=1 same_list_of_mappings=1",
	 CLAIM_FAILS, "heap no"},
	{"fork-copies",
	 "same_data=1 same_bss=1 same_heap=1 same_stack=1 same_mapping=1 same_list_of_mappings=0",
	 CLAIM_FAILS, "differs"},
	{"fork-pages",
	 "frame_in_parent=7 frame_in_child=7 frame_in_child_after_write=8 "
	 "frame_in_parent_after_write=7",
	 CLAIM_HOLDS, "7 in the child"},
	{"fork-pages",
	 "frame_in_parent=7 frame_in_child=9 frame_in_child_after_write=8 "
	 "frame_in_parent_after_write=7",
	 CLAIM_FAILS, "9 in the child"},
	{"fork-pages",
	 "frame_in_parent=7 frame_in_child=6 frame_in_child_after_write=8 "
	 "frame_in_parent_after_write=6",
	 CLAIM_UNKNOWN, "moved the page"},
	{"parent-writes",
	 "child_reads=1 parent_reads=2 child_reads_on_stack=1 parent_reads_on_stack=2", CLAIM_HOLDS,
	 "its child reads 1"},
	{"parent-writes",
	 "child_reads=2 parent_reads=2 child_reads_on_stack=1 parent_reads_on_stack=2", CLAIM_FAILS,
	 "its child reads 2"},
	{"vfork-stack",
	 "child_reads=2 parent_reads=2 child_reads_on_stack=2 parent_reads_on_stack=2 "
	 "child_frame_below_parent_bytes=160",
	 CLAIM_HOLDS, "160 bytes below"},
	{"vfork-stack",
	 "child_reads=2 parent_reads=2 child_reads_on_stack=2 parent_reads_on_stack=2 "
	 "child_frame_below_parent_bytes=-160",
	 CLAIM_FAILS, "elsewhere"},
	{"clone-state",
	 "child_runs_on_given_stack=1 rounding_mode_in_parent=3 rounding_mode_in_child=3 "
	 "same_thread_pointer=1",
	 CLAIM_HOLDS, "its parent's rounding mode"},
	{"clone-state",
	 "child_runs_on_given_stack=1 rounding_mode_in_parent=3 rounding_mode_in_child=3 "
	 "same_thread_pointer=0",
	 CLAIM_FAILS, "another thread pointer"},
	/* a kernel that counts no faults */
	{"lazy-copy",
	 "faults_1024_pages=0 fastest_1024_pages_ns=190000 faults_4096_pages=0 "
	 "fastest_4096_pages_ns=690000 "
	 "faults_4096_pages_100_written=0 fastest_4096_pages_100_written_ns=790000 "
	 "faults_4096_pages_3000_written=0 fastest_4096_pages_3000_written_ns=3690000",
	 CLAIM_UNKNOWN, "does not count"},
};

static void judges_by_the_metrics(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(judgings); i++) {
		const struct judging *judging = &judgings[i];
		const struct claim *claim = claim_named(judging->claim);
		struct claim_metric metrics[CLAIM_METRICS_MAX];
		struct text explanation = {0};
		enum claim_verdict verdict;

		set_metrics(claim, metrics, judging->metrics);
		verdict = claim->judge(metrics, &explanation);
		if (verdict != judging->verdict ||
		    !strstr(text_string(&explanation), judging->says))
			fail_msg("%s of %s: %s, not %s '%s': %s", claim->name, judging->metrics,
				 claim_verdict_names[verdict],
				 claim_verdict_names[judging->verdict], judging->says,
				 text_string(&explanation));
		text_free(&explanation);
	}
}

static void every_claim_is_whole(void **state)
{
	size_t count;
	const struct claim *const *claims = claims_list(&count);

	(void)state;
	assert_true(count >= 10);
	for (size_t i = 0; i < count; i++) {
		size_t metrics = 0;

		assert_non_null(claims[i]->experiment);
		assert_true(strlen(claims[i]->statement) > 20);
		assert_ptr_equal(claim_named(claims[i]->name), claims[i]);
		while (claims[i]->metrics[metrics])
			metrics++;
		assert_in_range(metrics, 1, CLAIM_METRICS_MAX);
	}
}

static void suggests_a_name(void **state)
{
	struct error error = {0};

	(void)state;
	assert_null(claims_find("lazy-copi", &error));
	assert_string_equal(error.text, "unknown claim 'lazy-copi' (did you mean 'lazy-copy'?)");
	assert_null(claims_find("nothing-of-the-kind", &error));
	assert_string_equal(error.text,
			    "unknown claim 'nothing-of-the-kind' (see 'procbench list')");
}

/* ---- trying ---- */

static const char *const double_names[] = {"number", "word", NULL};
static int double_status;

static int try_double(const struct claim_bench *bench, struct claim_metric *metrics,
		      struct error *error)
{
	(void)bench;
	metrics[0].number = 3;
	return double_status ? error_set(error, -double_status, "the cause") : 0;
}

static enum claim_verdict judge_double(const struct claim_metric *metrics, struct text *explanation)
{
	text_printf(explanation, "<b>%.0f & \"%s\" | it's</b>", metrics[0].number, "\xff\033[31m");
	return isnan(metrics[1].number) ? CLAIM_FAILS : CLAIM_HOLDS;
}

static const struct claim double_claim = {
	.name = "double",
	.statement = "a <statement> & more",
	.kind = CLAIM_SEMANTIC,
	.metrics = double_names,
	.experiment = try_double,
	.judge = judge_double,
};

static void an_experiment_that_fails_decides_nothing(void **state)
{
	const struct claim_bench bench = {.signal_fd = -1};
	struct claim_answer answer;
	struct error error = {0};

	(void)state;
	double_status = -EPERM;
	assert_int_equal(claims_try(&double_claim, &bench, &answer, &error), 0);
	assert_int_equal(answer.verdict, CLAIM_UNKNOWN);
	assert_string_equal(text_string(&answer.explanation), "It could not be tested: the cause.");
	text_free(&answer.explanation);

	double_status = -EINTR;
	assert_int_equal(claims_try(&double_claim, &bench, &answer, &error), -EINTR);
	text_free(&answer.explanation);

	double_status = 0;
	assert_int_equal(claims_try(&double_claim, &bench, &answer, &error), 0);
	assert_int_equal(answer.verdict, CLAIM_FAILS); /* the second metric stayed NAN */
	text_free(&answer.explanation);
}

/* No subject is started for a pair that cannot fit. */
static void pairs_that_need_more_memory_or_time_are_left_out(void **state)
{
	const struct claim_bench benches[] = {
		{.signal_fd = -1, .available_bytes = 1 << 20},
		{.signal_fd = -1, .available_bytes = UINT64_MAX, .end_ns = 1},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(benches); i++) {
		struct claim_answer answer;
		struct error error = {0};

		assert_int_equal(
			claims_try(claim_named("vfork-exec"), &benches[i], &answer, &error), 0);
		assert_int_equal(answer.verdict, CLAIM_UNKNOWN);
		assert_non_null(strstr(text_string(&answer.explanation), "was not measured"));
		text_free(&answer.explanation);
	}
}

/* ---- writing ---- */

static struct claims_report report_of_doubles(void)
{
	const struct claim_bench bench = {.signal_fd = -1};
	struct claims_report report = {
		.head = {.date = strdup("2026-01-02T03:04:05Z"), .count = 2}};
	struct error error = {0};

	report.answers = calloc(2, sizeof(*report.answers));
	facts_add(&report.head.host, "hostname", "<i>\033]0;evil\007");
	facts_add_number(&report.head.host, "cpus", 2);
	double_status = 0;
	assert_int_equal(claims_try(&double_claim, &bench, &report.answers[0], &error), 0);
	double_status = -EPERM;
	assert_int_equal(claims_try(&double_claim, &bench, &report.answers[1], &error), 0);
	snprintf(report.answers[0].metrics[1].words, CLAIM_WORDS_BYTES, "<w>");
	return report;
}

static char *written(const char *format)
{
	struct claims_report report = report_of_doubles();
	struct text out = {0};

	assert_int_equal(claims_format_named(format)->write(&report, false, &out), 0);
	claims_report_free(&report);
	return text_take(&out);
}

static void json_has_what_was_measured(void **state)
{
	char *text = written("json");
	json_t *json = json_loads(text, 0, NULL), *first, *second;

	(void)state;
	assert_non_null(json);
	assert_string_equal(json_string_value(json_object_get(json, "schema")),
			    "procbench-claims/1");
	assert_int_equal(json_integer_value(json_object_get(json_object_get(json, "host"), "cpus")),
			 2);
	first = json_array_get(json_object_get(json, "claims"), 0);
	second = json_array_get(json_object_get(json, "claims"), 1);
	assert_string_equal(json_string_value(json_object_get(first, "verdict")),
			    "does not hold here");
	assert_string_equal(json_string_value(json_object_get(second, "verdict")),
			    "cannot tell here");
	assert_int_equal(
		json_integer_value(json_object_get(json_object_get(first, "measured"), "number")),
		3);
	assert_string_equal(
		json_string_value(json_object_get(json_object_get(first, "measured"), "word")),
		"<w>");
	assert_true(json_is_null(json_object_get(json_object_get(second, "measured"), "word")));
	json_decref(json);
	free(text);
}

static void nothing_is_taken_for_markup(void **state)
{
	static const char *const never[] = {"<b>", "<i>", "<w>", "<statement>", "\033", "\xff"};
	static const char *const formats[] = {"html", "markdown"};

	(void)state;
	for (size_t i = 0; i < LENGTH(formats); i++) {
		char *text = written(formats[i]);

		for (size_t j = 0; j < LENGTH(never); j++)
			if (strstr(text, never[j]))
				fail_msg("%s has %s", formats[i], never[j]);
		assert_non_null(strstr(text, "&lt;b&gt;3 &amp; "));
		free(text);
	}
}

static void a_page_needs_nothing_beside_itself(void **state)
{
	char *text = written("html");

	(void)state;
	assert_null(strstr(text, "http"));
	assert_null(strstr(text, "<script"));
	assert_null(strstr(text, "url("));
	assert_non_null(strstr(text, "prefers-color-scheme: dark"));
	assert_non_null(strstr(text, "<html lang="));
	assert_non_null(strstr(text, "<main>"));
	free(text);
}

static void the_table_fits_and_stays_text(void **state)
{
	char *text = written("table");

	(void)state;
	for (const char *line = text; *line;) {
		size_t length = strcspn(line, "\n");

		assert_true(length <= 80);
		line += length + (line[length] == '\n');
	}
	assert_null(strchr(text, '\033'));
	assert_non_null(strstr(text, "\ndouble: does not hold here\n"));
	assert_non_null(strstr(text, "2 claims: 1 does not hold here, 1 cannot be decided here\n"));
	free(text);
}

static void counts_by_verdict_and_kind(void **state)
{
	struct claims_report report = report_of_doubles();

	(void)state;
	assert_int_equal(claims_count(&report, CLAIM_FAILS, -1), 1);
	assert_int_equal(claims_count(&report, CLAIM_FAILS, CLAIM_SEMANTIC), 1);
	assert_int_equal(claims_count(&report, CLAIM_FAILS, CLAIM_SPEED), 0);
	assert_int_equal(claims_count(&report, CLAIM_HOLDS, -1), 0);
	claims_report_free(&report);
}

/* ---- the formats ---- */

/* Each command has a writer for the formats that it offers, and for no other of the list. */
static void there_is_a_writer_for_each_format(void **state)
{
	size_t count;
	const struct report_format *formats = report_formats(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const struct claims_format *format = claims_format_named(formats[i].name);

		assert_int_equal(format != NULL,
				 verb_writes(verb_named("claims"), formats[i].name));
		assert_int_equal(format && format->write_reproductions,
				 verb_writes(verb_named("reproduce"), formats[i].name));
		assert_int_equal(doctor_writer(formats[i].name) != NULL,
				 verb_writes(verb_named("doctor"), formats[i].name));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_claim_is_whole),
		cmocka_unit_test(suggests_a_name),
		cmocka_unit_test(judges_by_the_metrics),
		cmocka_unit_test(an_experiment_that_fails_decides_nothing),
		cmocka_unit_test(pairs_that_need_more_memory_or_time_are_left_out),
		cmocka_unit_test(json_has_what_was_measured),
		cmocka_unit_test(nothing_is_taken_for_markup),
		cmocka_unit_test(a_page_needs_nothing_beside_itself),
		cmocka_unit_test(the_table_fits_and_stays_text),
		cmocka_unit_test(counts_by_verdict_and_kind),
		cmocka_unit_test(there_is_a_writer_for_each_format),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
