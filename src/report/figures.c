/* figures: the pictures that there are. */
#include "figures.h"

#include "procbench/report/plot.h"

const struct figure_kind figure_kinds[] = {
#define FIGURE_ROW(name, make) {name, make},
	FIGURE_LIST(FIGURE_ROW)
#undef FIGURE_ROW
};

const size_t figure_kind_count = sizeof(figure_kinds) / sizeof(figure_kinds[0]);
const size_t plot_count = sizeof(figure_kinds) / sizeof(figure_kinds[0]);
