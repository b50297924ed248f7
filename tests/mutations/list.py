"""list: the mutations: what is broken, the text that is replaced, by what, and the test that has to notice."""

MUTATIONS = [
    ('a descriptor is not closed', 'sys_close(common->pidfd);', '(void)common->pidfd;', 'contract/test_methods'),
    ('two stamps are swapped', 'sample->start_ns = start;\n\tsample->returned_ns = returned;',
     'sample->start_ns = returned;\n\tsample->returned_ns = start;', 'unit/test_measure'),
    ('a failed child counts as a sample', 'else if (WEXITSTATUS(status) != 0)', 'else if (WEXITSTATUS(status) > 255)',
     'unit/test_measure'),
    ('a quantile is off by one', 'place = q * (double)(n - 1);', 'place = q * (double)(n - 1) + (q < 1);',
     'unit/test_order'),
    ('the margin is compared with the wrong end', 'if (low > 1 + margin)', 'if (high > 1 + margin)',
     'unit/test_verdict'),
    ('memory is not kept from fork', 'if (madvise(memory, bytes, MADV_DONTFORK) < 0)', 'if (!memory)',
     'contract/test_shapes'),
    ('a shape is not verified', 'if (shape && shape->verify)', 'if (!error && shape && shape->verify)', 'cli/drift'),
    ('the errno of exec is lost', 'return creation->stamps ? creation->stamps->exec_errno : 0;',
     'return creation->stamps ? 0 : 0;', 'contract/test_methods'),
    ('an inconclusive comparison succeeds', 'EXIT_INCONCLUSIVE = 3', 'EXIT_INCONCLUSIVE = 0', 'cli/compare'),
    ('the order of a round is not drawn', 'schedule_random_below(random, i)', 'schedule_random_below(random, 1)', 'unit/test_schedule'),
    ('an assertion that nobody can judge holds', '*verdict = ASSERTION_UNKNOWN;', '*verdict = ASSERTION_HOLDS;',
     'unit/test_assertions'),
    ('a saving has the wrong sign', 'sum += pairs[i].calls *', 'sum -= pairs[i].calls *', 'unit/test_sites'),
    ('markup is not escaped', 'return "&lt;";', 'return "<";', 'unit/test_render'),
]
