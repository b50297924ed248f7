/*
 * hugepages: size and availability of huge pages. Uses no stdio and no heap, because subjects call
 * it.
 */
#ifndef PROCBENCH_SYS_HUGEPAGES_H
#define PROCBENCH_SYS_HUGEPAGES_H

#include "procbench/base/error.h"

#include <stdint.h>

/* Size of transparent huge pages; 2 MiB if unknown. */
uint64_t hugepages_thp_bytes(void);

/*
 * Folios smaller than a huge page (multi-size THP, Linux 6.8). 0 if madvised memory gets folios of
 * that size, none larger, and the kernel counts them (Linux 6.10); else -errno and why not.
 */
int hugepages_folio_probe(uint64_t bytes, struct error *error);

/* System-wide number of anonymous folios of that size allocated since boot; 0 if not counted. */
uint64_t hugepages_folios_given(uint64_t bytes);

/* Size of hugetlb pages; 0 if not supported. */
uint64_t hugepages_pool_bytes(void);

/* Number of free, unreserved hugetlb pages. */
uint64_t hugepages_pool_free(void);

/* 0, or -errno and why they are not available. */
int hugepages_thp_probe(struct error *error);
int hugepages_pool_probe(struct error *error);

#endif
