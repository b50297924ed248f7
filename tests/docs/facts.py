"""facts: the statements of the documents that contain a number of the sources or of what was built."""
import re


def define(root, path, name):
    """The value of a #define."""
    return re.search(rf'^#define {name} +([\d.]+)', (root / path).read_text(), re.M).group(1)


def default(root, option):
    """The default of an option: in its help or in a column of its own."""
    row = re.search(rf'^\| `(?:-\w, )?--{option} .*', (root / 'docs/reference.md').read_text(), re.M).group(0)
    return re.search(r'\(default (\w+)|\| `([\w%]+)` \| [^|]* \|$', row).expand(r'\1\2')


def kib(root, name):
    return (root / 'build' / name).stat().st_size / 1024


# (document, the statement with {} for its value, the value or the range that it has to lie in)
def statements(root):
    kept = int(define(root, 'include/procbench/methods/creation.h', 'CREATION_FDS_KEPT'))
    half = float(define(root, 'include/procbench/result/compare.h', 'COMPARE_RUN_SD')) * 100
    return [
        ('docs/measurement.md', r'`tiny` \| under (\d+) KiB', (kib(root, 'tiny'), 2 * kib(root, 'tiny'))),
        ('docs/measurement.md', r'statically \(about (\d+) KiB', (0.7 * kib(root, 'static'), 1.4 * kib(root, 'static'))),
        ('docs/measurement.md', r'`libc.so.6` \(about (\d+) KiB', (0.7 * kib(root, 'dynamic'), 1.4 * kib(root, 'dynamic'))),
        ('docs/measurement.md', r'program of about (\d+) KiB without libc', (0.8 * kib(root, 'floor'), 1.2 * kib(root, 'floor'))),
        ('docs/measurement.md', r'`closefrom` closes descriptors from (\d+) on', kept),
        ('docs/measurement.md', r'Descriptors 0 to (\d+) stay open', kept - 1),
        ('docs/measurement.md', r'exact up to (\d+) samples', define(root, 'include/procbench/stats/tally.h', 'TALLY_EXACT_MAX')),
        ('docs/measurement.md', r'a `--precision` of (\S+%)', default(root, 'precision')),
        ('docs/measurement.md', r'`--time` \((\d+ s) by default', default(root, 'time').replace('s', ' s')),
        ('docs/measurement.md', r'(\d+) creations warm up', default(root, 'warmup')),
        ('docs/observing.md', r'closes descriptors by (\d+) or more',
         define(root, 'include/procbench/observe/assertions.h', 'ASSERTION_CLOSE_LOOP')),
        ('docs/observing.md', r'A child\'s first (\d+) calls are counted',
         define(root, 'include/procbench/observe/observe.h', 'OBSERVE_COUNTED_CALLS_MAX')),
        ('docs/comparing.md', r'exact up to (\d+) blocks', define(root, 'include/procbench/stats/paired.h', 'PAIRED_EXACT_MAX')),
        ('docs/comparing.md', r'at least (\d+) blocks', define(root, 'include/procbench/run/duel.h', 'DUEL_PAIRS_MIN')),
        ('docs/comparing.md', r'run-to-run standard deviation of (\S+)%', f'{half:g}'),
        ('docs/comparing.md', r'with (\d+) degrees of freedom', define(root, 'include/procbench/result/compare.h', 'COMPARE_RUN_DF')),
        ('docs/comparing.md', r'margin \((\S+%) by default\)', default(root, 'margin')),
    ]


def listed(root):
    """The facts that tell machines apart, which comparing.md lists, as (name, whether it is listed)."""
    source = (root / 'src/result/machine.c').read_text()
    document = ' '.join((root / 'docs/comparing.md').read_text().split())
    for words in re.findall(r'^\t\{"\w+", "([^"]+)", LACK_', source, re.M):
        yield words, re.search(rf'[:,] {re.escape(words)}[,;.]', document) is not None


def check(root):
    """Yields (name, whether it is true, details) for each statement."""
    for path, pattern, truth in statements(root):
        found = re.search(pattern, ' '.join((root / path).read_text().split()))
        stated = found.group(1) if found else None
        if isinstance(truth, tuple):
            passed = found is not None and truth[0] <= float(stated) <= truth[1]
        else:
            passed = found is not None and stated == str(truth)
        yield f"{path}: {pattern.replace(chr(92), '')}", passed, f'the document states {stated}, the program {truth}'
    facts = list(listed(root))
    absent = [words for words, is_listed in facts if not is_listed]
    yield 'docs/comparing.md lists what tells machines apart', facts and not absent, f'it lacks {absent} of {len(facts)}'
