/* judge: how a launch ended. */
#define _GNU_SOURCE
#include "judge.h"

#include "procbench/run/outcome.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>

/* The subject that the message is about. */
static void name_subject(struct launch *launch, size_t number)
{
	if (launch->subject_count > 1)
		error_prefix(&launch->why, "subject %zu of %zu", number + 1, launch->subject_count);
}

/* Of one that never answered: it may not have been a subject. */
static void judge_silence(struct launch *launch, int status)
{
	if (launch->item->wrap)
		error_set(&launch->why, EPROTO,
			  "'%s' did not become the subject: it must execute its "
			  "arguments in the same process",
			  launch->item->wrap);
	else
		error_set(&launch->why, EPROTO,
			  "the image is not a procbench subject of this version (exit "
			  "status %d)",
			  WEXITSTATUS(status));
}

static void judge_status(struct launch *launch, const struct arena_header *header, int status)
{
	char name[OUTCOME_NAME_BYTES];

	if (header->state == ARENA_REQUESTED && (launch->item->wrap || WIFEXITED(status)))
		judge_silence(launch, status);
	else if (WIFSIGNALED(status))
		error_set(&launch->why, EIO, "the subject was killed by %s",
			  outcome_name(name, ARENA_SIGNAL, (unsigned)WTERMSIG(status)));
	else
		error_set(&launch->why, EIO, "the subject exited with status %d",
			  WEXITSTATUS(status));
}

static void judge_loss(struct launch *launch, const struct arena_header *header,
		       enum watch_loss loss, int status)
{
	char name[OUTCOME_NAME_BYTES];

	launch->end = LAUNCH_LOST;
	switch (loss) {
	case WATCH_LOSS_NONE:
		judge_status(launch, header, status);
		break;
	case WATCH_LOSS_LATE:
		error_set(
			&launch->why, ETIMEDOUT,
			"no subject started within %u seconds, or '--timeout' where that is longer",
			(unsigned)(WATCH_ANSWER_NS / 1000000000));
		break;
	case WATCH_LOSS_STOPPED:
		error_set(&launch->why, EINTR, "the subject was stopped by %s",
			  outcome_name(name, ARENA_SIGNAL, (unsigned)status));
		break;
	case WATCH_LOSS_STUCK:
		error_set(&launch->why, ETIMEDOUT,
			  "the subject took no sample for %u minutes: building its "
			  "shape takes too long, or it hangs",
			  (unsigned)(WATCH_QUIET_NS / 60000000000u));
		break;
	case WATCH_LOSS_PAUSED:
		error_set(&launch->why, EINTR,
			  "the keeper process of the subjects was stopped by %s",
			  outcome_name(name, ARENA_SIGNAL, (unsigned)status));
		break;
	case WATCH_LOSS_UNBORN:
		error_set(&launch->why, status, "cannot start a subject: %s", strerror(status));
		break;
	case WATCH_LOSS_KEEPER:
		error_set(&launch->why, EIO, "the keeper process of the subjects has exited");
		break;
	}
}

static void judge_refusal(struct launch *launch, struct arena_header *header)
{
	launch->end = LAUNCH_REFUSED;
	header->error_text[sizeof(header->error_text) - 1] = '\0';
	error_set(&launch->why, header->error_code, "%s", header->error_text);
}

/* By the one that ended before its time; the others were ended because of it. */
void launch_judge(struct launch *launch, const struct watch *watch)
{
	size_t number = watch->failed;
	struct arena_header *header;

	if (launch->end != LAUNCH_DONE || number >= launch->subject_count)
		return;
	header = launch->subjects[number].header;
	if (header->state == ARENA_REFUSED)
		judge_refusal(launch, header);
	else
		judge_loss(launch, header, watch_loss(watch, number), watch_status(watch, number));
	name_subject(launch, number);
}
