/*
 * replay: runs a fuzz target on files, without a fuzzer.
 *
 *     replay_NAME FILE...
 *
 * One test per file, in TAP; a crash ends it.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t *read_file(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = NULL;
	long length = -1;

	if (file && fseek(file, 0, SEEK_END) == 0)
		length = ftell(file);
	if (length >= 0)
		data = malloc((size_t)length + 1);
	if (data) {
		rewind(file);
		*size = fread(data, 1, (size_t)length, file);
	}
	if (file)
		fclose(file);
	return data;
}

int main(int argc, char **argv)
{
	int failed = 0;

	printf("1..%d\n", argc - 1);
	for (int i = 1; i < argc; i++) {
		size_t size = 0;
		uint8_t *data = read_file(argv[i], &size);

		failed += !data;
		if (data)
			LLVMFuzzerTestOneInput(data, size);
		printf("%s %d - %s\n", data ? "ok" : "not ok", i, argv[i]);
		fflush(stdout);
		free(data);
	}
	return failed ? 1 : 0;
}
