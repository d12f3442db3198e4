import { describe, expect, it } from 'vitest';
import { nothing, openServer, writing } from '../../server.js';

describe('plex_refresh_library', () => {
  it('starts a scan of one library, and no download of metadata', async () => {
    const { mcp, plex } = await openServer({ environment: writing });
    const answer = await mcp.callTool('plex_refresh_library', { library: 'Shows' });
    expect(answer.json).toMatchObject({
      outcome: 'running',
      target: 'library Shows',
      action: 'scan',
      libraries: ['Shows'],
    });
    expect(plex.state.scans).toEqual([{ library: '2', force: false }]);
  });

  it('scans one folder of a library', async () => {
    const { mcp, plex } = await openServer({ environment: writing });
    await mcp.callTool('plex_refresh_library', { library: 'Films', path: '/films/Heat (1995)' });
    expect(plex.state.scans).toEqual([{ library: '1', force: false, path: '/films/Heat (1995)' }]);
  });

  it.each(['/etc', '/films-kids/Up (2009)', '/films/../etc', 'films'])(
    'refuses the folder %s, which is not in the library',
    async (path) => {
      const { mcp, plex } = await openServer({ environment: writing });
      const answer = await mcp.callTool('plex_refresh_library', { library: 'Films', path });
      expect(answer.error).toMatchObject({ code: 'invalid_input', target: 'path', changed: 'no' });
      expect(plex.state.scans).toEqual([]);
    },
  );

  it('scans the whole server only when that was said', async () => {
    const { mcp, plex } = await openServer({ environment: writing });
    expect((await mcp.callTool('plex_refresh_library', {})).error).toMatchObject({ code: 'invalid_input' });
    expect(plex.state.scans).toEqual([]);
    const answer = await mcp.callTool('plex_refresh_library', { library: 'all' });
    expect(answer.json).toMatchObject({ outcome: 'running', target: 'all libraries' });
    expect(plex.state.scans).toEqual([{ library: 'all', force: false }]);
  });

  it('asks a person before it downloads the metadata of a whole library again', async () => {
    const questions: string[] = [];
    const { mcp, plex } = await openServer({
      environment: writing,
      person: {
        onQuestion: (message) => {
          questions.push(message);
          return { action: 'decline' };
        },
      },
    });
    const answer = await mcp.callTool('plex_refresh_library', { library: 'Films', forceMetadata: true });
    expect(answer.json).toMatchObject({ outcome: 'declined' });
    expect(questions[0]).toMatch(/metadata of all 105 items of Films again/);
    expect(plex.state.scans).toEqual([]);
  });

  it('takes a code where nobody can be asked, and runs once', async () => {
    const { mcp, plex } = await openServer({ environment: writing });
    const call = { library: 'Films', forceMetadata: true };
    const first = await mcp.callTool('plex_refresh_library', call);
    expect(first.error).toMatchObject({ code: 'confirmation_needed', changed: 'no' });
    expect(plex.state.scans).toEqual([]);
    const confirm = first.error['confirm'];
    const other = await mcp.callTool('plex_refresh_library', { ...call, library: 'Shows', confirm });
    expect(other.error).toMatchObject({ code: 'confirmation_needed' });
    const second = await mcp.callTool('plex_refresh_library', { ...call, confirm });
    expect(second.json).toMatchObject({ outcome: 'running', action: 'metadata refresh' });
    expect(plex.state.scans).toEqual([{ library: '1', force: true }]);
    const again = await mcp.callTool('plex_refresh_library', { ...call, confirm });
    expect(again.error).toMatchObject({ code: 'confirmation_needed' });
    expect(plex.state.scans).toHaveLength(1);
  });

  it.each([
    ['an empty body', {}],
    ['an empty object', { body: {} }],
    ['a body of another type', { body: '[1,2]', headers: { 'content-type': 'application/json' } }],
  ])('is running whatever Plex says beside its 200: %s', async (_what, reply) => {
    const { mcp, plex } = await openServer({ environment: writing });
    plex.faults.add({
      path: '/library/sections/2/refresh',
      when: 'after',
      fault: { kind: 'reply', status: 200, ...reply },
    });
    const answer = await mcp.callTool('plex_refresh_library', { library: 'Shows' });
    expect(answer.json).toMatchObject({ outcome: 'running' });
    expect(plex.state.scans).toHaveLength(1);
  });

  it('says that nobody can tell when the connection breaks after it was sent', async () => {
    const { mcp, plex } = await openServer({ environment: writing });
    plex.faults.add({ path: '/library/sections/2/refresh', when: 'after', fault: { kind: 'close' } });
    const answer = await mcp.callTool('plex_refresh_library', { library: 'Shows' });
    expect(answer.error).toMatchObject({ code: 'network', changed: 'unknown', retryable: false });
    expect(plex.requests.filter(({ path }) => path.endsWith('/refresh'))).toHaveLength(1);
  });

  it('does nothing to a library that is not there or could be several', async () => {
    const { mcp, plex } = await openServer({ environment: writing });
    for (const library of ['Cartoons', '99', 'movies']) {
      expect((await mcp.callTool('plex_refresh_library', { library })).error).toMatchObject({ code: 'not_found' });
    }
    expect(plex.state.scans).toEqual([]);
  });

  it('scans an empty library all the same', async () => {
    const { mcp, plex } = await openServer({ environment: writing, plex: nothing });
    await mcp.callTool('plex_refresh_library', { library: 'Films', forceMetadata: true });
    expect(plex.state.scans).toEqual([{ library: '1', force: true }]);
  });

  it('is neither listed nor callable in read-only mode, under any of its names', async () => {
    const { mcp, plex } = await openServer({ environment: { PLEX_TOOLSETS: 'all' } });
    const listed = (await mcp.listTools()).map(({ name }) => name);
    for (const name of ['plex_refresh_library', 'library_scan', 'library_refresh']) {
      expect(listed).not.toContain(name);
      const answer = await mcp.callTool(name, { nonsense: true });
      expect(answer.error).toMatchObject({
        code: 'read_only',
        message: `Operation '${name}' is not allowed in read-only mode. Set READ_ONLY_MODE=false in your environment to enable write operations.`,
      });
    }
    expect(plex.requests).toEqual([]);
  });
});
