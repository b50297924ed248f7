/* test_student: Student's t against its closed forms, the normal distribution and scipy. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "procbench/stats/student.h"

#include <math.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void check_near(double value, double wanted, double tolerance)
{
	if (!(fabs(value - wanted) <= tolerance * fmax(fabs(wanted), 1e-300)))
		fail_msg("%.17g is not %.17g", value, wanted);
}

static const double ts[] = {1e-9, 0.1, 0.5, 1, 1.5, 2, 3, 10, 63.656741162871588, 1e4};

/* P(|T| >= t) is 1 - 2 atan(t)/pi with one degree of freedom, 1 - t/sqrt(2 + t^2) with two. */
static void closed_forms_hold(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(ts); i++) {
		double t = ts[i];

		check_near(student_p(t, 1), 2 * atan(1 / t) / M_PI, 1e-12);
		check_near(student_p(t, 2), 2 / (sqrt(2 + t * t) * (sqrt(2 + t * t) + t)), 1e-12);
		check_near(student_p(-t, 3), student_p(t, 3), 0);
	}
}

static void many_degrees_of_freedom_are_normal(void **state)
{
	(void)state;
	for (double t = 0.25; t < 5; t += 0.25)
		check_near(student_p(t, 1e5), erfc(t * M_SQRT1_2), 3e-3);
}

static void ends_are_exact(void **state)
{
	(void)state;
	assert_true(student_p(0, 5) == 1);
	assert_true(student_p(INFINITY, 5) == 0);
	assert_true(student_p(-INFINITY, 5) == 0);
	assert_true(student_p(1e200, 1) == 0);
	assert_true(isnan(student_p(NAN, 5)));
	assert_true(isnan(student_p(1, NAN)));
	assert_true(isnan(student_p(1, 0)));
}

/* From scipy 1.10, polished by its own distribution function. */
static void quantiles_are_those_of_scipy(void **state)
{
	static const struct {
		double p, df, t;
	} rows[] = {
		{1e-12, 1, 636619772367.58},    {1e-5, 1, 63661.977231522},
		{0.05, 1, 12.706204736175},     {0.5, 1, 1},
		{1e-12, 3, 13016.38079988},     {1e-5, 3, 60.396824041587},
		{0.05, 3, 3.1824463052837},     {0.5, 3, 0.76489232840435},
		{1e-12, 10, 43.456904513888},   {1e-5, 10, 8.1502865588958},
		{0.05, 10, 2.2281388519863},    {0.5, 10, 0.69981206131243},
		{1e-12, 30, 11.722008426304},   {1e-5, 30, 5.2994513421538},
		{0.05, 30, 2.0422724563012},    {0.5, 30, 0.68275569332129},
		{1e-12, 1000, 7.2239545867942}, {1e-5, 1000, 4.439926468839},
		{0.05, 1000, 1.9623390808264},  {0.5, 1000, 0.67473516460701},
		{1e-12, 1e6, 7.1305992679193},  {1e-5, 1e6, 4.4171960641969},
		{0.05, 1e6, 1.9599663568141},   {0.5, 1e6, 0.67448999553109},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		check_near(student_quantile(rows[i].p, rows[i].df), rows[i].t, 1e-12);
		check_near(student_p(rows[i].t, rows[i].df), rows[i].p, 1e-11);
	}
}

static void a_quantile_is_the_inverse(void **state)
{
	(void)state;
	for (double df = 0.5; df < 1e7; df *= 1.7)
		for (double p = 0.999; p > 1e-15; p /= 3)
			check_near(student_p(student_quantile(p, df), df), p, 1e-11);
}

static void a_quantile_has_ends(void **state)
{
	(void)state;
	assert_true(student_quantile(1, 5) == 0);
	assert_true(student_quantile(0, 5) == INFINITY);
	assert_true(isnan(student_quantile(-0.1, 5)));
	assert_true(isnan(student_quantile(1.1, 5)));
	assert_true(isnan(student_quantile(NAN, 5)));
	assert_true(isnan(student_quantile(0.5, 0)));
	assert_true(isnan(student_quantile(0.5, NAN)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(closed_forms_hold),
		cmocka_unit_test(many_degrees_of_freedom_are_normal),
		cmocka_unit_test(ends_are_exact),
		cmocka_unit_test(quantiles_are_those_of_scipy),
		cmocka_unit_test(a_quantile_is_the_inverse),
		cmocka_unit_test(a_quantile_has_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
