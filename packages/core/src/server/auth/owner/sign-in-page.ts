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
main { max-width: 34rem; padding: 1.25rem 1.25rem 2rem; } h1 { font-size: 1.4rem; margin: .25rem 0 1rem; }
dl { margin: 1rem 0; } dt { font-weight: 600; margin-top: .6rem; } dd { margin: 0; overflow-wrap: anywhere; }
fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 0; padding: .25rem 1rem .75rem; } legend { font-weight: 600; padding: 0 .25rem; }
.choice { display: flex; gap: .6rem; align-items: baseline; margin-top: .4rem; font-weight: 400; min-height: 2.75rem; cursor: pointer; } .choice input { width: auto; margin: 0; flex: none; }
.note { color: color-mix(in srgb, CanvasText 75%, Canvas); font-size: .9em; } p.note { margin: .75rem 0 0; }
[role='alert'] { margin: 1rem 0 0; }
.buttons { display: flex; gap: .75rem; margin-top: 1.25rem; } .buttons button { flex: 1; margin: 0; }
@media (min-width: 40rem) {
  body { background: var(--soft); }
  main { margin: 3rem auto; padding: 1.75rem 2.25rem 2.25rem; background: Canvas; border: 1px solid var(--line); border-radius: .8rem; }
}
`;

const choices: Readonly<Record<AccessLevel, { readonly name: string; readonly note: string }>> = {
  read: { name: 'Only read', note: 'It looks things up, and changes nothing.' },
  write: { name: 'Read and change', note: 'It can also add, change and delete things.' },
};

/** The page on which the owner signs in and decides: one form, without script. */
export function signInPage(request: AccessRequest): string {
  const { title, action, redirect, offered, limit, chosen, wrongPassword } = request;
  const client = shown(request.client);
  const choice = (level: AccessLevel) =>
    `<label class="choice"><input type="radio" name="access" value="${level}"${level === chosen ? ' checked' : ''}> <span>${choices[level].name}<br><span class="note">${choices[level].note}</span></span></label>`;
  // A screen reader begins with the title, then reads what has the focus: both tell of a mistake, which stands where it was made.
  return document(
    `${wrongPassword ? 'Wrong password – ' : ''}Sign in to ${title}`,
    `<h1>Let <q>${client}</q> use ${shown(title)}?</h1>
<dl>
<dt>Who asks</dt><dd>${client}<br><span class="note">${shown(request.proof)}</span></dd>
<dt>For what</dt><dd>${request.resources.map((resource) => `<code>${shown(resource)}</code>`).join('<br>')}</dd>
<dt>Where you are sent afterwards</dt><dd><code>${shown(redirect.name)}</code>${redirect.note === '' ? '' : `<br><span class="note">${shown(redirect.note)}</span>`}</dd>
</dl>
<form method="post" action="${escapeHtml(action)}">
<fieldset>
<legend>What it may do</legend>
${choice('read')}
${offered === 'write' ? choice('write') : ''}
${limit === '' ? '' : `<p class="note">${shown(limit)}</p>`}
</fieldset>
${wrongPassword ? '<p role="alert" id="problem">That is not the password. Nothing was allowed.</p>\n' : ''}<label for="password">The owner's password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${wrongPassword ? ' autofocus aria-invalid="true" aria-describedby="problem"' : ''}>
<div class="buttons"><button class="primary" name="decision" value="allow">Allow</button><button name="decision" value="deny" formnovalidate>Deny</button></div>
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
