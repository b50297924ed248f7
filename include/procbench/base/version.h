/* version: the version and release date of procbench. */
#ifndef PROCBENCH_BASE_VERSION_H
#define PROCBENCH_BASE_VERSION_H

#define PROCBENCH_VERSION "0.1.0"

/* Release date, in the form used by manual pages. */
#define PROCBENCH_DATE "November 25, 2026"

#endif
