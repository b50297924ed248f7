/* presence: runs that measure on one host at the same time notice each other. */
#define _GNU_SOURCE
#include "procbench/sys/presence.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SLOTS 64

/* The address of a slot; a NUL at the start makes it abstract. */
static socklen_t address_of(struct sockaddr_un *address, const char *name, int slot)
{
	int length;

	*address = (struct sockaddr_un){.sun_family = AF_UNIX};
	length =
		snprintf(address->sun_path + 1, sizeof(address->sun_path) - 1, "%s-%d", name, slot);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length);
}

/* Takes the first free slot; -1 if there is none. */
static int take_slot(int socket, const char *name)
{
	struct sockaddr_un address;

	for (int slot = 0; slot < SLOTS; slot++) {
		socklen_t length = address_of(&address, name, slot);

		if (bind(socket, (struct sockaddr *)&address, length) == 0)
			return slot;
		if (errno != EADDRINUSE)
			return -1;
	}
	return -1;
}

/* A run whose queue is full already knows about others. */
static bool greet(int socket, const char *name, int slot)
{
	struct sockaddr_un address;
	socklen_t length = address_of(&address, name, slot);

	return sendto(socket, "", 1, MSG_NOSIGNAL, (struct sockaddr *)&address, length) == 1 ||
	       errno == EAGAIN;
}

struct presence presence_open(const char *name)
{
	struct presence presence = {
		.socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
	int own = presence.socket < 0 ? -1 : take_slot(presence.socket, name);

	if (own < 0) {
		presence_close(&presence);
		return presence;
	}
	for (int slot = 0; slot < SLOTS; slot++)
		presence.others += slot != own && greet(presence.socket, name, slot);
	return presence;
}

size_t presence_close(struct presence *presence)
{
	size_t others = presence->others;
	char byte;

	if (presence->socket < 0)
		return 0;
	while (recv(presence->socket, &byte, 1, 0) > 0)
		others++;
	close(presence->socket);
	presence->socket = -1;
	return others;
}
