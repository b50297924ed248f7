/*
 * policy: reads back where the memory of its parent lies; linked statically, so that a guest can
 * execute it.
 *
 *     policy WORD...     0 if the line of the largest private mapping in the parent's numa_maps has
 *                        these words, else the number of the first that it does not have
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE_BYTES 4096

/* The pages of a mapping, -1 for what is not private. */
static long pages_of(const char *line)
{
	const char *anon = strstr(line, " anon=");
	long pages = -1;

	return anon && sscanf(anon, " anon=%ld", &pages) == 1 ? pages : -1;
}

static void find_largest(FILE *maps, char *largest)
{
	char line[LINE_BYTES];
	long most = 0;

	*largest = '\0';
	while (maps && fgets(line, sizeof(line), maps))
		if (pages_of(line) > most) {
			most = pages_of(line);
			strcpy(largest, line);
		}
}

int main(int argc, char **argv)
{
	char path[32], largest[LINE_BYTES];

	snprintf(path, sizeof(path), "/proc/%d/numa_maps", (int)getppid());
	find_largest(fopen(path, "r"), largest);
	for (int i = 1; i < argc; i++)
		if (!strstr(largest, argv[i]))
			return i;
	return 0;
}
