/* suggest: "did you mean 'X'?" for a misspelled word. */
#include "procbench/base/suggest.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define WORD_MAX 63

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

/* Edit distance with transpositions (optimal string alignment); keeps three rows. */
static size_t distance(const char *a, const char *b)
{
	size_t rows[3][WORD_MAX + 1];
	size_t m = strlen(a), n = strlen(b);

	if (m > WORD_MAX || n > WORD_MAX)
		return SIZE_MAX; /* longer than any known word */
	for (size_t j = 0; j <= n; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= m; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t change = above[j - 1] + (a[i - 1] != b[j - 1]);

			row[j] = smallest(above[j] + 1, row[j - 1] + 1, change);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    two[j - 2] + 1 < row[j])
				row[j] = two[j - 2] + 1;
		}
	}
	return rows[m % 3][n];
}

/* Twice the distance; of words at the same one, the word that continues this one is nearer. */
static size_t rank(const char *word, const char *other)
{
	size_t d = distance(word, other);

	return d == SIZE_MAX ? d : 2 * d + (strncmp(word, other, strlen(word)) != 0);
}

const char *suggest_nearest(const char *word, const char *const *words, size_t count)
{
	size_t limit = (strlen(word) + 2) / 3, best = 2 * (limit + 1);
	const char *nearest = NULL;

	for (size_t i = 0; i < count; i++) {
		size_t d = words[i] ? rank(word, words[i]) : best;

		if (d < best && d < 2 * strlen(word)) {
			best = d;
			nearest = words[i];
		}
	}
	return nearest;
}

const char *suggest_phrase(char *out, size_t size, const char *word, const char *const *words,
			   size_t count)
{
	const char *nearest = suggest_nearest(word, words, count);

	out[0] = '\0';
	if (nearest)
		snprintf(out, size, " (did you mean '%s'?)", nearest);
	return out;
}
