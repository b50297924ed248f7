/* column_requests: the columns that only --columns shows. */
#include "columns.h"

#include "procbench/base/counter.h"

#define OF(member) COLUMN_OF_CASE, offsetof(struct result_case, member), NULL

#define ROW(name, kind, of)                                    \
	{                                                      \
		name, NULL, kind, of, COLUMN_NOWHERE, false, 0 \
	}

#define STATISTIC(span, word, statistic) \
	ROW(word "_" #statistic "_ns", COLUMN_TIME, OF(spans[span].statistic##_ns))

/* Of total and call the medians are columns of their own. */
#define STATISTICS(span, word)                                                                   \
	ROW(word "_samples", COLUMN_COUNT, OF(spans[span].samples)), STATISTIC(span, word, min), \
		STATISTIC(span, word, median_low), STATISTIC(span, word, median_high),           \
		STATISTIC(span, word, mean), STATISTIC(span, word, stddev),                      \
		STATISTIC(span, word, p90), STATISTIC(span, word, p99),                          \
		STATISTIC(span, word, p999), STATISTIC(span, word, max)

#define COUNTED(number, member)                                    \
	COLUMN_OF_COUNTER,                                         \
		COUNTER_##number * sizeof(struct result_counter) + \
			offsetof(struct result_counter, member),   \
		NULL

#define EVENT(number, name)                                                 \
	ROW(#name "_parent", COLUMN_AMOUNT, COUNTED(number, parent)),       \
		ROW(#name "_child", COLUMN_AMOUNT, COUNTED(number, child)), \
		ROW(#name "_share", COLUMN_RATIO, COUNTED(number, share)),

/* clang-format off */
const struct column column_requests[] = {
	ROW("probe_ns", COLUMN_TIME, OF(probe_ns)),
	ROW("user_ns", COLUMN_TIME, OF(user_ns)),
	ROW("system_ns", COLUMN_TIME, OF(system_ns)),
	ROW("minor_faults", COLUMN_RATIO, OF(minor_faults)),
	ROW("major_faults", COLUMN_RATIO, OF(major_faults)),
	ROW("parent_faults", COLUMN_RATIO, OF(parent_faults)),
	ROW("max_rss_bytes", COLUMN_BYTES, OF(max_rss_bytes)),
	ROW("voluntary_switches", COLUMN_RATIO, OF(voluntary_switches)),
	ROW("involuntary_switches", COLUMN_RATIO, OF(involuntary_switches)),
	ROW("launches_lost", COLUMN_COUNT, OF(launches_lost)),
	ROW("launches_drifted", COLUMN_COUNT, OF(launches_drifted)),
	ROW("ratio_p", COLUMN_RATIO, OF(ratio_p)),
	ROW("ratio_p_holm", COLUMN_RATIO, OF(ratio_p_holm)),
	STATISTICS(SPAN_CALL, "call"),
	STATISTICS(SPAN_START, "start"),
	STATISTICS(SPAN_EXEC, "exec"),
	STATISTICS(SPAN_MAIN, "main"),
	STATISTICS(SPAN_REAP, "reap"),
	STATISTICS(SPAN_STALL, "stall"),
	COUNTER_LIST(EVENT)
};
/* clang-format on */

const size_t column_request_count = sizeof(column_requests) / sizeof(column_requests[0]);
