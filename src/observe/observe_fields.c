/* observe_fields: the members of an observation, by which it is written and loaded. */
#include "observe_fields.h"

#include "procbench/observe/observation.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define FIELD(type, label, of, is)                                                \
	{                                                                         \
		.name = label, .kind = OBSERVE_##is, .offset = offsetof(type, of) \
	}
#define CHOICE(type, label, of, list, number)                                        \
	{                                                                            \
		.name = label, .kind = OBSERVE_CHOICE, .offset = offsetof(type, of), \
		.words = list, .word_count = number                                  \
	}
#define PART(type, label, of, is, fields)                                                          \
	{                                                                                          \
		.name = label, .kind = OBSERVE_##is, .offset = offsetof(type, of), .part = &fields \
	}
#define INLINED(type, of, fields)                                                  \
	{                                                                          \
		.name = #of, .kind = OBSERVE_OBJECT, .offset = offsetof(type, of), \
		.is_inlined = true, .part = &fields                                \
	}
/* What earlier versions did not write. */
#define ADDED(type, label, of, is)                                                 \
	{                                                                          \
		.name = label, .kind = OBSERVE_##is, .offset = offsetof(type, of), \
		.is_optional = true                                                \
	}
#define ADDED_PART(type, label, of, fields)                                          \
	{                                                                            \
		.name = label, .kind = OBSERVE_OBJECT, .offset = offsetof(type, of), \
		.is_optional = true, .part = &fields                                 \
	}
#define TABLE(name, type, rows) \
	static const struct observe_fields name = {rows, LENGTH(rows), sizeof(type)}

/* ---- parts ---- */

#define END(name, of, is) FIELD(struct observe_end, name, of, is)

static const struct observe_field end_rows[] = {
	CHOICE(struct observe_end, "ended", how, observe_endings, OBSERVE_ENDING_COUNT),
	END("status", status, NUMBER),
};
TABLE(end_fields, struct observe_end, end_rows);

#define SHAPE(name) FIELD(struct observe_shape, #name, name, NUMBER)

static const struct observe_field shape_rows[] = {
	FIELD(struct observe_shape, "rss_anon_bytes", rss_anon, NUMBER),
	FIELD(struct observe_shape, "rss_file_bytes", rss_file, NUMBER),
	FIELD(struct observe_shape, "rss_shmem_bytes", rss_shmem, NUMBER),
	FIELD(struct observe_shape, "page_table_bytes", page_tables, NUMBER),
	SHAPE(mappings),
	SHAPE(descriptors),
	SHAPE(threads),
	SHAPE(seccomp_filters),
	SHAPE(no_new_privs),
};
TABLE(shape_fields, struct observe_shape, shape_rows);

#define LIKE(name) FIELD(struct proc_shape, #name, name, NUMBER)

static const struct observe_field like_rows[] = {
	FIELD(struct proc_shape, "is_read", has_memory, BOOL),
	LIKE(mappings),
	LIKE(areas),
	LIKE(tables),
	LIKE(private_bytes),
	LIKE(thp_bytes),
	LIKE(hugetlb_bytes),
	LIKE(swap_bytes),
	LIKE(locked_bytes),
	LIKE(common_bytes),
	LIKE(dontfork_bytes),
	LIKE(threads),
	LIKE(handlers),
	LIKE(fds),
	FIELD(struct proc_shape, "fds_known", fds_known, BOOL),
};
TABLE(like_fields, struct proc_shape, like_rows);

static const struct observe_field calls_rows[] = {
	FIELD(struct observe_calls, "name", name, NAME),
	FIELD(struct observe_calls, "count", count, NUMBER),
};
TABLE(calls_fields, struct observe_calls, calls_rows);

static const struct observe_field range_rows[] = {
	FIELD(struct observe_calls_range, "name", name, NAME),
	FIELD(struct observe_calls_range, "low", low, NUMBER),
	FIELD(struct observe_calls_range, "high", high, NUMBER),
};
TABLE(range_fields, struct observe_calls_range, range_rows);

static const struct observe_field exec_rows[] = {
	FIELD(struct observe_exec, "path", path, TEXT),
	FIELD(struct observe_exec, "error", error, NUMBER),
};
TABLE(exec_fields, struct observe_exec, exec_rows);

static const struct observe_field price_rows[] = {
	FIELD(struct observe_price, "case", measured, TEXT),
	FIELD(struct observe_price, "note", note, TEXT),
	FIELD(struct observe_price, "median_ns", median_ns, NUMBER),
	FIELD(struct observe_price, "median_low_ns", low_ns, NUMBER),
	FIELD(struct observe_price, "median_high_ns", high_ns, NUMBER),
};
TABLE(price_fields, struct observe_price, price_rows);

/* ---- lists ---- */

#define KINDS(type) CHOICE(type, "kind", kind, observe_kinds, OBSERVE_KIND_COUNT)

#define OF_SITE(name, of, is) FIELD(struct observe_site, name, of, is)

static const struct observe_field site_rows[] = {
	OF_SITE("site", number, NUMBER),
	OF_SITE("executable", executable, TEXT),
	OF_SITE("call", call, NAME),
	OF_SITE("machine", machine, TEXT),
	OF_SITE("flags", flags, NAME),
	OF_SITE("flag_bits", flag_bits, NUMBER),
	OF_SITE("exit_signal", exit_signal, NUMBER),
	KINDS(struct observe_site),
	OF_SITE("own_stack", own_stack, BOOL),
	OF_SITE("program", program, TEXT),
	OF_SITE("error", error, NUMBER),
	OF_SITE("count", count, NUMBER),
	OF_SITE("fallbacks", fallbacks, NUMBER),
	OF_SITE("first", first, NUMBER),
	OF_SITE("callers", callers, NUMBER),
	OF_SITE("shapes", shapes, NUMBER),
	PART(struct observe_site, "shape_low", shape_low, OBJECT, shape_fields),
	PART(struct observe_site, "shape_high", shape_high, OBJECT, shape_fields),
	PART(struct observe_site, "like", like, OBJECT, like_fields),
	OF_SITE("cgroup", cgroup, TEXT),
	OF_SITE("counted", counted, NUMBER),
	OF_SITE("calls_before_exec_low", calls_low, NUMBER),
	OF_SITE("calls_before_exec_high", calls_high, NUMBER),
	PART(struct observe_site, "calls_before_exec", calls, LIST, range_fields),
	OF_SITE("inherited_high", inherited_high, NUMBER),
	OF_SITE("inherits", inherits, TEXT),
	OF_SITE("failed_execs_high", failed_execs_high, NUMBER),
	OF_SITE("lifetime_low_ns", lifetime_low_ns, NUMBER),
	OF_SITE("lifetime_high_ns", lifetime_high_ns, NUMBER),
	ADDED_PART(struct observe_site, "price", price, price_fields),
};
TABLE(site_fields, struct observe_site, site_rows);

#define OF_PROCESS(name, of, is) FIELD(struct observe_process, name, of, is)

static const struct observe_field process_rows[] = {
	OF_PROCESS("process", number, NUMBER),
	OF_PROCESS("pid", pid, NUMBER),
	OF_PROCESS("parent", parent, NUMBER),
	OF_PROCESS("creation", creation, NUMBER),
	OF_PROCESS("executable", executable, TEXT),
	OF_PROCESS("threads", threads, NUMBER),
	OF_PROCESS("creations", creations, NUMBER),
	OF_PROCESS("started_ns", started_ns, NUMBER),
	OF_PROCESS("lifetime_ns", lifetime_ns, NUMBER),
	INLINED(struct observe_process, end, end_fields),
};
TABLE(process_fields, struct observe_process, process_rows);

#define OF_CREATION(name, of, is) FIELD(struct observe_creation, name, of, is)

static const struct observe_field creation_rows[] = {
	OF_CREATION("creation", number, NUMBER),
	OF_CREATION("site", site, NUMBER),
	OF_CREATION("process", process, NUMBER),
	OF_CREATION("pid", pid, NUMBER),
	OF_CREATION("tid", tid, NUMBER),
	OF_CREATION("executable", executable, TEXT),
	OF_CREATION("call", call, NAME),
	OF_CREATION("machine", machine, TEXT),
	OF_CREATION("flags", flags, NAME),
	OF_CREATION("flag_bits", flag_bits, NUMBER),
	OF_CREATION("exit_signal", exit_signal, NUMBER),
	KINDS(struct observe_creation),
	OF_CREATION("own_stack", own_stack, BOOL),
	OF_CREATION("child", child, NUMBER),
	OF_CREATION("error", error, NUMBER),
	OF_CREATION("fallback_of", fallback_of, NUMBER),
	OF_CREATION("started_ns", started_ns, NUMBER),
	PART(struct observe_creation, "shape", shape, OBJECT, shape_fields),
	OF_CREATION("shape_is_read", shape_is_read, BOOL),
	OF_CREATION("cgroup", cgroup, TEXT),
	OF_CREATION("child_process", child_process, NUMBER),
	OF_CREATION("counted", is_counted, BOOL),
	OF_CREATION("count_complete", is_count_complete, BOOL),
	OF_CREATION("calls_before_exec", calls_total, NUMBER),
	PART(struct observe_creation, "calls", calls, LIST, calls_fields),
	PART(struct observe_creation, "execs", execs, LIST, exec_fields),
	OF_CREATION("execs_unlisted", execs_unlisted, NUMBER),
	OF_CREATION("program", program, TEXT),
	OF_CREATION("inherited", inherited, NUMBER),
	OF_CREATION("inherits", inherits, TEXT),
	OF_CREATION("before_exec_ns", before_exec_ns, NUMBER),
	OF_CREATION("lifetime_ns", lifetime_ns, NUMBER),
	INLINED(struct observe_creation, end, end_fields),
};
TABLE(creation_fields, struct observe_creation, creation_rows);

/* ---- the document ---- */

#define LOSS(name) FIELD(struct observe_losses, #name, name, NUMBER)

static const struct observe_field loss_rows[] = {
	LOSS(callers_unknown),  LOSS(creations_unlisted), LOSS(processes_unlisted),
	LOSS(counts_cut_short), LOSS(untraced),           LOSS(events),
};
TABLE(loss_fields, struct observe_losses, loss_rows);

#define OF_ALL(name, of, is)          FIELD(struct observation, name, of, is)
#define PART_OF_ALL(name, is, fields) PART(struct observation, #name, name, is, fields)

static const struct observe_field rows[] = {
	OF_ALL("command", command, TEXT),
	OF_ALL("pid", pid, NUMBER),
	OF_ALL("attached", is_attached, BOOL),
	OF_ALL("filtered", is_filtered, BOOL),
	INLINED(struct observation, end, end_fields),
	OF_ALL("duration_ns", duration_ns, NUMBER),
	OF_ALL("creation_count", creation_count, NUMBER),
	OF_ALL("process_count", process_count, NUMBER),
	PART_OF_ALL(losses, OBJECT, loss_fields),
	ADDED(struct observation, "priced", is_priced, BOOL),
	ADDED(struct observation, "priced_creations", priced_creations, NUMBER),
	ADDED_PART(struct observation, "price_per_run", run_price, price_fields),
	PART_OF_ALL(sites, LIST, site_fields),
	PART_OF_ALL(processes, LIST, process_fields),
	PART_OF_ALL(creations, LIST, creation_fields),
};

const struct observe_fields observe_fields = {rows, LENGTH(rows), sizeof(struct observation)};
