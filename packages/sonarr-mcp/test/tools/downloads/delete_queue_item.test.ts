import { describe, expect, it } from 'vitest';
import { asked, changes, containing, having, rowsOf, seriesNamed } from '../../support/answers.js';
import { emptyHousehold, openAgreeing, openServer, openWriting, type OpenServer } from '../../support/sonarr-server.js';

const tool = 'sonarr_delete_queue_item';

function downloadOf({ sonarr }: Pick<OpenServer, 'sonarr'>, title: string) {
  const { id } = seriesNamed(sonarr, title);
  const found = sonarr.state.downloads.find(({ seriesId }) => seriesId === id);
  if (found === undefined) throw new Error(`Nothing of ${title} is in the queue.`);
  return found.download;
}

function releases({ sonarr }: Pick<OpenServer, 'sonarr'>): string[] {
  return sonarr.state.downloads.map(({ download }) => download.title);
}

describe('a download', () => {
  it('leaves the queue and the client, and the answer says what it was', async () => {
    const server = await openAgreeing();
    const download = downloadOf(server, 'Pawn Stars');
    const answer = await server.mcp.callTool(tool, { items: ['Pawn Stars'] });
    expect(answer.json).toMatchObject({
      outcome: 'done',
      target: containing('Pawn Stars S'),
      removedFromClient: true,
      blocklisted: false,
      searching: false,
    });
    expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'done', series: 'Pawn Stars', release: download.title }]);
    expect(server.sonarr.state.removedFromClient).toEqual([download.downloadId]);
    expect(releases(server)).not.toContain(download.title);
    expect(server.sonarr.state.blocklist).toHaveLength(3);
  });

  it.each([
    ['its downloadId', (server: OpenServer) => downloadOf(server, 'Babylon Berlin').downloadId],
    ['the name of its release', (server: OpenServer) => downloadOf(server, 'Babylon Berlin').title],
    ['series and episode', () => 'Babylon Berlin S05E04'],
    ['the ref of its series', () => `tvdb:330084 5x04`],
    ['another name of its series, which only the library knows', () => 'Grey’s Anatomy – Die jungen Ärzte'],
  ])('is named by %s', async (_how, name) => {
    const server = await openAgreeing();
    const reference = String(name(server)).replace(
      'tvdb:330084',
      `tvdb:${seriesNamed(server.sonarr, 'Babylon Berlin').show.ids.tvdb}`,
    );
    const answer = await server.mcp.callTool(tool, { items: [reference] });
    expect(rowsOf(answer, 'items')).toMatchObject([{ item: reference, outcome: 'done' }]);
    expect(server.sonarr.state.removedFromClient).toHaveLength(1);
  });

  it('whose series nobody knows is named by its release', async () => {
    const server = await openAgreeing();
    const name = 'Die.Nacht.der.Kraniche.S02E04.1080p.WEB.h264-NOGRP';
    await server.mcp.callTool(tool, { items: [name] });
    expect(releases(server)).not.toContain(name);
  });

  it('stays in the client where that is asked for, and Sonarr only ignores it', async () => {
    const server = await openAgreeing();
    const answer = await server.mcp.callTool(tool, { items: ['Pawn Stars'], keepInClient: true });
    expect(answer.json).toMatchObject({ outcome: 'done', removedFromClient: false });
    expect(server.questions[0]).toContain('leaves it in qBittorrent');
    expect(server.sonarr.state.removedFromClient).toEqual([]);
    expect(server.sonarr.state.history[0]?.event.type).toBe('downloadIgnored');
  });

  it('that is not there is not found, and one of two is not chosen', async () => {
    const server = await openWriting();
    for (const items of [['Severance'], ['tvdb:1'], ['Babylon Berlin S01E01'], ['0123'], ['Doctor Who']]) {
      const { error } = await server.mcp.callTool(tool, { items });
      expect(error).toMatchObject({ code: 'not_found', changed: 'no' });
    }
    const [first] = server.sonarr.state.downloads;
    if (first === undefined) throw new Error('The queue is empty.');
    server.sonarr.state.downloads.push({ ...first, download: { ...first.download, downloadId: 'F'.repeat(40) } });
    const { error } = await server.mcp.callTool(tool, { items: ["Grey's Anatomy"] });
    expect(error).toMatchObject({ code: 'ambiguous', changed: 'no' });
    expect(error['candidates']).toEqual([
      having({ ref: first.download.downloadId, title: "Grey's Anatomy S22E09" }),
      having({ ref: 'F'.repeat(40) }),
    ]);
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('is not found in an empty queue', async () => {
    const { mcp } = await openWriting({ household: emptyHousehold() });
    expect((await mcp.callTool(tool, { items: ['Andor'] })).error).toMatchObject({ code: 'not_found' });
  });
});

describe('with blocklist', () => {
  it('trap 10: the release is never taken again and Sonarr looks for another, which is said before and after', async () => {
    const server = await openAgreeing();
    const { title } = downloadOf(server, 'Abbott Elementary');
    const answer = await server.mcp.callTool(tool, { items: ['Abbott Elementary'], blocklist: true });
    expect(server.questions[0]).toContain('Blocklists the release, and Sonarr looks for another.');
    expect(answer.json).toMatchObject({
      outcome: 'done',
      blocklisted: true,
      searching: true,
      note: containing('Redownload'),
    });
    expect(server.sonarr.state.blocklist.at(-1)?.block.sourceTitle).toBe(title);
    expect(server.sonarr.state.commands.map(({ name }) => name)).toContain('EpisodeSearch');
  });

  it('no other is looked for where that is not wanted', async () => {
    const server = await openAgreeing();
    const answer = await server.mcp.callTool(tool, {
      items: ['Abbott Elementary'],
      blocklist: true,
      searchAgain: false,
    });
    expect(answer.json).toMatchObject({ blocklisted: true, searching: false });
    expect(server.questions[0]).not.toContain('looks for another');
    expect(server.sonarr.state.commands.map(({ name }) => name)).not.toContain('EpisodeSearch');
  });

  it('trap 10: what was removed and could not be blocked is told as just that', async () => {
    const server = await openAgreeing();
    const release = releases(server).at(-1);
    const answer = await server.mcp.callTool(tool, { items: [release], blocklist: true });
    expect(answer.isError, answer.text).toBe(false);
    expect(answer.json).toMatchObject({
      outcome: 'done',
      removedFromClient: true,
      blocklisted: false,
      searching: false,
    });
    expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'done', message: containing('failed to blocklist') }]);
    expect(server.sonarr.state.removedFromClient).toHaveLength(1);
  });

  it('a search for another without it would bring the same one, and is refused', async () => {
    const server = await openWriting();
    const { error } = await server.mcp.callTool(tool, { items: ['Pawn Stars'], searchAgain: true });
    expect(error).toMatchObject({ code: 'invalid_input', target: 'searchAgain', changed: 'no' });
    expect(server.sonarr.requests).toEqual([]);
  });
});

it('trap 8: a season pack is one download, however many rows it has', async () => {
  const server = await openAgreeing();
  const answer = await server.mcp.callTool(tool, { items: ['The Bureau S04E03', 'The Bureau S04'] });
  // 24.5 GB, not ten times as much, and deleted once.
  expect(server.questions[0]).toContain('The Bureau S04E01-E10 (10 episodes) (24.5 GB)');
  expect(server.questions[0]).toContain('A pack goes as a whole');
  expect(changes(server.sonarr).filter((change) => change.startsWith('DELETE'))).toHaveLength(1);
  expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }]);
  expect(answer.json['target']).toBe('The Bureau S04E01-E10 (10 episodes)');
  expect(releases(server).some((title) => title.startsWith('The.Bureau'))).toBe(false);
});

it('says nothing of seeding where nothing is seeded', async () => {
  const { mcp } = await openWriting();
  const { error } = await mcp.callTool('sonarr_delete_queue_item', { items: ['Babylon Berlin'] });
  expect(error['message']).toContain('from SABnzbd, with the data so far.');
});

it('trap 9: that the data in the client is lost, and seeding ends, is said before it is', async () => {
  const server = await openWriting();
  const { error } = await server.mcp.callTool(tool, { items: ['The Bureau S04'] });
  expect(error).toMatchObject({
    code: 'confirmation_needed',
    message: containing('from qBittorrent, with the data so far; seeding ends.'),
    preview: { changes: 1, keepInClient: false, blocklist: false },
  });
  expect(changes(server.sonarr)).toEqual([]);
  await server.mcp.callTool(tool, { items: ['The Bureau S04'], confirm: error['confirm'] });
  expect(server.sonarr.requests.find(({ method }) => method === 'DELETE')?.query).toEqual({
    removeFromClient: 'true',
    blocklist: 'false',
    skipRedownload: 'false',
    changeCategory: 'false',
  });
});

describe('trap 11: the ids of the rows', () => {
  it('are read anew after the person agreed, because a restart makes others', async () => {
    const server = await openWriting();
    const { downloadId } = downloadOf(server, 'Pawn Stars');
    const { error } = await server.mcp.callTool(tool, { items: [downloadId] });
    server.sonarr.state.queueView.generation += 1;
    const answer = await server.mcp.callTool(tool, { items: [downloadId], confirm: error['confirm'] });
    expect(answer.json).toMatchObject({ outcome: 'done' });
    expect(server.sonarr.state.removedFromClient).toEqual([downloadId]);
  });

  it('are read once more when they change in the very last moment', async () => {
    const server = await openAgreeing();
    const { downloadId } = downloadOf(server, 'Pawn Stars');
    server.sonarr.faults.add({
      method: 'DELETE',
      times: 1,
      fault: { kind: 'reply', status: 404, body: { message: 'NotFound' } },
    });
    const answer = await server.mcp.callTool(tool, { items: ['Pawn Stars', 'Taskmaster'] });
    expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }]);
    expect(server.sonarr.state.removedFromClient).toContain(downloadId);
  });

  it('that mean nothing any more, because the download has gone, are no error', async () => {
    const server = await openAgreeing();
    const { state } = server.sonarr;
    const download = downloadOf(server, 'Pawn Stars');
    // The queue still shows it, because Sonarr has not looked for a while.
    state.queueView.holdBack(state.downloads);
    state.downloads = state.downloads.filter((one) => one.download !== download);
    const answer = await server.mcp.callTool(tool, { items: [download.title] });
    expect(answer.json).toMatchObject({ outcome: 'unchanged', removedFromClient: false });
    expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'already', series: 'Pawn Stars' }]);
  });

  it('were an argument once, and still are one', async () => {
    const server = await openAgreeing();
    const before = await fetch(`${server.sonarr.url}/api/v3/queue?pageSize=50`, {
      headers: { 'x-api-key': server.sonarr.apiKey },
    });
    const text = await before.text();
    const id = Number(/"title": "Pawn[^}]*?"id": (\d+)/s.exec(text)?.[1]);
    const answer = await server.mcp.callTool(tool, { queue_id: id, blocklist: true });
    expect(answer.json).toMatchObject({ outcome: 'done', target: containing('Pawn Stars'), blocklisted: true });
  });
});

it('trap 12: Sonarr has looked at its clients before the answer comes, so that the queue is a new one', async () => {
  const server = await openAgreeing();
  const { state } = server.sonarr;
  const before = releases(server).length;
  state.queueView.holdBack(state.downloads);
  await server.mcp.callTool(tool, { items: ['Pawn Stars'] });
  const queue = await server.mcp.callTool('sonarr_get_queue', {});
  expect(queue.json['total']).toBe(before - 1);
});

describe('several downloads', () => {
  it('go in one request, and what is not certain is left alone', async () => {
    const server = await openAgreeing();
    const answer = await server.mcp.callTool(tool, { items: ['Pawn Stars', 'Severance', 'Taskmaster'] });
    expect(server.questions[0]).toContain('left alone: Severance.');
    expect(rowsOf(answer, 'items').map(({ outcome }) => outcome)).toEqual(['done', 'not_found', 'done']);
    expect(changes(server.sonarr).filter((change) => change.startsWith('DELETE'))).toEqual([
      'DELETE /api/v3/queue/bulk',
    ]);
  });

  it('of which Sonarr fails at the last are told apart by what is left', async () => {
    const server = await openAgreeing();
    const unknown = releases(server).at(-1);
    const answer = await server.mcp.callTool(tool, {
      items: ['Abbott Elementary', unknown, 'Pawn Stars'],
      blocklist: true,
    });
    expect(answer.isError, answer.text).toBe(false);
    const rows = rowsOf(answer, 'items');
    expect(rows.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'failed']);
    expect(releases(server).some((title) => title.startsWith('Pawn'))).toBe(true);
  });
});

describe('once Sonarr has accepted it', () => {
  it.each([
    ['nothing', ''],
    ['an empty document', '{}'],
    ['a document of another type', '"gone"'],
  ])('it is done, also with %s as the answer', async (_what, body) => {
    const server = await openAgreeing();
    server.sonarr.faults.add({
      method: 'DELETE',
      when: 'after',
      fault: { kind: 'reply', status: 200, body, headers: { 'content-type': 'application/json' } },
    });
    const answer = await server.mcp.callTool(tool, { items: ['Pawn Stars'] });
    expect(answer.json).toMatchObject({ outcome: 'done' });
  });

  it('it is done, also when Sonarr does not look at its clients', async () => {
    const server = await openAgreeing();
    server.sonarr.faults.add({ method: 'POST', path: '/api/v3/command', fault: { kind: 'reply', status: 500 } });
    expect((await server.mcp.callTool(tool, { items: ['Pawn Stars'] })).json).toMatchObject({ outcome: 'done' });
  });

  it('a failure before anything happened is an error, and nothing is sent twice', async () => {
    const server = await openAgreeing();
    server.sonarr.faults.add({ method: 'DELETE', fault: { kind: 'reply', status: 500, body: { message: 'locked' } } });
    const { error } = await server.mcp.callTool(tool, { items: ['Pawn Stars'] });
    expect(error).toMatchObject({ code: 'upstream_unavailable', retryable: false });
    expect(asked(server.sonarr).filter((request) => request.startsWith('DELETE'))).toHaveLength(1);
  });
});

it('is neither listed nor done in read-only mode', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.listTools()).map(({ name }) => name)).not.toContain(tool);
  expect((await mcp.callTool(tool, { items: ['Pawn Stars'] })).error).toMatchObject({ code: 'read_only' });
  expect(sonarr.requests).toEqual([]);
});

it('stops where the person says no', async () => {
  const server = await openWriting({ person: { onQuestion: () => ({ action: 'decline' }) } });
  const before = server.sonarr.digest();
  expect((await server.mcp.callTool(tool, { items: ['Pawn Stars'] })).json).toMatchObject({ outcome: 'declined' });
  expect(server.sonarr.digest()).toBe(before);
});
