/* observe_tree: processes below their parents. */
#include "observe_formats.h"
#include "observe_phrases.h"

#include <inttypes.h>
#include <stdlib.h>

/*
 * Children follow their parents: first[n] is the first child of process n, next[n] its next
 * sibling. Numbers that are not listed count as none.
 */
struct tree {
	const struct observation *observation;
	size_t *first;
	size_t *next;
};

static size_t index_of(const struct observation *observation, uint64_t number)
{
	const struct observe_process *process =
		number ? observation_process(observation, number) : NULL;

	return process ? (size_t)(process - observation->processes.items) + 1 : 0;
}

/* From the last to the first, so that siblings stand in their order. */
static void link_all(struct tree *tree)
{
	for (size_t i = tree->observation->processes.count; i > 0; i--) {
		size_t parent = index_of(tree->observation,
					 tree->observation->processes.items[i - 1].parent);

		if (parent >= i) /* only in a file that was made up */
			parent = 0;
		tree->next[i] = tree->first[parent];
		tree->first[parent] = i;
	}
}

static size_t parent_of(const struct tree *tree, size_t at)
{
	size_t parent =
		index_of(tree->observation, tree->observation->processes.items[at - 1].parent);

	return parent < at ? parent : 0;
}

/* Without recursion: a chain of processes may be long. */
static void walk(const struct tree *tree,
		 void (*add)(void *context, const struct observe_process *process, size_t depth),
		 void *context)
{
	size_t at = tree->first[0], depth = 0;

	while (at > 0) {
		add(context, &tree->observation->processes.items[at - 1], depth);
		if (tree->first[at] > 0) {
			at = tree->first[at];
			depth++;
			continue;
		}
		while (at > 0 && tree->next[at] == 0) {
			at = parent_of(tree, at);
			depth -= at > 0;
		}
		at = at > 0 ? tree->next[at] : 0;
	}
}

void observe_each_process(const struct observation *observation,
			  void (*add)(void *context, const struct observe_process *process,
				      size_t depth),
			  void *context)
{
	size_t count = observation->processes.count + 1;
	struct tree tree = {observation, calloc(count, sizeof(size_t)),
			    calloc(count, sizeof(size_t))};

	if (tree.first && tree.next) {
		link_all(&tree);
		walk(&tree, add, context);
	}
	free(tree.first);
	free(tree.next);
}

void observe_add_process(struct text *out, const struct observation *observation,
			 const struct observe_process *process)
{
	const struct observe_creation *creation =
		process->creation ? observation_creation(observation, process->creation) : NULL;

	text_add_printable(out, phrase_base_name(process->executable));
	text_printf(out, " (pid %" PRIu64, process->pid);
	if (process->threads > 1)
		text_printf(out, ", %" PRIu64 " threads", process->threads);
	text_add_char(out, ')');
	if (creation)
		text_printf(out, " by %s%s%s", creation->call, creation->program ? " and exec" : "",
			    creation->fallback_of ? " (fallback)" : "");
	text_add(out, ", ");
	phrase_add_end(out, &process->end);
}
