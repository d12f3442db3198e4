import { all, type Pair } from '../stand-in.js';

/** Every request about what is in the queue and on the blocklist, and how long releases wait. */
export async function downloadRequests({ sonarr, client: each }: Pair): Promise<void> {
  const rows = await each.queue.list();
  const waiting = rows.filter(({ downloadId }) => downloadId === undefined).map(({ id }) => id);
  const seriesId = rows.find((row) => row.seriesId !== undefined)?.seriesId ?? 0;
  await each.queue.ofSeries(seriesId);
  await each.queue.grab(waiting[0] ?? 0);
  const again = [...sonarr.state.household.sonarr.downloads].find(({ downloadId }) => downloadId === undefined);
  sonarr.state.downloads = sonarr.state.downloads.map((stored) =>
    stored.download.title === again?.title ? { ...stored, download: again } : stored,
  );
  await each.queue.grabMany(waiting.slice(0, 1));
  const left = await each.queue.list();
  const whole = { removeFromClient: true, blocklist: true, skipRedownload: true, changeCategory: true };
  const of = (kind: string) => left.find(({ title }) => title?.startsWith(kind) === true)?.id ?? 0;
  await each.queue.delete(of('Babylon'), whole);
  await each.queue.deleteMany([of('Pawn'), of('Taskmaster')], { removeFromClient: true });
  const grabbed = sonarr.state.history.find(({ event }) => event.type === 'grabbed');
  await each.history.markFailed(grabbed?.id ?? 0);
  await each.delayProfiles.list();
  const blocked = await all(each.blocklist.all({ seriesIds: [1, 2, 3], sortKey: 'sourceTitle' }));
  await each.blocklist.list({ page: 1, pageSize: 5, sortDirection: 'ascending' });
  await each.blocklist.delete(blocked[0]?.id ?? 0);
  await each.blocklist.deleteMany(blocked.slice(1).map(({ id }) => id));
}
