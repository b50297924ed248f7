/* list: the one list of formats. Adding one is its file, with NAME_write, and a line here. */
#ifndef PROCBENCH_REPORT_LIST_H
#define PROCBENCH_REPORT_LIST_H

/* clang-format off */

/* X(name, ending, summary, several) */
#define FORMAT_LIST(X) \
	X(table, "txt", "human-readable, for a terminal", REPORT_APART) \
	X(csv, "csv", "one row per case (RFC 4180)", REPORT_JOINED) \
	X(json, "json", "the complete result, schema " RESULT_SCHEMA, REPORT_ALONE) \
	X(folded, "folded", "one line per function of --profile, for flame graphs", REPORT_APART) \
	X(html, "html", "self-contained page with pictures", REPORT_ALONE) \
	X(markdown, "md", "for a pull request comment or a step summary", REPORT_APART) \
	X(hyperfine, NULL, "as hyperfine --export-json, one time per launch", REPORT_ALONE) \
	X(gobench, NULL, "as go test -bench, for benchstat, one line per launch", REPORT_APART) \
	X(google, NULL, "JSON of Google Benchmark, one repetition per launch", REPORT_ALONE) \
	X(pyperf, NULL, "JSON of Python's pyperf, one run per launch", REPORT_ALONE) \
	X(github, NULL, "github-action-benchmark, customSmallerIsBetter", REPORT_ALONE) \
	X(bencher, NULL, "Bencher Metric Format", REPORT_ALONE) \
	X(openmetrics, "prom", "OpenMetrics, for Prometheus's textfile collector", REPORT_ALONE) \
	X(junit, "xml", "JUnit's XML, one test case per case", REPORT_ALONE) \
	X(mmtests, NULL, "rows of an mmtests parse-results, one per launch", REPORT_ALONE) \
	X(lkp, NULL, "key: value lines of an LKP parse script, for the kernel test robot", REPORT_ALONE)

#endif
