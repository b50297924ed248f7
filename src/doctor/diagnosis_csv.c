/* diagnosis_csv: a diagnosis for spreadsheets, one row per check. */
#include "diagnosis.h"

#include "procbench/render/csv_field.h"

#include <errno.h>

int diagnosis_write_csv(const struct diagnosis *diagnosis, bool color, struct text *out)
{
	(void)color;
	text_add(out, "group,name,value,verdict,why,remedy\r\n");
	for (size_t i = 0; i < diagnosis->count; i++) {
		struct finding finding = diagnosis_finding(diagnosis, i);
		const char *const cells[] = {finding.group,
					     finding.name,
					     finding.fact ? finding.fact->value : "",
					     check_verdict_names[finding.verdict],
					     finding.why,
					     finding.remedy};

		csv_field_add_row(out, cells, sizeof(cells) / sizeof(cells[0]));
	}
	return out->failed ? -ENOMEM : 0;
}
