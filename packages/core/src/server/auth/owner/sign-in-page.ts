import { cleanText } from '../../answer-text.js';
import type { AccessLevel } from '../../selection.js';
import { pageStyle } from '../../transports/home-page.js';
import { escapeHtml } from '../../transports/replies.js';

/** What the page says of a request for access. */
export interface AccessRequest {
  /** `Sonarr` */
  readonly title: string;
  /** Where the form is sent: this page. */
  readonly action: string;
  /** What the client calls itself. */
  readonly client: string;
  /** How far that can be believed. */
  readonly proof: string;
  /** The servers that tokens would be good for. */
  readonly resources: readonly string[];
  /** Where the person goes afterwards, and a note on it. */
  readonly redirect: { readonly name: string; readonly note: string };
  /** The most that can be given. */
  readonly offered: AccessLevel;
  /** Why it is not more, if somebody could wonder. */
  readonly limit: string;
  /** What is chosen already. */
  readonly chosen: AccessLevel;
  readonly wrongPassword: boolean;
}

const formStyle = `
dl { margin: 1.5rem 0; } dt { font-weight: 600; margin-top: .75rem; } dd { margin: 0; overflow-wrap: anywhere; }
fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 0; padding: .5rem 1rem .9rem; } legend { font-weight: 600; padding: 0 .25rem; }
.choice { display: flex; gap: .6rem; align-items: baseline; margin-top: .5rem; font-weight: 400; } .choice input { width: auto; margin: 0; flex: none; }
.note { color: color-mix(in srgb, CanvasText 75%, Canvas); }
`;

/** The page on which the owner signs in and decides: one form, without script. */
export function signInPage(request: AccessRequest): string {
  const { title, action, redirect, offered, limit, chosen } = request;
  const client = shown(request.client);
  const choice = (level: AccessLevel, label: string) =>
    `<label class="choice"><input type="radio" name="access" value="${level}"${level === chosen ? ' checked' : ''}> <span>${label}</span></label>`;
  return document(
    `Sign in to ${title}`,
    `<h1>Let ${client} use ${shown(title)}?</h1>
${request.wrongPassword ? '<p role="alert" id="problem">That is not the password. Nothing was allowed.</p>\n' : ''}<dl>
<dt>Who asks</dt><dd>${client}<br><span class="note">${shown(request.proof)}</span></dd>
<dt>For what</dt><dd>${request.resources.map((resource) => `<code>${shown(resource)}</code>`).join('<br>')}</dd>
<dt>Where you are sent afterwards</dt><dd><code>${shown(redirect.name)}</code>${redirect.note === '' ? '' : `<br><span class="note">${shown(redirect.note)}</span>`}</dd>
</dl>
<form method="post" action="${escapeHtml(action)}">
<fieldset>
<legend>What it may do</legend>
${choice('read', 'Only read')}
${offered === 'write' ? choice('write', 'Read and change') : ''}
${limit === '' ? '' : `<p class="note">${shown(limit)}</p>`}
</fieldset>
<label for="password">The owner's password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${request.wrongPassword ? ' aria-invalid="true" aria-describedby="problem"' : ''}>
<button class="primary" name="decision" value="allow">Allow</button><button name="decision" value="deny" formnovalidate>Deny</button>
</form>
<p class="note">If you did not just connect an assistant to ${shown(title)}, choose Deny.</p>`,
  );
}

/** A page that only says something. */
export function messagePage(heading: string, text: string): string {
  return document(heading, `<h1>${shown(heading)}</h1>\n<p role="alert">${shown(text)}</p>`);
}

function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${shown(title)}</title>
<style>${pageStyle}${formStyle}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** Text from strangers as a person can see it, on one line and within reason. */
function shown(text: string): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  return escapeHtml(line.length > 200 ? `${line.slice(0, 200)}…` : line);
}
