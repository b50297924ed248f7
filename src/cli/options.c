/* options: the table of options. */
#include "options.h"

#include <stddef.h>
#include <string.h>

const char *const option_group_names[OPTION_GROUP_COUNT] = {"Measuring", "Guest",     "Observing",
							    "Output",    "Comparing", "General"};

#define INTO(kind, member) OPTION_##kind, offsetof(struct config, member)

#define FORMATTED                                                                         \
	(VERB_MEASURE | VERB_REPLAY | VERB_DUEL | VERB_DOCTOR | VERB_LIST | VERB_CLAIMS | \
	 VERB_REPRODUCE | VERB_REPORT | VERB_COMPARE | VERB_FLEET | VERB_HISTORY | VERB_OBSERVE)
#define EXPORTED (VERB_MEASURE | VERB_REPLAY | VERB_DUEL | VERB_REPORT | VERB_COMPARE)
#define SEEDED   (VERB_MEASURE | VERB_REPLAY | VERB_DUEL | VERB_CLAIMS | VERB_REPRODUCE)

#define GUESTS (VERB_MEASURE | VERB_REPLAY | VERB_DUEL | VERB_REPRODUCE)

/* one line per option */
/* clang-format off */
const struct option_info option_table[] = {
	{"iters", 'n', "N", NULL, "take exactly N samples per case (default: until --precision or --time is reached)", INTO(POSITIVE, run.iters), OPTION_MEASURING, VERB_MEASURE | VERB_REPLAY},
	{"precision", 0, "P", "1%", "stop when the 95% CI of every median is within +-P", INTO(PERCENT, run.precision), OPTION_MEASURING, VERB_MEASURE | VERB_REPLAY},
	{"time", 0, "T", "10s", "stop after T (default 10s, extended up to 60s to reach 6 launches per case); observe --pid: stop observing after T (default: when it exits); observe --price: time limit of the measurement", INTO(TIME, run.time_ns), OPTION_MEASURING, VERB_MEASURE | VERB_REPLAY | VERB_DUEL | VERB_OBSERVE},
	{"launches", 0, "N", NULL, "spread the samples of each case over N fresh parents", INTO(POSITIVE, run.launches), OPTION_MEASURING, VERB_MEASURE | VERB_REPLAY | VERB_DUEL},
	{"warmup", 0, "N", "10", "warm-up creations before the first sample of each launch", INTO(COUNT, run.warmup), OPTION_MEASURING, VERB_MEASURE | VERB_REPLAY | VERB_DUEL},
	{"seed", 0, "N", NULL, "seed of the random order of launches (default: random; recorded in the result)", INTO(COUNT, run.seed), OPTION_MEASURING, SEEDED},
	{"timeout", 0, "S", "5s", "kill a child that runs longer than S; counts as a failed sample", INTO(TIME, run.timeout_ns), OPTION_MEASURING, VERB_MEASURE | VERB_REPLAY | VERB_DUEL},
	{"ok-exit", 0, "N,N...", "0", "child exit statuses that count as success, in addition to 0", INTO(EXITS, run.ok_exit), OPTION_MEASURING, VERB_MEASURE | VERB_DUEL},
	{"setup", 0, "CMD", NULL, "run CMD with /bin/sh before the first launch", INTO(STRING, run.hooks.setup), OPTION_MEASURING, VERB_MEASURE | VERB_DUEL},
	{"prepare", 0, "CMD", NULL, "run CMD with /bin/sh before each launch (not timed)", INTO(STRING, run.hooks.prepare), OPTION_MEASURING, VERB_MEASURE | VERB_DUEL},
	{"conclude", 0, "CMD", NULL, "run CMD with /bin/sh after each launch", INTO(STRING, run.hooks.conclude), OPTION_MEASURING, VERB_MEASURE | VERB_DUEL},
	{"cleanup", 0, "CMD", NULL, "run CMD with /bin/sh after the last launch, even if the run is interrupted", INTO(STRING, run.hooks.cleanup), OPTION_MEASURING, VERB_MEASURE | VERB_DUEL},
	{"phases", 0, NULL, NULL, "also time phases inside the child (start, exec, main)", INTO(FLAG, run.phases), OPTION_MEASURING, VERB_MEASURE},
	{"counters", 0, NULL, NULL, "also count events in parent and child (instructions, cycles, page faults, context switches, cache misses), in separate launches that are not timed", INTO(FLAG, run.counters), OPTION_MEASURING, VERB_MEASURE | VERB_DUEL},
	{"ablate", 0, "F+F...", NULL, "measure clone and clone3 with this set of flags, and with the set minus each flag in turn (marginal cost)", INTO(STRING, ablate), OPTION_MEASURING, VERB_MEASURE},
	{"instead", 0, "METHOD[:KEY=VALUE...]", NULL, "also measure METHOD in place of each call, and report the savings", INTO(STRING, instead), OPTION_MEASURING, VERB_REPLAY},
	{"no-floor", 0, NULL, NULL, "do not measure the floor", INTO(CLEAR, floor), OPTION_MEASURING, VERB_MEASURE | VERB_REPLAY},
	{"count", 0, NULL, NULL, "count instructions instead of measuring time, in a QEMU guest: every run gives the same number", INTO(FLAG, guest.count), OPTION_GUEST, GUESTS},
	{"profile", 0, NULL, NULL, "count as with --count, and attribute the instructions to functions of kernel and user space", INTO(FLAG, guest.profile), OPTION_GUEST, GUESTS},
	{"arch", 0, "x86_64|aarch64", NULL, "architecture of the guest (default: that of this machine)", INTO(STRING, guest.arch), OPTION_GUEST, GUESTS},
	{"guest-memory", 0, "SIZE", "1G", "memory of the guest", INTO(BYTES, guest.memory_bytes), OPTION_GUEST, GUESTS},
	{"guest-cpu", 0, "MODEL", NULL, "CPU model of the guest, with features, as in qemu -cpu", INTO(STRING, guest.cpu), OPTION_GUEST, GUESTS},
	{"guest-append", 0, "WORDS", NULL, "additional parameters for the command line of the guest's kernel", INTO(STRING, guest.append), OPTION_GUEST, GUESTS},
	{"guest-binary", 0, "FILE", NULL, "static procbench that runs in the guest, such as another build (default: this one)", INTO(STRING, guest.binary), OPTION_GUEST, GUESTS},
	{"guest-time", 0, "T", "300s", "kill a guest that runs longer than T", INTO(TIME, guest.limit_ns), OPTION_GUEST, GUESTS},
	{"pid", 0, "PID", NULL, "observe a running process and its descendants until it exits, --time is over, or Ctrl-C", INTO(PID, pid), OPTION_OBSERVING, VERB_OBSERVE},
	{"calls", 0, "some|all|none", "some", "count the system calls before exec of some children (low overhead), of all, or of none", INTO(CHOICE, calls), OPTION_OBSERVING, VERB_OBSERVE},
	{"no-filter", 0, NULL, NULL, "do not install a seccomp filter: failed calls are not seen, and processes left behind keep running", INTO(CLEAR, filter), OPTION_OBSERVING, VERB_OBSERVE},
	{"assert", 0, "vfork|no-fork-above=SIZE|max-creations=N|no-close-loop|cloexec", NULL, "exit with 1 and name the call and a remedy unless every program is executed by a child that shares its parent's memory; no process with more private memory than SIZE forks; at most N processes are created; no child closes descriptors one by one; no program inherits a descriptor above 2; may be repeated", INTO(LIST, asserts), OPTION_OBSERVING, VERB_OBSERVE | VERB_REPORT},
	{"price", 0, NULL, NULL, "after the program has exited, measure the cost of its calls, as replay does", INTO(FLAG, price), OPTION_OBSERVING, VERB_OBSERVE},
	{"tree", 0, NULL, NULL, "also show the process tree", INTO(FLAG, tree), OPTION_OBSERVING, VERB_OBSERVE | VERB_REPORT},
	{"output", 'o', "FILE", NULL, "write the report to FILE instead of standard error", INTO(STRING, output), OPTION_OBSERVING, VERB_OBSERVE},
	{"format", 0, "F", "table", "format of the report on standard output (observe: on standard error); see 'procbench list'", INTO(FORMAT, format), OPTION_OUTPUT, FORMATTED},
	{"export", 0, "FILE", NULL, "also write the report to FILE; its extension selects the format, or FORMAT:FILE; may be repeated", INTO(LIST, exports), OPTION_OUTPUT, EXPORTED | VERB_OBSERVE | VERB_FLEET | VERB_HISTORY},
	{"columns", 0, "NAME,NAME...", NULL, "columns of table, csv, markdown, html and lkp: names such as call_p99 (see 'procbench list'); +NAME,...: in addition to the default columns", INTO(COLUMNS, columns), OPTION_OUTPUT, EXPORTED},
	{"save", 0, "DIR", NULL, "also save the result in DIR, as DATE-LABEL-COMMIT.json; no file is overwritten", INTO(STRING, save), OPTION_OUTPUT, VERB_MEASURE | VERB_REPLAY | VERB_DUEL},
	{"label", 0, "NAME", NULL, "name of this machine in results (default: SLURMD_NODENAME, NODE_NAME, or the host name)", INTO(STRING, label), OPTION_OUTPUT, VERB_MEASURE | VERB_REPLAY | VERB_DUEL},
	{"tag", 0, "KEY=VALUE", NULL, "record a fact about the run in the result, such as commit=1a2b3c; may be repeated", INTO(LIST, tags), OPTION_OUTPUT, VERB_MEASURE | VERB_REPLAY | VERB_DUEL},
	{"samples", 0, "FILE", NULL, "write one CSV row per sample", INTO(STRING, samples), OPTION_OUTPUT, VERB_MEASURE | VERB_REPLAY | VERB_DUEL},
	{"histogram", 0, NULL, NULL, "also print sample distributions and sweep curves", INTO(FLAG, histogram), OPTION_OUTPUT, VERB_MEASURE | VERB_REPLAY | VERB_REPORT},
	{"plot", 0, "DIR", NULL, "write the pictures to DIR, as SVG and (with rsvg-convert) PNG", INTO(STRING, plot), OPTION_OUTPUT, EXPORTED},
	{"margin", 0, "P", "1%", "tolerated slowdown; 0: none", INTO(MARGIN, margin), OPTION_COMPARING, VERB_DUEL | VERB_COMPARE},
	{"metric", 0, "total|call|start|exec|p99", "total", "compare the median of this span, or the p99 of total", INTO(CHOICE, metric), OPTION_COMPARING, VERB_COMPARE},
	{"across-machines", 0, NULL, NULL, "compare results from different or unknown machines; fleet: do not separate kernels and architectures; history: one series for all", INTO(FLAG, across_machines), OPTION_COMPARING, VERB_COMPARE | VERB_FLEET | VERB_HISTORY},
	{"by", 0, "NAME,NAME...", NULL, "separate hosts, or series of a history, by these facts (see 'procbench doctor') or tags", INTO(STRING, by), OPTION_COMPARING, VERB_FLEET | VERB_HISTORY},
	{"hosts", 0, "N|FILE", NULL, "number of expected hosts, or a file with one label per line: exit with 4 if a host is missing", INTO(STRING, hosts), OPTION_COMPARING, VERB_FLEET},
	{"error-rate", 0, "P", "5%", "probability of reporting any outlier if there is none", INTO(PERCENT, error_rate), OPTION_COMPARING, VERB_FLEET},
	{"commits", 0, "FILE", NULL, "order results by this list of commits, oldest first (git rev-list --reverse HEAD), instead of by date", INTO(STRING, commits), OPTION_COMPARING, VERB_HISTORY},
	{"values", 0, "floor|time", "floor", "values of a series: multiples of the floor, or medians (counted results: counts)", INTO(CHOICE, values), OPTION_COMPARING, VERB_HISTORY},
	{"bless", 0, "CASE@COMMIT", NULL, "accept this change and record it in DIR/blessed; may be repeated", INTO(LIST, bless), OPTION_COMPARING, VERB_HISTORY},
	{"gate", 0, NULL, NULL, "exit with 1 if the latest change of a series is not blessed", INTO(FLAG, gate), OPTION_COMPARING, VERB_HISTORY},
	{"wrap-a", 0, "COMMAND", NULL, "start the parents of CASE_A with this command", INTO(STRING, wrap_a), OPTION_COMPARING, VERB_DUEL},
	{"wrap-b", 0, "COMMAND", NULL, "start the parents of CASE_B with this command", INTO(STRING, wrap_b), OPTION_COMPARING, VERB_DUEL},
	{"measure", 0, NULL, NULL, "also measure for 3 s how repeatable runs on this machine are", INTO(FLAG, measure), OPTION_GENERAL, VERB_DOCTOR},
	{"strict", 0, NULL, NULL, "exit with 1 if there is a problem (doctor) or an outlier (fleet)", INTO(FLAG, strict), OPTION_GENERAL, VERB_DOCTOR | VERB_FLEET},
	{"progress", 0, "auto|on|off", "auto", "progress bar on standard error", INTO(CHOICE, progress), OPTION_GENERAL, SEEDED},
	{"color", 0, "auto|on|off", "auto", "color on a terminal (auto: unless NO_COLOR is set)", INTO(CHOICE, color), OPTION_GENERAL, VERB_ANY},
	{"quiet", 'q', NULL, NULL, "no progress bar, warnings or notes on standard error; failures are still reported", INTO(FLAG, quiet), OPTION_GENERAL, VERB_ANY},
	{"help", 'h', NULL, NULL, "show this help; -h alone lists the commands", INTO(FLAG, help), OPTION_GENERAL, VERB_ANY},
	{"version", 'V', NULL, NULL, "show the version", INTO(FLAG, version), OPTION_GENERAL, VERB_ANY},
};
/* clang-format on */

/* struct config has a bit for each that was given */
_Static_assert(sizeof(option_table) / sizeof(option_table[0]) <= 64, "too many options");

const size_t option_count = sizeof(option_table) / sizeof(option_table[0]);

bool option_is_given(const struct config *config, const char *name)
{
	for (size_t i = 0; i < option_count; i++)
		if (config->given & UINT64_C(1) << i && strcmp(option_table[i].name, name) == 0)
			return true;
	return false;
}
