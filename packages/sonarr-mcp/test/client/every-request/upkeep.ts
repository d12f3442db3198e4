import type { Pair } from '../stand-in.js';

/** Every request about tags and about the upkeep of Sonarr itself. */
export async function upkeepRequests({ client: each }: Pair): Promise<void> {
  const tag = await each.tags.create('upkeep');
  await each.tags.details();
  await each.tags.rename(tag?.id ?? 0, 'kept up');
  await each.tags.delete(tag?.id ?? 0);
  await each.logs.list({ page: 1, pageSize: 5, level: 'warn' });
  await each.tasks.list();
  await each.backups.list();
  await each.updates.list();
  for (const name of ['Housekeeping', 'ImportListSync', 'MessagingCleanup', 'UpdateSceneMapping'] as const) {
    await each.commands.start({ name });
  }
}
