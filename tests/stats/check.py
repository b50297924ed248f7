#!/usr/bin/python3
"""check: procbench's statistics against scipy, numpy, and plain definitions.

    tests/stats/check.py FIGURES     FIGURES is build/tests/stats/figures

Published and generated data, ties, zeros, one value to ten thousand, all equal, infinite ratios.
Prints a line a check; the exit status is 1 when one failed.
"""
import itertools
import math
import subprocess
import sys
import time

import numpy as np
from scipy import stats

EXACT_MAX = 200  # PAIRED_EXACT_MAX
failures = 0


def number_or_word(word):
    try:
        return float(word)
    except ValueError:
        return word


class Figures:
    """The program that answers with procbench's own figures."""

    def __init__(self, program):
        self.process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, function, argument, values):
        words = [function, repr(float(argument)), str(len(values))] + [repr(float(v)) for v in values]
        self.process.stdin.write(" ".join(words) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if not answer:
            sys.exit("check: figures ended at " + " ".join(words[:6]))
        return [number_or_word(word) for word in answer]



def near(a, b, tolerance):
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return a == b or abs(a - b) <= tolerance * max(1.0, abs(b))


def relatively_near(a, b, tolerance):
    """As near() but for figures far below 1, which an absolute tolerance would let pass."""
    return near(a / b, 1.0, tolerance) if b else a == 0


def check(name, pairs, tolerance=1e-9, is_near=near):
    """One line for all (got, expected) pairs of a check; at least one there must be."""
    global failures
    count, wrong = 0, []
    for got, expected in pairs:
        count += 1
        if not is_near(got, expected, tolerance):
            wrong.append((got, expected))
    if wrong or count == 0:
        failures += 1
        print(f"not ok {name}: {len(wrong)} of {count}: got, expected: {wrong[:3]}")
    else:
        print(f"ok {name} ({count} figures)")


# Hollander and Wolfe, table 3.1; Fisher (1935), Darwin's Zea mays, as in scipy's documentation;
# Student (1908), sleep.
DEPRESSION = [0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01]
ZEA_MAYS = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]
SLEEP = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]

SIZES = [1, 2, 3, 5, 6, 7, 8, 9, 13, 30, 99, 200, 201, 499, 1000]


def generated(rng):
    """Data of every kind: smooth, skewed, heavy-tailed, tied, with zeros, all equal."""
    for n in SIZES:
        yield rng.normal(0.1, 1, n)
        yield rng.exponential(1, n) - 0.5
        yield rng.standard_t(1.5, n)
        yield rng.integers(-3, 5, n).astype(float)
        yield np.full(n, 0.25)


def walsh(values):
    i, j = np.triu_indices(len(values))
    return (values[i] + values[j]) / 2


def count_walsh(ordered, limit):
    """How many Walsh averages are below the limit, and how many at most it, without making them."""
    n, below, upto = len(ordered), 0, 0
    for i in range(n):
        averages = (ordered[i] + ordered[i:]) / 2
        below += int(np.searchsorted(averages, limit, "left"))
        upto += int(np.searchsorted(averages, limit, "right"))
    return below, upto


def exact_tail(ranks, smaller):
    """P(V <= smaller), over all 2^n signs."""
    signs = np.array(list(itertools.product((0, 1), repeat=len(ranks))))
    return np.mean(signs @ ranks <= smaller + 1e-9)


def check_quantiles(figures, rng):
    check("quantiles are numpy's linear ones", (
        (figures.ask("quantile", q, values)[0], np.quantile(values, q))
        for values in generated(rng) for q in (0, 0.1, 0.25, 0.5, 0.9, 0.99, 0.999, 1)))
    whole = [rng.integers(10, 10**6, n) for n in (1, 2, 3, 100, 10000)]
    check("a tally's quantiles, mean and deviation", (
        pair for values in whole for q in (0, 0.5, 0.9, 0.999, 1)
        for pair in zip(figures.ask("tally", q, values),
                        (np.quantile(values, q), values.mean(),
                         values.std(ddof=1) if len(values) > 1 else math.nan))))


def check_median_interval(figures, rng):
    def expected(values, confidence):
        n = len(values)
        k = int(stats.binom.ppf((1 - confidence) / 2, n, 0.5))
        while stats.binom.cdf(k - 1, n, 0.5) > (1 - confidence) / 2:
            k -= 1
        while stats.binom.cdf(k, n, 0.5) <= (1 - confidence) / 2:
            k += 1
        ordered = np.sort(values)
        return (ordered[k - 1], ordered[n - k]) if k > 0 else (math.nan, math.nan)

    check("the median's interval is the binomial's", (
        pair for values in generated(rng) for confidence in (0.9, 0.95, 0.99)
        for pair in zip(figures.ask("median_interval", confidence, values), expected(values, confidence))))


def check_estimate(figures, rng):
    check("Hodges and Lehmann's estimate is the median of all averages", (
        (figures.ask("estimate", 0, values)[0], np.median(walsh(np.asarray(values))))
        for values in [np.array(DEPRESSION), np.array(ZEA_MAYS), np.array(SLEEP), *generated(rng)]))
    check("published: 0.46 for depression", [(figures.ask("estimate", 0, DEPRESSION)[0], 0.46)])


def is_smooth(values):
    return len(np.unique(np.abs(values))) == len(values) and not np.any(values == 0)


def wilcoxon_p(values):
    return stats.wilcoxon(values, mode="exact" if len(values) <= EXACT_MAX else "approx",
                          correction=True).pvalue


def check_interval(figures, rng):
    """Inverted: scipy's test of a centre just inside of the interval accepts it, just outside not."""
    def pairs():
        for values in generated(rng):
            if not is_smooth(values) or len(values) < 8:
                continue
            for confidence in (0.95, 0.99):
                low, high = figures.ask("interval", confidence, values)
                step = 1e-9 * (1 + abs(low) + abs(high))
                for inside, outside in ((low + step, low - step), (high - step, high + step)):
                    yield float(wilcoxon_p(values - inside) > 1 - confidence - 1e-12), 1.0
                    yield float(wilcoxon_p(values - outside) > 1 - confidence + 1e-12), 0.0

    check("the interval is the inverted test of scipy", pairs())
    check("published: R says 0.010 to 0.786 for depression",
          zip(figures.ask("interval", 0.95, DEPRESSION), (0.010, 0.786)), 1e-3)
    check("below 8 pairs there is no 99% interval", (
        (figures.ask("interval", 0.99, np.arange(1.0, n + 1))[0], math.nan) for n in range(1, 8)))


def check_p(figures, rng):
    check("p is scipy's, exact and approximate, without ties", (
        (figures.ask("p", 0, values)[0], wilcoxon_p(values))
        for values in generated(rng) if is_smooth(values)), 1e-7)
    check("p is scipy's with ties and zeros, above the exact sizes", (
        (figures.ask("p", 0, values)[0],
         stats.wilcoxon(values, zero_method="wilcox", mode="approx", correction=True).pvalue)
        for n in (400, 1000, 5000) for values in (rng.integers(-3, 4, n), rng.integers(-9, 11, n))
        if np.count_nonzero(values) > EXACT_MAX), 1e-7)
    check("published: 0.0413 for Zea mays, 0.0391 for depression",
          [(figures.ask("p", 0, ZEA_MAYS)[0], 0.041259765625),
           (figures.ask("p", 0, DEPRESSION)[0], 0.0390625)])

    def tied():
        for n in range(1, 13):
            values = rng.integers(-2, 4, n)
            kept = values[values != 0]
            if len(kept) == 0:
                yield figures.ask("p", 0, values)[0], 1.0
                continue
            ranks = stats.rankdata(np.abs(kept))
            positive = ranks[kept > 0].sum()
            tail = exact_tail(ranks, min(positive, ranks.sum() - positive))
            yield figures.ask("p", 0, values)[0], min(1.0, 2 * tail)

    check("p with ties and zeros, over all signs", tied(), 1e-12)


def check_holm(figures, rng):
    def holm(p):
        order = np.argsort(p)
        adjusted, level = np.empty(len(p)), 0.0
        for place, i in enumerate(order):
            level = max(level, min(1.0, (len(p) - place) * p[i]))
            adjusted[i] = level
        return adjusted

    check("Holm's correction is its definition", (
        pair for n in (1, 2, 3, 20, 100) for p in (rng.uniform(0, 1, n), rng.uniform(0, 1, n) ** 6,
                                                    np.full(n, 0.01))
        for pair in zip(figures.ask("holm", 0, p), holm(p))))
    # Holm's own procedure: what is rejected at 5 % is what the step-down rejects
    check("Holm's correction of four, by hand",
          zip(figures.ask("holm", 0, [0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02]))


def check_verdict(figures, rng):
    power, z = stats.norm.ppf(0.95), stats.norm.ppf(0.995)

    def mde():
        for n in (8, 40, 300):
            _, low, high, got, _ = figures.ask("judge", 0.01, rng.normal(0, 0.02, n))
            half = (math.log(high) - math.log(low)) / 2
            yield got, math.expm1(half * (1 + power / z))

    check("the smallest effect follows from scipy's normal quantiles", mde())

    def mirrored():
        for values in generated(rng):
            if len(values) < 8 or np.any(np.abs(values) > 500):
                continue
            ratio, low, high, _, word = figures.ask("judge", 0, values)
            back, back_low, back_high, _, back_word = figures.ask("judge", 0, -values)
            yield from ((ratio * back, 1), (low * back_high, 1), (high * back_low, 1))
            opposite = {"regression": "no-regression", "no-regression": "regression"}
            yield float(opposite.get(word, word) == back_word), 1.0

    check("A against B mirrored gives the mirrored verdict", mirrored())

    def scaled():
        for values in generated(rng):
            if len(values) < 8 or np.any(np.abs(values) > 500):
                continue
            plain = figures.ask("judge", 0, values)
            shifted = figures.ask("judge", 0, values + math.log(3))
            yield from zip(shifted[:3], (3 * figure for figure in plain[:3]))
            low, high = figures.ask("interval", 0.99, values)
            yield from zip(figures.ask("interval", 0.99, 2 * values), (2 * low, 2 * high))

    check("a factor on B multiplies ratio and interval, a scale the interval", scaled())


def check_edges(figures, _rng):
    inf = math.inf
    check("infinite ratios are the largest", [
        (figures.ask("estimate", 0, [inf])[0], inf),
        (figures.ask("estimate", 0, [inf] * 9)[0], inf),
        (figures.ask("interval", 0.99, [inf] * 9)[0], inf),
        (figures.ask("interval", 0.99, [-inf] * 9)[1], -inf),
        (figures.ask("p", 0, [inf] * 9)[0], 2 / 2**9),
        (figures.ask("estimate", 0, [1.0, 2.0, inf])[0], (2 + inf) / 2),
        (figures.ask("judge", 0.01, [inf] * 9)[0], inf)])
    check("all equal is known exactly", (
        pair for n in (8, 200, 201, 10000)
        for pair in zip(figures.ask("interval", 0.99, [0.25] * n), (0.25, 0.25))))
    check("all zero tells no difference", [(figures.ask("p", 0, [0.0] * n)[0], 1.0) for n in (1, 9, 300)])


def check_large(figures, rng):
    """Ten thousand differences have fifty million averages: none is stored, and it takes no time."""
    values = rng.standard_t(2, 10000)
    ordered, averages = np.sort(values), 10000 * 10001 // 2
    start = time.monotonic()
    estimate = figures.ask("estimate", 0, values)[0]
    low, high = figures.ask("interval", 0.99, values)
    p = figures.ask("p", 0, values)[0]
    seconds = time.monotonic() - start
    below, upto = count_walsh(ordered, estimate)
    check("n = 10 000: half of the averages lie on each side of the estimate",
          [(float(below <= averages / 2 <= upto), 1.0)])
    deviation = math.sqrt(averages * (2 * 10000 + 1) / 12)
    for name, end, z in (("low", low, -1), ("high", high, 1)):
        below, upto = count_walsh(ordered, end)
        expected = averages / 2 + z * stats.norm.ppf(0.995) * deviation
        check(f"n = 10 000: the {name} end is at the normal quantile of the rank",
              [(float(below - 2 <= expected <= upto + 2), 1.0)])
    check("n = 10 000: p", [(p, wilcoxon_p(values))], 1e-7)
    check("n = 10 000: in seconds rather than minutes", [(float(seconds < 10), 1.0)])


DEGREES = [1, 1.5, 2, 2.5, 3, 4, 5, 7, 10, 29, 30, 31, 99, 100, 999, 1e4, 1e5, 999_999, 1e6]


def check_student(figures, _rng):
    # the one-sided p, from 1e-12 to 0.5
    p = np.concatenate((np.logspace(-12, math.log10(0.4999), 200), [0.499999, 0.5]))

    def quantiles():
        for df in DEGREES:
            # scipy's quantile is good to 1e-8 only in some releases: two steps of Newton's method with
            # its own distribution function and density make it exact
            exact = stats.t.isf(p, df)
            for _ in range(2):
                exact = exact + (stats.t.sf(exact, df) - p) / stats.t.pdf(exact, df)
            exact[-1] = 0
            yield from zip(figures.ask("student_quantile", df, 2 * p), exact)

    def tails():
        for df in DEGREES:
            t = np.concatenate(([0], stats.t.isf(p[:-1], df), -stats.t.isf(p[:9], df)))
            yield from zip(figures.ask("student", df, t), 2 * stats.t.sf(abs(t), df))

    check("Student's two-sided p is scipy's, 1e-12 to 1, 1 to 1e6 degrees of freedom",
          tails(), 1e-9, relatively_near)
    check("Student's quantile is scipy's, 1e-12 to 0.5, 1 to 1e6 degrees of freedom",
          quantiles(), 1e-9, relatively_near)


def check_line(figures, rng):
    def points():
        for n in (3, 4, 5, 9, 40):
            for scale in (1, 1e6):
                x = np.sort(rng.uniform(0, 1000, n))
                weights = 1 / rng.uniform(0.5, 2, n) ** 2 / scale
                y = 50 + 0.4 * x + np.where(x > 500, 0.3 * (x - 500), 0) + rng.normal(0, 1, n)
                yield x, y, weights

    def rest(design, y, weights):
        root = np.sqrt(weights)
        solution = np.linalg.lstsq(design * root[:, None], y * root, rcond=None)[0]
        return solution, float(np.sum(weights * (y - design @ solution) ** 2))

    def fits():
        for x, y, weights in points():
            answer = figures.ask("line", 20, np.concatenate((x, y, weights)))
            slope, intercept = np.polyfit(x, y, 1, w=np.sqrt(weights))
            yield from zip(answer[:2], (intercept, slope))
            _, squares = rest(np.column_stack((np.ones_like(x), x)), y, weights)
            yield answer[2], stats.f.sf(squares / (len(x) - 2), len(x) - 2, 20)

    def bends():
        for x, y, weights in points():
            best = min((rest(np.column_stack((np.ones_like(x), np.minimum(x - x[at], 0),
                                              np.maximum(x - x[at], 0))), y, weights)[::-1] + (at,)
                        for at in range(1, len(x) - 1)), key=lambda each: each[0])
            answer = figures.ask("line", 20, np.concatenate((x, y, weights)))
            yield from zip(answer[3:], (best[2], *best[1][1:]))

    def bumps():
        """Points of which every second is h off a line: F is then known exactly."""
        for n in (3, 4, 5, 8, 20):
            x, sign = np.arange(n, dtype=float), np.where(np.arange(n) % 2, 1.0, -1.0)
            design = np.column_stack((np.ones(n), x))
            unit = float(np.sum((sign - design @ np.linalg.lstsq(design, sign, rcond=None)[0]) ** 2))
            for variance_df in (1, 2, 5, 20, 199, 1e4, 1e6):
                wanted = np.logspace(-12, math.log10(0.5), 60)
                for f in stats.f.isf(wanted, n - 2, variance_df):
                    h = math.sqrt(f * (n - 2) / unit)
                    answer = figures.ask("line", variance_df, np.concatenate((x, h * sign, np.ones(n))))
                    yield answer[2], stats.f.sf(h * h * unit / (n - 2), n - 2, variance_df)

    check("a line and its lack of fit are numpy's least squares and scipy's F", fits(), 1e-9,
          relatively_near)
    check("lack of fit has scipy's p, 1e-12 to 0.5, 1 to 1e6 degrees of freedom", bumps(), 1e-9,
          relatively_near)
    check("a bend is the best of the inner points, by numpy's least squares", bends(), 1e-6)


def random_effects(values, variances):
    """DerSimonian and Laird's variance between values."""
    w = 1 / variances
    q = np.sum(w * (values - np.average(values, weights=w)) ** 2)
    c = np.sum(w) - np.sum(w**2) / np.sum(w)
    return max(0.0, (q - (len(values) - 1)) / c) if c > 0 else 0.0


def fleet(host, value, variance, launches):
    """What procbench answers, from the definitions in stats/effects.h."""
    hosts, df = int(host.max()) + 1, launches - 1
    pooled = np.sum(variance * df) / np.sum(df)
    v = (variance * df + 10 * pooled) / (df + 10) / launches
    rows = [np.flatnonzero(host == each) for each in range(hosts)]

    def means(extra):
        w = 1 / (v + extra)
        return (np.array([np.average(value[row], weights=w[row]) for row in rows]),
                np.array([1 / np.sum(w[row]) for row in rows]))

    first, first_variance = means(0)
    run_df = len(value) - hosts
    q = sum(np.sum((value[row] - first[i]) ** 2 / v[row]) for i, row in enumerate(rows))
    c = sum(np.sum(1 / v[row]) - np.sum(1 / v[row] ** 2) / np.sum(1 / v[row]) for row in rows)
    runs = max(0.0, (q - run_df) / c) if run_df else 0.0
    is_assumed = run_df < 5
    runs, run_df = (max(runs, 0.025**2), 29) if is_assumed else (runs, run_df)
    y, s = means(runs)
    between = random_effects(y, s)
    w = 1 / (s + between)
    mean, error = np.average(y, weights=w), math.sqrt(1 / np.sum(w))
    half = error * stats.t.isf(0.025, hosts - 1)
    apart = random_effects(first, first_variance) if is_assumed else between + runs
    wide = math.sqrt(error**2 + between + np.mean(s)) * stats.t.isf(0.025, hosts - 2)
    yield from (mean, mean - half, mean + half, mean - wide, mean + wide, np.mean(v), runs, between)
    yield apart
    t = stats.t.isf(0.025, run_df)
    errors, p = [], []
    pair = stats.t.isf(0.025 / (hosts * (hosts - 1) / 2), run_df)
    for i in range(hosts):
        rest = np.arange(hosts) != i
        extra = random_effects(y[rest], s[rest])
        w = 1 / (s[rest] + extra)
        errors.append(math.sqrt(s[i] + extra + 1 / np.sum(w)))
        off = (y[i] - np.average(y[rest], weights=w)) / errors[-1]
        yield from (y[i], y[i] - t * math.sqrt(s[i]), y[i] + t * math.sqrt(s[i]))
        p.append(2 * stats.t.sf(abs(off), min(hosts - 2, run_df)))
        yield p[-1]
        yield 1 + np.sum(y[i] - y > pair * np.sqrt(s[i] + s))
        yield hosts - np.sum(y - y[i] > pair * np.sqrt(s[i] + s))
    error = errors[np.argmin(p)] if min(p) * hosts < 0.1 else math.sqrt(np.mean(np.square(errors)))
    yield (stats.t.isf(0.005, min(hosts - 2, run_df)) + stats.norm.isf(0.05)) * error


def check_effects(figures, rng):
    def answers():
        for hosts, runs, spread in itertools.product((3, 4, 20, 60), (1, 2, 6), (0, 0.002, 0.1)):
            host = np.concatenate((np.arange(hosts), rng.integers(0, hosts, hosts * (runs - 1))))
            launches = rng.integers(2, 20, len(host)).astype(float)
            variance = 0.02**2 * rng.chisquare(launches - 1) / (launches - 1)
            value = (0.8 + rng.normal(0, spread, hosts)[host] + rng.normal(0, 0.014, len(host))
                     + rng.normal(0, 0.02, len(host)) / np.sqrt(launches))
            got = figures.ask("effects", hosts, np.concatenate((host, value, variance, launches)))
            yield from zip(got, fleet(host, value, variance, launches), strict=True)

    check("random effects of hosts and runs are those of their definition in numpy", answers(), 1e-8)


def best_split(values, penalty):
    """Jackson et al. (2005): the best segmentation with segments of 3 or more, all of them tried."""
    n = len(values)
    cost, last = [0.0] + [math.inf] * n, [0] * (n + 1)
    for end in range(3, n + 1):
        for begin in range(0, end - 2):
            part = values[begin:end]
            total = cost[begin] + float(np.sum((part - np.mean(part)) ** 2)) + penalty * (begin > 0)
            if total < cost[end]:
                cost[end], last[end] = total, begin
    splits = [n]
    while last[splits[0]] > 0:
        splits.insert(0, last[splits[0]])
    return splits


# Cobb (1978), table 1: the Nile at Aswan, 1871 to 1970.
NILE = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799,
    958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916,
    692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698,
    845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801,
    1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170,
    912, 746, 919, 718, 714, 740,
]


def check_splits(figures, rng):
    def answers():
        for n, steps, heavy, factor in itertools.product((6, 9, 40, 130), (0, 1, 5), (False, True), (0.5, 4, 26)):
            values = rng.standard_t(3, n) if heavy else rng.normal(0, 1, n)
            for at in rng.integers(0, n, steps):
                values[at:] += rng.normal(0, 3)
            yield figures.ask("split", factor, values), [float(at) for at in best_split(values, factor)]

    def is_same(got, expected, _):
        return got == expected

    check("the segmentation of least penalized squares is that found by trying all", answers(), is_near=is_same)
    nile = np.array(NILE, dtype=float)
    penalty = 26 * np.var(nile[:28], ddof=1)
    check("the annual flow of the Nile changed in 1899",
          [(figures.ask("split", penalty, nile), [28.0, 100.0]),
           (best_split(nile, penalty), [28, 100])], is_near=is_same)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    figures = Figures(sys.argv[1])
    for part in (check_quantiles, check_median_interval, check_estimate, check_interval, check_p,
                 check_holm, check_verdict, check_edges, check_large, check_student,
                 check_line, check_effects, check_splits):
        part(figures, np.random.default_rng(20260101))
    sys.exit(1 if failures else 0)


main()
