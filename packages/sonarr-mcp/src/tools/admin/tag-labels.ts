import type { SonarrContext } from '../define.js';

/** How tags are called, by their ids. A tag that is gone keeps its id. */
export async function tagLabels({ client, signal }: SonarrContext): Promise<(ids: readonly number[]) => string[]> {
  const labels = new Map((await client.tags.list({ signal })).map(({ id, label }) => [id, label]));
  return (ids) => ids.map((id) => labels.get(id) ?? `tag ${id}`);
}
