import { describe, expect, it } from 'vitest';
import { sendHttp } from '../../../src/testing/http-probe.js';
import { readToken, serveShelf, writeToken } from '../../fixtures/http-shelf.js';

const both = { MCP_AUTH_TOKEN: writeToken, MCP_READ_TOKEN: readToken };
const at = (http: { url: string }, path: string) => new URL(path, http.url).href;

describe('GET /info', () => {
  it('tells a caller what the server is and what they may do', async () => {
    const { http } = await serveShelf({ ...both, READ_ONLY_MODE: 'false' });
    const ask = async (token: string) =>
      JSON.parse(
        (await sendHttp(at(http, '/info'), { headers: { authorization: `Bearer ${token}` } })).text,
      ) as unknown;
    expect(await ask(readToken)).toMatchObject({ name: 'shelf-mcp', protocolVersion: '2026-07-28', access: 'read' });
    expect(await ask(writeToken)).toMatchObject({ access: 'write', readOnly: false });
  });

  it('tells a writer that a read-only server only reads', async () => {
    const { http } = await serveShelf(both);
    const answer = await sendHttp(at(http, '/info'), { headers: { authorization: `Bearer ${writeToken}` } });
    expect(JSON.parse(answer.text)).toMatchObject({ access: 'read', readOnly: true });
  });

  it('tells strangers nothing', async () => {
    const { http } = await serveShelf(both);
    const answer = await sendHttp(at(http, '/info'));
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain('version');
  });
});

describe('GET /', () => {
  it('shows a person what this is, which tools it has, and how to connect', async () => {
    const { http } = await serveShelf({
      ...both,
      READ_ONLY_MODE: 'false',
      PUBLIC_URL: 'https://home.example.org/shelf',
    });
    const answer = await sendHttp(at(http, '/'), { headers: { host: 'home.example.org' } });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('https://home.example.org/shelf/mcp');
    expect(answer.text).toContain('shelf_count_pages');
    expect(answer.text).toContain('claude mcp add --transport http shelf');
    expect(answer.text).toContain('needs a token');
  });

  it('says that a read-only server only reads, and lists no tool that changes', async () => {
    const { http } = await serveShelf();
    const answer = await sendHttp(at(http, '/'));
    expect(answer.text).toContain('It only reads');
    expect(answer.text).not.toContain('shelf_remove_book');
  });

  it('runs no script, is framed by nobody, and is kept by nobody', async () => {
    const { http } = await serveShelf();
    const { headers, text } = await sendHttp(at(http, '/'));
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['cache-control']).toBe('no-store');
    expect(text).not.toContain('<script');
  });
});
