import { remoteConfigs } from '../client-config.js';
import type { Runtime } from '../runtime.js';
import { escapeHtml } from './replies.js';

/** What the page needs to know beside the server itself. */
export interface HomePageOptions {
  /** Where MCP clients reach this server. */
  readonly url: string;
  /** Whether callers have to prove who they are. */
  readonly asks: boolean;
  /** Whether clients sign in by themselves; otherwise they need a token. */
  readonly signsIn: boolean;
}

/** The page for a person who opens the server's address: what this is, what it may do, and how to connect to it. */
export function homePage<Client>(runtime: Runtime<Client>, { url, asks, signsIn }: HomePageOptions): string {
  const tools = runtime.toolsFor(runtime.settings.readOnly ? 'read' : 'write');
  const rows = tools.map(
    ({ name, title, annotations }) =>
      `<tr><td>${escapeHtml(title)}<br><code>${escapeHtml(name)}</code></td><td>${annotations.readOnlyHint ? 'reads' : annotations.destructiveHint ? 'can lose something, asks first' : 'changes'}</td></tr>`,
  );
  const clients = remoteConfigs(runtime.service, url, asks && !signsIn).map(
    ({ client, text }) => `<h3>${escapeHtml(client)}</h3><pre>${escapeHtml(text)}</pre>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(runtime.title)} for AI assistants</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${escapeHtml(runtime.title)} for AI assistants</h1>
<p>This is ${escapeHtml(runtime.name)}, an MCP server. It is made for AI assistants, not for browsers: add it to yours, then ask it about ${escapeHtml(runtime.title)}.</p>
<ul>
<li>${runtime.settings.readOnly ? 'It only reads: nothing can be changed through it.' : 'It may change things for callers that were given that right.'}</li>
<li>${asks ? (signsIn ? 'Your assistant will ask you to sign in.' : 'Your assistant needs a token, which the owner of this server has.') : 'Nobody is asked to sign in: only programs on this machine can reach it.'}</li>
</ul>
<h2>Connect</h2>
<p>Address: <code>${escapeHtml(url)}</code></p>
${clients.join('\n')}
<h2>Tools</h2>
<table><thead><tr><th scope="col">Tool</th><th scope="col">What it does</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
</main>
</body>
</html>
`;
}

/** The look of every page that this server shows: plain, in the colours of the person's system, readable on a phone. */
export const pageStyle = `
:root { color-scheme: light dark; --line: color-mix(in srgb, CanvasText 20%, Canvas); --edge: color-mix(in srgb, CanvasText 55%, Canvas); --soft: color-mix(in srgb, CanvasText 6%, Canvas); --focus: #1f5fbf; --bad: #c0392b; }
@media (prefers-color-scheme: dark) { :root { --focus: #8ab4f8; --bad: #ff8a7a; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.55 system-ui, sans-serif; background: Canvas; color: CanvasText; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
ul { padding-left: 1.25rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem; margin: 0; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .35rem .5rem .35rem 0; border-bottom: 1px solid var(--line); }
td:first-child { width: 65%; } td code { font-size: .8em; }
label { display: block; font-weight: 600; margin-top: 1rem; }
input { width: 100%; font: inherit; padding: .6rem; margin-top: .25rem; border: 1px solid var(--edge); border-radius: .4rem; background: Canvas; color: CanvasText; }
input[aria-invalid='true'] { border-color: var(--bad); }
button { font: inherit; padding: .65rem 1.25rem; margin: 1.25rem .5rem 0 0; border: 1px solid var(--edge); border-radius: .4rem; background: var(--soft); color: CanvasText; cursor: pointer; }
button.primary { background: #1f5fbf; border-color: #1f5fbf; color: #fff; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
[role='alert'] { border-left: 4px solid var(--bad); padding: .5rem .75rem; background: color-mix(in srgb, var(--bad) 10%, Canvas); }
`;
