import { describe, expect, it } from 'vitest';

import type { Session } from './stand-in.js';
import { object, objects, open, seriesNamed } from './stand-in.js';

async function rows(session: Session): Promise<Record<string, unknown>[]> {
  return objects((await session.get('/api/v3/queue?pageSize=100&includeUnknownSeriesItems=true'))['records']);
}

async function row(session: Session, title: RegExp): Promise<Record<string, unknown>> {
  const found = (await rows(session)).find((one) => title.test(String(one['title'])));
  if (found === undefined) throw new Error(`nothing like ${String(title)} is in the queue`);
  return found;
}

describe('a release that waits', () => {
  it('is sent to the download client when it is grabbed', async () => {
    const session = await open();
    const waiting = await row(session, /Simpsons/);
    const before = session.sonarr.digest();
    const answer = await session.send('POST', `/api/v3/queue/grab/${String(waiting['id'])}`, {});
    expect([answer.status, answer.text]).toEqual([200, '{}']);
    expect(await row(session, /Simpsons/)).toMatchObject({ status: 'queued', downloadClient: 'SABnzbd' });
    expect(session.sonarr.digest()).not.toBe(before);
    const [latest] = objects((await session.get('/api/v3/history?pageSize=1'))['records']);
    expect(latest).toMatchObject({ eventType: 'grabbed', sourceTitle: waiting['title'] });
  });

  it('is the only thing that can be grabbed, and of several all or none', async () => {
    const session = await open();
    const waiting = await row(session, /Simpsons/);
    const running = await row(session, /Pawn/);
    const before = session.sonarr.digest();
    expect((await session.send('POST', `/api/v3/queue/grab/${String(running['id'])}`, {})).status).toBe(404);
    const both = await session.send('POST', '/api/v3/queue/grab/bulk', { ids: [waiting['id'], running['id']] });
    expect([both.status, both.body]).toEqual([404, { message: 'NotFound' }]);
    expect(session.sonarr.digest()).toBe(before);
    const one = await session.send('POST', '/api/v3/queue/grab/bulk', { ids: [waiting['id']] });
    expect([one.status, one.text]).toEqual([200, '{}']);
  });

  it('waits because of the delay profile of its series', async () => {
    const session = await open();
    const { tags } = await seriesNamed(session, 'The Simpsons');
    const [usual, patient] = await session.list('/api/v3/delayprofile');
    expect(usual).toMatchObject({ tags: [], usenetDelay: 0 });
    expect(patient).toMatchObject({ tags, usenetDelay: 270 });
    expect(await session.get('/api/v3/delayprofile/2')).toEqual(patient);
    expect((await session.send('GET', '/api/v3/delayprofile/9')).status).toBe(404);
  });
});

describe('the queue', () => {
  it('has other ids after a restart, and the old ones mean nothing any more', async () => {
    const session = await open();
    const before = await row(session, /Babylon/);
    session.sonarr.state.queueView.generation += 1;
    const after = await row(session, /Babylon/);
    expect(after['id']).not.toBe(before['id']);
    expect(after['downloadId']).toBe(before['downloadId']);
    expect((await session.send('DELETE', `/api/v3/queue/${String(before['id'])}`)).status).toBe(404);
  });

  it('may show what has gone until Sonarr looks at its clients again', async () => {
    const session = await open();
    const { state } = session.sonarr;
    const { id } = await row(session, /Babylon/);
    state.queueView.holdBack(state.downloads);
    await session.send('DELETE', `/api/v3/queue/${String(id)}`);
    expect((await row(session, /Babylon/))['id']).toBe(id);
    await session.send('POST', '/api/v3/command', { name: 'RefreshMonitoredDownloads' });
    session.sonarr.settle();
    await expect(row(session, /Babylon/)).rejects.toThrow('nothing like');
  });

  it('has lost a download that could be taken from the client but not be blocked', async () => {
    const session = await open();
    const { state } = session.sonarr;
    const one = await row(session, /Kraniche/);
    const blocked = state.blocklist.length;
    const answer = await session.send('DELETE', `/api/v3/queue/${String(one['id'])}?blocklist=true`);
    expect(answer.status).toBe(500);
    expect(object(answer.body)['message']).toBe('Sequence contains no elements');
    expect(state.removedFromClient).toEqual([one['downloadId']]);
    expect(state.blocklist).toHaveLength(blocked);
  });

  it('blocks a release that only waits without looking for another', async () => {
    const session = await open();
    const { id, title } = await row(session, /Simpsons/);
    await session.send('DELETE', `/api/v3/queue/${String(id)}?blocklist=true`);
    expect(session.sonarr.state.blocklist.at(-1)?.block.sourceTitle).toBe(title);
    expect(await session.list('/api/v3/command')).toEqual([]);
  });
});

describe('marking a grab as failed', () => {
  it('blocks the release, notes it for every episode, and looks for another', async () => {
    const session = await open();
    const grabbed = objects((await session.get('/api/v3/history?eventType=1&pageSize=200'))['records']);
    const [first] = grabbed;
    const answer = await session.send('POST', `/api/v3/history/failed/${String(first?.['id'])}`, {});
    expect([answer.status, answer.text]).toEqual([200, '{}']);
    expect(session.sonarr.state.blocklist.at(-1)?.block.sourceTitle).toBe(first?.['sourceTitle']);
    const [latest] = objects((await session.get('/api/v3/history?pageSize=1'))['records']);
    expect(latest).toMatchObject({ eventType: 'downloadFailed', episodeId: first?.['episodeId'] });
    expect((await session.list('/api/v3/command')).map(({ name }) => name)).toEqual(['EpisodeSearch']);
  });

  it('fails where nothing was grabbed, and where there is no such row', async () => {
    const session = await open();
    const deleted = session.sonarr.state.history.find(({ event }) => event.type === 'episodeFileDeleted');
    const before = session.sonarr.digest();
    const answer = await session.send('POST', `/api/v3/history/failed/${String(deleted?.id)}`, {});
    expect(answer.status).toBe(500);
    expect((await session.send('POST', '/api/v3/history/failed/999999', {})).status).toBe(404);
    expect(session.sonarr.digest()).toBe(before);
  });
});
