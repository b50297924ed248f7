/*
 * hugepages: how large huge pages are here, and whether there are any. No stdio, no heap: subjects
 * call it.
 */
#ifndef PROCBENCH_SYS_HUGEPAGES_H
#define PROCBENCH_SYS_HUGEPAGES_H

#include "procbench/base/error.h"

#include <stdint.h>

/* Of transparent huge pages; 2 MiB where the kernel does not say. */
uint64_t hugepages_thp_bytes(void);

/*
 * Folios smaller than a huge page (Linux 6.8: multi-size THP). 0 when memory that asks for huge
 * pages is given folios of that size, none larger, and they are counted (Linux 6.10); or why not.
 */
int hugepages_folio_probe(uint64_t bytes, struct error *error);

/* How many anonymous folios of that size were given since the machine started, to anybody; 0 where
 * that is not counted. */
uint64_t hugepages_folios_given(uint64_t bytes);

/* Of the pages of the pool; 0 where there is no pool. */
uint64_t hugepages_pool_bytes(void);

/* How many pages of the pool are free and promised to nobody. */
uint64_t hugepages_pool_free(void);

/* 0, or why there are none here. */
int hugepages_thp_probe(struct error *error);
int hugepages_pool_probe(struct error *error);

#endif
