/* Observations: sites made of creations, and JSON that comes back as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/base/text.h"
#include "procbench/observe/observation.h"
#include "procbench/observe/observe_file.h"
#include "procbench/observe/observe_report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- an observation by hand ---- */

static struct observe_creation creation(struct observation *seen, uint64_t number, const char *call,
					const char *program)
{
	struct observe_creation made = {
		.number = number,
		.process = 1,
		.pid = 100,
		.tid = 100 + number % 2,
		.executable = observation_word(seen, "/usr/bin/python3"),
		.call = observation_word(seen, call),
		.flag_bits = 0x4100,
		.flags = observation_word(seen, "vm+vfork"),
		.exit_signal = 17,
		.kind = OBSERVE_VFORK,
		.child = 200 + number,
		.started_ns = number * 1000,
		.shape = {1 << 20, 2 << 20, 0, 4096, 30, 4, 1, 0, OBSERVE_UNKNOWN},
		.shape_is_read = true,
		.cgroup = observation_word(seen, "/user"),
		.child_process = number + 1,
		.calls_total = OBSERVE_UNKNOWN,
		.program = observation_word(seen, program),
		.inherited = OBSERVE_UNKNOWN,
		.before_exec_ns = 900,
		.lifetime_ns = 5000 * number,
		.end = {OBSERVE_EXITED, 0},
	};

	return made;
}

static void count(struct observation *seen, struct observe_creation *made, uint64_t closes,
		  uint64_t sigactions)
{
	made->is_counted = made->is_count_complete = true;
	made->calls.items = calloc(2, sizeof(*made->calls.items));
	assert_non_null(made->calls.items);
	made->calls.items[made->calls.count++] =
		(struct observe_calls){observation_word(seen, "close"), closes};
	if (sigactions > 0)
		made->calls.items[made->calls.count++] =
			(struct observe_calls){observation_word(seen, "rt_sigaction"), sigactions};
	made->calls_total = closes + sigactions;
}

static void tried(struct observation *seen, struct observe_creation *made, const char *path)
{
	made->execs.items = calloc(2, sizeof(*made->execs.items));
	assert_non_null(made->execs.items);
	made->execs.items[0] = (struct observe_exec){observation_word(seen, "/bin/none"), ENOENT};
	made->execs.items[1] = (struct observe_exec){observation_word(seen, path), 0};
	made->execs.count = 2;
}

static const struct proc_shape small = {.has_memory = true,
					.mappings = 20,
					.private_bytes = 1 << 20,
					.threads = 2,
					.fds_known = true};
static const struct proc_shape large = {.has_memory = true,
					.mappings = 25,
					.private_bytes = 8 << 20,
					.threads = 2,
					.fds_known = true};

static void fill(struct observation *seen)
{
	struct observe_process root = {.number = 1,
				       .pid = 100,
				       .executable = observation_word(seen, "/usr/bin/python3"),
				       .threads = 2,
				       .creations = 4,
				       .lifetime_ns = 90000,
				       .end = {OBSERVE_KILLED, 9}};
	struct observe_creation made;

	seen->command = observation_word(seen, "python3 -c 'import x'");
	seen->pid = 100;
	seen->is_filtered = true;
	seen->end = (struct observe_end){OBSERVE_EXITED, 3};
	seen->date = strdup("2026-01-02T03:04:05Z");
	facts_add(&seen->host, "kernel", "6.1");
	facts_add_number(&seen->host, "cpus", 2);
	seen->losses.counts_cut_short = 1;
	text_list_add(&seen->warnings, "a warning");
	/* added in the order in which they end */
	made = creation(seen, 3, "vfork", "/usr/bin/true");
	made.shape.rss_anon = 8 << 20;
	made.like = &large;
	count(seen, &made, 5, 0);
	observation_add_creation(seen, &made);
	made = creation(seen, 1, "vfork", "/usr/bin/true");
	count(seen, &made, 2, 60);
	made.like = &small; /* added later, but less than the one before */
	tried(seen, &made, "/bin/true");
	made.inherited = 2;
	made.inherits = observation_word(seen, "3 /tmp/x, 5 pipe");
	observation_add_creation(seen, &made);
	made = creation(seen, 2, "clone3", NULL);
	made.child = OBSERVE_UNKNOWN;
	made.child_process = 0;
	made.error = ENOSYS;
	observation_add_creation(seen, &made);
	made = creation(seen, 4, "vfork", "/usr/bin/true");
	made.shape_is_read = false;
	made.shape.rss_anon = 7 << 20;
	made.fallback_of = 2;
	made.end = (struct observe_end){OBSERVE_RUNNING, OBSERVE_UNKNOWN};
	observation_add_creation(seen, &made);
	observation_add_process(seen, &root);
}

/* ---- tests ---- */

static void creations_with_one_key_are_one_site(void **state)
{
	struct observation seen = {0};
	struct error error = {0};
	const struct observe_site *site;

	(void)state;
	fill(&seen);
	assert_int_equal(observation_finish(&seen, &error), 0);
	assert_int_equal(seen.sites.count, 2);
	assert_int_equal(seen.creation_count, 4);
	site = &seen.sites.items[0];
	assert_string_equal(site->program, "/usr/bin/true");
	assert_int_equal(site->count, 3);
	assert_int_equal(site->first, 1);
	assert_int_equal(site->fallbacks, 1);
	assert_int_equal(site->callers, 1);
	assert_int_equal(site->shapes, 2);
	assert_int_equal(site->shape_low.rss_anon, 1 << 20);
	assert_int_equal(site->shape_high.rss_anon, 8 << 20);
	assert_true(site->shape_low.no_new_privs == OBSERVE_UNKNOWN);
	assert_int_equal(site->like.mappings, large.mappings);
	assert_false(seen.sites.items[1].like.has_memory);
	assert_int_equal(site->counted, 2);
	assert_int_equal(site->calls_low, 5);
	assert_int_equal(site->calls_high, 62);
	assert_int_equal(site->calls.count, 2);
	assert_string_equal(site->calls.items[0].name, "close");
	assert_int_equal(site->calls.items[0].low, 2);
	assert_int_equal(site->calls.items[0].high, 5);
	assert_int_equal(site->calls.items[1].low, 0); /* the one before had none */
	assert_int_equal(site->calls.items[1].high, 60);
	assert_int_equal(site->inherited_high, 2);
	assert_int_equal(site->failed_execs_high, 1);
	assert_int_equal(site->lifetime_low_ns, 5000);
	assert_int_equal(site->lifetime_high_ns, 15000); /* the one that runs has none yet */
	assert_int_equal(seen.sites.items[1].error, ENOSYS);
	for (uint64_t i = 1; i <= 4; i++)
		assert_int_equal(observation_creation(&seen, i)->site, i == 2 ? 2 : 1);
	assert_null(observation_creation(&seen, 5));
	assert_int_equal(observation_process(&seen, 1)->pid, 100);
	observation_free(&seen);
}

/* For scripts/check-formats, which validates it by the schema. */
static void keep_document(const struct text *text)
{
	const char *folder = getenv("PROCBENCH_TEST_DOCUMENTS");
	char path[512];
	FILE *file;

	if (!folder)
		return;
	snprintf(path, sizeof(path), "%s/observe.json", folder);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text_string(text), 1, text->length, file), text->length);
	assert_int_equal(fclose(file), 0);
}

static void what_is_saved_comes_back(void **state)
{
	struct observation seen = {0}, loaded;
	struct error error = {0};
	struct text first = {0}, second = {0};

	(void)state;
	fill(&seen);
	assert_int_equal(observation_finish(&seen, &error), 0);
	assert_int_equal(observation_save(&seen, &first), 0);
	keep_document(&first);
	assert_true(observation_is_saved(text_string(&first), first.length));
	assert_false(observation_is_saved("{\"schema\": \"procbench/1\"}", 24));
	if (observation_load_bytes(&loaded, "x.json", text_string(&first), first.length, &error) <
	    0)
		fail_msg("%s", error.text);
	assert_int_equal(loaded.creations.count, 4);
	assert_int_equal(loaded.creations.items[1].error, ENOSYS);
	assert_int_equal(loaded.sites.items[0].like.private_bytes, large.private_bytes);
	assert_true(loaded.creations.items[1].child == OBSERVE_UNKNOWN);
	assert_int_equal(observe_calls_named(&loaded.creations.items[0], "rt_sigaction"), 60);
	assert_int_equal(observe_calls_named(&loaded.creations.items[0], "mmap"), 0);
	assert_int_equal(observe_rss(&loaded.creations.items[0].shape), 3 << 20);
	assert_int_equal(loaded.processes.items[0].end.how, OBSERVE_KILLED);
	assert_int_equal(observation_save(&loaded, &second), 0);
	assert_string_equal(text_string(&first), text_string(&second));
	text_free(&first);
	text_free(&second);
	observation_free(&seen);
	observation_free(&loaded);
}

/* Where a document has no prices, they are not known, and its report has no column for them. */
static void prices_come_back_and_may_be_missing(void **state)
{
	static const char with[] = "\"price\": {\n        \"case\": \"vfork\",";
	struct observation seen = {0}, loaded;
	struct error error = {0};
	struct text saved = {0}, table = {0}, old = {0};
	const struct observe_style style = {0};

	(void)state;
	fill(&seen);
	assert_int_equal(observation_finish(&seen, &error), 0);
	assert_int_equal(observe_writer_of("table")(&seen, &style, &table), 0);
	assert_null(strstr(text_string(&table), "price"));
	text_clear(&table);
	seen.is_priced = true;
	seen.priced_creations = 3;
	seen.run_price = (struct observe_price){NULL, NULL, 3600000, 3300000, 3900000};
	seen.sites.items[0].price =
		(struct observe_price){"vfork", "two calls", 1200000, 1100000, 1300000};
	seen.sites.items[1].price = OBSERVE_NO_PRICE;
	seen.sites.items[1].price.note = "the call failed";
	assert_int_equal(observation_save(&seen, &saved), 0);
	assert_non_null(strstr(text_string(&saved), with));
	assert_int_equal(observation_load_bytes(&loaded, "x.json", text_string(&saved),
						saved.length, &error),
			 0);
	assert_int_equal(observe_writer_of("table")(&loaded, &style, &table), 0);
	assert_non_null(strstr(text_string(&table), "calls    price\n"));
	assert_non_null(strstr(text_string(&table), " 1.20 ms\n"));
	assert_non_null(strstr(text_string(&table),
			       "3.60 ms (95% CI 3.30 ms to\n  3.90 ms) per run, for 3 of 4"));
	assert_non_null(strstr(text_string(&table),
			       "1.20 ms (95% CI 1.10 ms to 1.30 ms) per call, "
			       "as vfork; not\n              reproduced: two"));
	assert_non_null(strstr(text_string(&table), "not measured: the call failed"));
	observation_free(&loaded);
	for (const char *at = text_string(&saved); *at; at++) /* as an earlier version wrote it */
		text_add(&old, strncmp(at, "price", 5) == 0 ? "P" : (char[]){*at, '\0'});
	assert_int_equal(
		observation_load_bytes(&loaded, "x.json", text_string(&old), old.length, &error),
		0);
	assert_false(loaded.is_priced);
	assert_true(loaded.run_price.low_ns == OBSERVE_UNKNOWN);
	assert_true(loaded.sites.items[0].price.median_ns == OBSERVE_UNKNOWN);
	text_free(&saved);
	text_free(&table);
	text_free(&old);
	observation_free(&seen);
	observation_free(&loaded);
}

/* The document with `from`, which is in it, replaced by `to`. */
static void check_refused(const char *from, const char *to, const char *message)
{
	struct observation seen = {0}, loaded;
	struct error error = {0};
	struct text good = {0}, bad = {0};
	const char *place;

	fill(&seen);
	assert_int_equal(observation_finish(&seen, &error), 0);
	assert_int_equal(observation_save(&seen, &good), 0);
	place = strstr(text_string(&good), from);
	assert_non_null(place);
	text_add_bytes(&bad, good.data, (size_t)(place - good.data));
	text_add(&bad, to);
	text_add(&bad, place + strlen(from));
	assert_true(observation_load_bytes(&loaded, "x.json", text_string(&bad), bad.length,
					   &error) < 0);
	assert_string_equal(error.text, message);
	text_free(&good);
	text_free(&bad);
	observation_free(&seen);
	observation_free(&loaded);
}

static void wrong_documents_are_refused_with_their_place(void **state)
{
	(void)state;
	check_refused(
		"procbench-observe/1", "procbench/1",
		"cannot read 'x.json': schema: 'procbench/1' is not an observation (expected "
		"'procbench-observe/1'; save one with 'procbench observe --export FILE.json -- "
		"COMMAND')");
	check_refused("\"exit_signal\": 17", "\"exit_signal\": \"CHLD\"",
		      "cannot read 'x.json': sites[0].exit_signal: expected a whole number, not a "
		      "string");
	check_refused("\"ended\": \"killed\"", "\"ended\": \"tired\"",
		      "cannot read 'x.json': processes[0].ended: unknown word");
	check_refused("\"count\": 60", "\"count\": -1",
		      "cannot read 'x.json': creations[0].calls[1].count: must not be negative");
	check_refused("\"creations\": [", "\"creation\": [",
		      "cannot read 'x.json': creations: it is missing");
	check_refused("\"site\": 2", "\"site\": 7",
		      "cannot read 'x.json': sites[1].site: expected 2");
	check_refused("\"creation\": 2,\n      \"site\": 2", "\"creation\": 2,\n      \"site\": 3",
		      "cannot read 'x.json': creations[1].site: there is no such site");
	check_refused("\"call\": \"vfork\"", "\"call\": null",
		      "cannot read 'x.json': sites[0].call: expected a string, not null");
	check_refused("\"flags\": \"vm+vfork\"", "\"flags\": \"vm|\\u001b[1m\"",
		      "cannot read 'x.json': sites[0].flags: not a name");
	check_refused(
		"\"name\": \"close\"", "\"name\": null",
		"cannot read 'x.json': sites[0].calls_before_exec[0].name: expected a string, "
		"not null");
	check_refused("\"schema\"", "schema",
		      "cannot read 'x.json': 2:8: not JSON: string or '}' "
		      "expected near 'schema'");
}

/* Beyond the limit the list ends, and the sites go on counting. */
static void the_list_is_bounded(void **state)
{
	struct observation seen = {0};
	struct error error = {0};

	(void)state;
	for (uint64_t i = 1; i <= OBSERVE_LISTED_MAX + 5; i++) {
		struct observe_creation made = creation(&seen, i, "fork", NULL);

		if (i % 1000 == 0)
			count(&seen, &made, 1, 0);
		observation_add_creation(&seen, &made);
	}
	assert_int_equal(observation_finish(&seen, &error), 0);
	assert_int_equal(seen.creations.count, OBSERVE_LISTED_MAX);
	assert_int_equal(seen.losses.creations_unlisted, 5);
	assert_int_equal(seen.sites.items[0].count, OBSERVE_LISTED_MAX + 5);
	assert_int_equal(seen.sites.items[0].counted, OBSERVE_LISTED_MAX / 1000);
	observation_free(&seen);
}

/* Where nothing shows single creations, only the sites are kept. */
static void sites_need_no_list(void **state)
{
	struct observation seen = {.without_lists = true};
	struct observe_process process = {.number = 1};
	struct error error = {0};

	(void)state;
	for (uint64_t i = 1; i <= 3; i++) {
		struct observe_creation made = creation(&seen, i, i < 3 ? "fork" : "vfork", NULL);

		count(&seen, &made, i, 0);
		observation_add_creation(&seen, &made);
	}
	observation_add_process(&seen, &process);
	assert_int_equal(observation_finish(&seen, &error), 0);
	assert_int_equal(seen.creations.count + seen.processes.count, 0);
	assert_int_equal(seen.losses.creations_unlisted + seen.losses.processes_unlisted, 0);
	assert_int_equal(seen.creation_count, 3);
	assert_int_equal(seen.process_count, 1);
	assert_int_equal(seen.sites.count, 2);
	assert_int_equal(seen.sites.items[0].count, 2);
	assert_int_equal(seen.sites.items[0].calls_high, 2);
	observation_free(&seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(creations_with_one_key_are_one_site),
		cmocka_unit_test(what_is_saved_comes_back),
		cmocka_unit_test(prices_come_back_and_may_be_missing),
		cmocka_unit_test(wrong_documents_are_refused_with_their_place),
		cmocka_unit_test(the_list_is_bounded),
		cmocka_unit_test(sites_need_no_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
