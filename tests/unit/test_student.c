/* test_student: Student's t against its closed forms, the normal distribution and its tables. */
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
		check_near(student_p(t, 2), 2 / (sqrt(2 + t * t) * (sqrt(2 + t * t) + t)), 1e-9);
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
}

/* The table that every book has. */
static void quantiles_are_those_of_the_tables(void **state)
{
	static const struct {
		double confidence, df, t;
	} rows[] = {
		{0.99, 1, 63.6567411629},
		{0.99, 2, 9.9248432009},
		{0.99, 4, 4.6040948713},
		{0.99, 29, 2.7563859037},
		{0.95, 10, 2.2281388520},
		{0.999, 5, 6.8688266259},
		{0.5, 1, 1},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		check_near(student_quantile(rows[i].confidence, rows[i].df), rows[i].t, 1e-9);
}

static void a_quantile_is_the_inverse(void **state)
{
	(void)state;
	for (double df = 1; df < 100; df *= 1.7)
		for (double level = 0.5; level > 1e-6; level /= 3)
			check_near(student_p(student_quantile(1 - level, df), df), level, 1e-6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(closed_forms_hold),
		cmocka_unit_test(many_degrees_of_freedom_are_normal),
		cmocka_unit_test(ends_are_exact),
		cmocka_unit_test(quantiles_are_those_of_the_tables),
		cmocka_unit_test(a_quantile_is_the_inverse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
