/* plugin_counts: the counters of the plugin, and the file that holds them in the end. */
#include "plugin_counts.h"

#include <fcntl.h>
#include <stdbool.h>

/* Of the libc that QEMU uses. */
void *realloc(void *memory, size_t bytes);
void free(void *memory);
long write(int fd, const void *bytes, size_t count);
int close(int fd);

/* Of one instruction, by its number. */
static uint64_t *addresses;
static size_t insn_count, insn_capacity;

/* Instruction numbers + 1 by the hash of the address, 0: free. */
static uint32_t *slots;
static size_t slot_count;

struct profile {
	uint64_t number;
	uint64_t samples;
	uint64_t *counts; /* insn_capacity */
};

static struct profile *profiles;
static size_t profile_count;
static struct profile *selected;
uint64_t *counts_armed;
static bool failed; /* memory or the file ran out */

static void *grow(void *memory, size_t count, size_t size)
{
	void *grown = realloc(memory, count * size);

	failed = failed || !grown;
	return grown ? grown : memory;
}

static void grow_counts(struct profile *profile, size_t from)
{
	profile->counts = grow(profile->counts, insn_capacity, sizeof(*profile->counts));
	for (size_t i = from; i < insn_capacity && !failed; i++)
		profile->counts[i] = 0;
}

static size_t slot_of(uint64_t address)
{
	size_t slot = (address * 0x9e3779b97f4a7c15u) >> 20 & (slot_count - 1);

	while (slots[slot] && addresses[slots[slot] - 1] != address)
		slot = (slot + 1) & (slot_count - 1);
	return slot;
}

/* By powers of 2. */
static void grow_table(void)
{
	size_t from = insn_capacity;

	insn_capacity = insn_capacity ? insn_capacity * 2 : 65536;
	slot_count = insn_capacity * 2;
	addresses = grow(addresses, insn_capacity, sizeof(*addresses));
	slots = grow(slots, slot_count, sizeof(*slots));
	for (size_t i = 0; i < profile_count && !failed; i++)
		grow_counts(&profiles[i], from);
	if (failed)
		return;
	for (size_t i = 0; i < slot_count; i++)
		slots[i] = 0;
	for (size_t i = 0; i < insn_count; i++)
		slots[slot_of(addresses[i])] = (uint32_t)i + 1;
}

size_t counts_insn(uint64_t address)
{
	size_t slot;

	if (!failed && insn_count == insn_capacity)
		grow_table();
	if (failed) {
		counts_armed = NULL;
		return 0;
	}
	if (counts_armed)
		counts_armed = selected->counts;
	slot = slot_of(address);
	if (!slots[slot]) {
		addresses[insn_count] = address;
		slots[slot] = (uint32_t)++insn_count;
	}
	return slots[slot] - 1;
}

static struct profile *profile_of(uint64_t number)
{
	for (size_t i = 0; i < profile_count; i++)
		if (profiles[i].number == number)
			return &profiles[i];
	profiles = grow(profiles, profile_count + 1, sizeof(*profiles));
	if (failed)
		return NULL;
	profiles[profile_count] = (struct profile){.number = number};
	grow_counts(&profiles[profile_count], 0);
	return failed ? NULL : &profiles[profile_count++];
}

void counts_select(uint64_t number)
{
	counts_armed = NULL;
	selected = number ? profile_of(number) : NULL;
}

void counts_begin(void)
{
	if (selected && !failed)
		counts_armed = selected->counts;
}

void counts_end(void)
{
	if (counts_armed)
		selected->samples++;
	counts_armed = NULL;
}

/* ---- the file ---- */

static struct {
	char bytes[65536];
	size_t used;
	int fd;
} out;

static void flush(void)
{
	size_t done = 0;

	while (done < out.used && !failed) {
		long n = write(out.fd, out.bytes + done, out.used - done);

		failed = failed || n <= 0;
		done += n > 0 ? (size_t)n : 0;
	}
	out.used = 0;
}

static void put_text(const char *text)
{
	for (; *text; text++) {
		if (out.used == sizeof(out.bytes))
			flush();
		out.bytes[out.used++] = *text;
	}
}

static void put_number(uint64_t number, unsigned base)
{
	char digits[24];
	size_t at = sizeof(digits) - 1;

	digits[at] = '\0';
	do {
		digits[--at] = "0123456789abcdef"[number % base];
		number /= base;
	} while (number);
	put_text(digits + at);
}

static void put_pair(uint64_t first, unsigned base, uint64_t second)
{
	put_number(first, base);
	put_text(" ");
	put_number(second, 10);
	put_text("\n");
}

static void put_profile(const struct profile *profile)
{
	put_text("case ");
	put_pair(profile->number, 10, profile->samples);
	for (size_t i = 0; i < insn_count; i++)
		if (profile->counts[i])
			put_pair(addresses[i], 16, profile->counts[i]);
}

void counts_write(const char *path)
{
	out.fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (out.fd < 0)
		return;
	put_text("procbench-profile 1\n");
	for (size_t i = 0; i < profile_count && !failed; i++)
		put_profile(&profiles[i]);
	if (!failed)
		put_text("end\n");
	flush();
	close(out.fd);
}

/* Later calls have no effect. */
void counts_free(void)
{
	failed = true;
	counts_armed = NULL;
	selected = NULL;
	for (size_t i = 0; i < profile_count; i++)
		free(profiles[i].counts);
	free(profiles);
	free(slots);
	free(addresses);
	profile_count = 0;
}
