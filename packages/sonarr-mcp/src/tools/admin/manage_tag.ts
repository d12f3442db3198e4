import { ConflictError, InvalidInputError } from '@watchstack/core';
import { writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrTagDetails } from '../../client/tags.js';
import { defineTool, type SonarrContext } from '../define.js';
import { pick } from '../reference-data.js';
import { usesOf } from './tag-uses.js';

/** `sonarr_manage_tag`: GET tag/detail, then POST tag, PUT tag/{id} or DELETE tag/{id}. */
export const manageTag = defineTool({
  name: 'sonarr_manage_tag',
  title: 'Manage a tag',
  toolset: 'admin',
  byDefault: false,
  effect: 'write',
  idempotent: true,
  openWorld: false,
  description:
    'Creates, renames or deletes a tag; one in use is not deleted. To put tags on series: sonarr_update_series.',
  input: z.strictObject({
    action: z.enum(['create', 'rename', 'delete']).describe('What to do.'),
    tag: z.string().min(1).max(100).describe('Its name.'),
    newName: z.string().min(1).max(100).optional().describe('For rename.'),
  }),
  output: writeAnswer({
    id: z.int(),
    tag: z.string().describe('As Sonarr keeps it, in small letters.'),
    usedBy: z.array(z.string()).describe('What carries it: 5 series, 1 indexer.'),
  }),
  examples: [
    { ask: 'Make a tag "deutsch"', arguments: { action: 'create', tag: 'deutsch' } },
    { ask: 'Delete the tag unused', arguments: { action: 'delete', tag: 'unused' } },
  ],
  run: async ({ action, tag, newName }, context) => {
    if ((newName === undefined) === (action === 'rename')) {
      throw new InvalidInputError(
        action === 'rename' ? 'A tag is renamed to newName, which is missing.' : `${action} takes no newName.`,
        { target: 'newName', hint: 'Give it with rename, and only there.', changed: 'no' },
      );
    }
    const tags = await context.client.tags.details({ signal: context.signal });
    if (action === 'create') return create(tag, tags, context);
    const found = labelled(tag, tags) ?? pick(tag, tags, ({ id, label }) => ({ id, title: label, ref: label }), 'tag');
    return newName === undefined ? remove(found, context) : rename(found, newName, tags, context);
  },
});

async function create(label: string, tags: readonly SonarrTagDetails[], { client, signal }: SonarrContext) {
  const there = labelled(label, tags);
  if (there !== undefined) return { outcome: 'unchanged' as const, ...told(there) };
  const made = await client.tags.create(label, { signal });
  const name = made?.label ?? kept(label);
  return {
    outcome: 'done' as const,
    target: `tag ${name}`,
    id: made?.id,
    tag: name,
    undo: { tool: 'sonarr_manage_tag', arguments: { action: 'delete', tag: name } },
  };
}

async function rename(
  tag: SonarrTagDetails,
  newName: string,
  tags: readonly SonarrTagDetails[],
  { client, signal }: SonarrContext,
) {
  if (kept(newName) === tag.label) return { outcome: 'unchanged' as const, ...told(tag) };
  if (labelled(newName, tags) !== undefined) {
    throw new ConflictError(`There is a tag '${kept(newName)}' already, and Sonarr cannot make one of two.`, {
      target: `tag ${tag.label}`,
      hint: `Put '${kept(newName)}' on the series of '${tag.label}' with sonarr_update_series instead, then delete '${tag.label}'.`,
      changed: 'no',
    });
  }
  const now = await client.tags.rename(tag.id, newName, { signal });
  return {
    outcome: 'done' as const,
    ...told(tag),
    tag: now.label,
    undo: { tool: 'sonarr_manage_tag', arguments: { action: 'rename', tag: now.label, newName: tag.label } },
  };
}

async function remove(tag: SonarrTagDetails, { client, signal }: SonarrContext) {
  const uses = usesOf(tag);
  if (uses.length > 0) {
    throw new ConflictError(`The tag '${tag.label}' is in use: ${uses.join(', ')}. It was not deleted.`, {
      target: `tag ${tag.label}`,
      hint: 'sonarr_get_tags with this tag names its series; take it away from everything first.',
      changed: 'no',
    });
  }
  await client.tags.delete(tag.id, { signal });
  return {
    outcome: 'done' as const,
    target: `tag ${tag.label}`,
    undo: { tool: 'sonarr_manage_tag', arguments: { action: 'create', tag: tag.label } },
  };
}

function told(tag: SonarrTagDetails) {
  return { target: `tag ${tag.label}`, id: tag.id, tag: tag.label, usedBy: usesOf(tag) };
}

function labelled(label: string, tags: readonly SonarrTagDetails[]): SonarrTagDetails | undefined {
  return tags.find((tag) => tag.label === kept(label));
}

/** A label as Sonarr keeps it. */
function kept(label: string): string {
  return label.trim().toLowerCase();
}
