/* student: Student's t distribution. */
#include "procbench/stats/student.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

double student_p(double t, double df)
{
	if (isnan(t) || isnan(df))
		return NAN;
	return isinf(t) ? 0 : 2 * gsl_cdf_tdist_Q(fabs(t), df);
}

double student_quantile(double confidence, double df)
{
	return gsl_cdf_tdist_Qinv((1 - confidence) / 2, df);
}
