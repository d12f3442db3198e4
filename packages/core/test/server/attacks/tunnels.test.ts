import { describe, expect, it } from 'vitest';
import { initializeRequest, sendHttp } from '../../../src/testing/http-probe.js';
import { readToken, serveShelf } from '../../fixtures/http-shelf.js';

const elsewhere = '203.0.113.7';

/** What each of them adds to a request on its way to a program on this machine. */
const tunnels: Readonly<Record<string, readonly string[]>> = {
  'a proxy by the standard': ['Forwarded', 'Via'],
  'a usual proxy': ['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Forwarded-Port', 'X-Real-IP'],
  'Apache, Traefik, Caddy': ['X-Forwarded-Server', 'X-Forwarded-Prefix', 'Via'],
  "Kubernetes' ingress": ['X-Original-Forwarded-For', 'X-Scheme', 'X-Forwarded-Scheme'],
  "Cloudflare's tunnel": ['CF-Connecting-IP', 'CF-Ray', 'CF-Visitor', 'CF-IPCountry', 'CDN-Loop', 'True-Client-IP'],
  'ngrok, localtunnel, serveo': ['X-Forwarded-For', 'X-Nginx-Proxy', 'ngrok-trace-id'],
  'Tailscale Serve and Funnel': ['Tailscale-User-Login', 'Tailscale-Funnel-Request', 'X-Forwarded-Host'],
  "VS Code's and GitHub's tunnels": ['X-Original-Host', 'X-Forwarded-Proto'],
  'Fly, Fastly, Akamai, Vercel, Netlify': [
    'Fly-Client-IP',
    'Fly-Forwarded-Port',
    'Fastly-Client-IP',
    'True-Client-IP',
    'X-Vercel-Forwarded-For',
    'X-NF-Client-Connection-IP',
  ],
  'CloudFront, Azure, Google': ['CloudFront-Viewer-Address', 'X-Azure-ClientIP', 'X-ARR-SSL', 'X-Appengine-User-IP'],
  'Envoy, Home Assistant, others': [
    'X-Envoy-External-Address',
    'X-Ingress-Path',
    'X-Client-IP',
    'X-Cluster-Client-IP',
    'X-Original-URL',
    'X-Rewrite-URL',
  ],
};

describe('a tunnel in front of a server that asks nobody', () => {
  it.each(Object.entries(tunnels))('is found out when it is %s', async (_name, headers) => {
    const { http } = await serveShelf();
    for (const header of headers) {
      const answer = await sendHttp(http.url, initializeRequest({ [header]: elsewhere }));
      expect({ header, status: answer.status }).toEqual({ header, status: 403 });
      expect(answer.text).toContain(header.toLowerCase());
    }
  });

  it('is found out on every path that says anything', async () => {
    const { http } = await serveShelf({ MCP_TRANSPORT: 'sse' });
    for (const path of ['/', '/info', '/sse', '/messages', '/.well-known/oauth-protected-resource']) {
      const headers = { 'x-forwarded-for': elsewhere };
      expect((await sendHttp(new URL(path, http.url).href, { headers })).status).toBe(403);
    }
  });

  it('is found out by its name where it adds no header', async () => {
    const { http } = await serveShelf();
    for (const host of ['something.trycloudflare.com', 'something.ngrok-free.app', 'bore.pub:12345']) {
      expect((await sendHttp(http.url, initializeRequest({ host }))).status).toBe(403);
    }
  });

  it('is welcome where callers are asked', async () => {
    const { http } = await serveShelf({ MCP_READ_TOKEN: readToken });
    for (const header of Object.values(tunnels).flat()) {
      const headers = { [header]: elsewhere, authorization: `Bearer ${readToken}` };
      expect((await sendHttp(http.url, initializeRequest(headers))).status).toBe(200);
    }
  });
});

it('what MCP clients on this machine send is not taken for a tunnel', async () => {
  const { http } = await serveShelf();
  const headers = {
    'user-agent': 'node',
    'accept-language': '*',
    'sec-fetch-mode': 'cors',
    'mcp-protocol-version': '2025-06-18',
    'x-request-id': 'a',
    'x-custom-auth': 'b',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    'ngrok-skip-browser-warning': '1',
  };
  expect((await sendHttp(http.url, initializeRequest(headers))).status).toBe(200);
});
