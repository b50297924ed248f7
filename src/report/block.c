/* block: a sentence and its table for a terminal. */
#include "block.h"

#include "procbench/render/prose.h"

void block_add_grid(void *context, const char *sentence, struct grid *grid)
{
	const struct block *block = context;

	block->out->failed = block->out->failed || grid->failed;
	if (block->out->failed)
		return;
	text_add_char(block->out, '\n');
	prose_add(block->out, sentence, 0, 2, block->style->width);
	grid_write(grid, block->out, block->style->width, block->style->color);
}

void block_add_note(void *context, const char *sentence)
{
	const struct block *block = context;

	prose_add(block->out, sentence, 0, 2, block->style->width);
}
