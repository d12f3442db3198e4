/** What stands where a secret stood. */
const replacement = '[redacted]';
/** Shorter values occur in innocent text too often. */
const shortestSecret = 4;
/** Words of JSON itself: taking them out of a document would break it, and they are no secrets. */
const notSecret = new Set(['true', 'false', 'null']);

const names =
  'x-plex-token|x-api-key|trakt-api-key|api[-_]?key|access[-_]?token|refresh[-_]?token|client[-_]?secret|password|passwd|passkey|torrent_pass|auth[-_]?key|rss[-_]?key|token|secret';
const unquotedValue = String.raw`(?!\[redacted\])[^\s"'&;,<>\\)\]}|]+`;
const scheme = String.raw`(?:(?:bearer|basic|digest|token)\s+)?`;

/** Each pattern keeps its first group and loses the rest. */
const patterns: readonly RegExp[] = [
  // In addresses and forms: `apikey=…`. A name that goes on to the left is another one: `SONARR_API_KEY=` in an example.
  new RegExp(String.raw`((?<![\w-])(?:${names})(?:=|%3D))${unquotedValue}`, 'gi'),
  // In JSON: `"password": "…"`, and in JSON that is itself a string of JSON.
  new RegExp(String.raw`((?<!\\)"(?:${names})"\s*:\s*")(?!\[redacted\])(?:[^"\\]|\\.)+`, 'gi'),
  new RegExp(String.raw`(\\"(?:${names})\\"\s*:\s*\\")(?!\[redacted\])(?:[^"\\]|\\[^"])+`, 'gi'),
  // As headers: `X-Plex-Token: …`.
  new RegExp(String.raw`((?<![\w-])(?:x-plex-token|x-api-key|trakt-api-key):\s*)${unquotedValue}`, 'gi'),
  new RegExp(
    String.raw`((?<![\w-])(?:proxy-)?authorization\\?"?\s*[:=]\s*\\?"?(?!${scheme}\[redacted\])${scheme})${unquotedValue}`,
    'gi',
  ),
  // A scheme and its value alone. The digit tells them from a sentence about bearer authentication.
  /(\b(?:bearer|basic)\s+)(?=[\w.~+/-]*\d)[\w.~+/-]{16,}=*/gi,
  // User info in addresses.
  /(\bhttps?:\/\/)(?!\[redacted\])[^\s/@"'<>\\]+(?=@)/gi,
];

/** Removes secrets from text; called as a function. */
export interface Redactor {
  (text: string): string;
  /** Takes one more secret, for instance a token that was just issued. */
  add(secret: string): void;
}

/**
 * Makes a function that replaces secrets in text with `[redacted]`: known ones by value (as they are, URL-encoded, escaped as in
 * JSON, in base64 where they are a `user:password`), unknown ones by the name they stand under (`apikey=`, `X-Plex-Token`,
 * `Authorization`, `password=` …). Redacting twice changes nothing more, and JSON text stays JSON.
 * @param secrets values under 4 characters are left out
 */
export function createRedactor(secrets: Iterable<string> = []): Redactor {
  const known = new Set<string>();
  let longestFirst: string[] = [];
  const add = (secret: string) => {
    for (const form of formsOf(secret.trim())) known.add(form);
    longestFirst = [...known].sort((a, b) => b.length - a.length);
  };
  const redact = (text: string): string => {
    let clean = text;
    for (const form of longestFirst) {
      if (clean.includes(form)) clean = clean.replaceAll(form, replacement);
    }
    for (const pattern of patterns) clean = clean.replace(pattern, `$1${replacement}`);
    return clean;
  };
  for (const secret of secrets) add(secret);
  return Object.assign(redact, { add });
}

/** Whether a value under this name is a secret whatever it says. */
export function isSecretName(name: string): boolean {
  return new RegExp(`^(?:${names}|authorization|cookie)$`, 'i').test(name);
}

/** Every way in which a secret can show in text. */
function formsOf(secret: string): string[] {
  if (secret.length < shortestSecret || notSecret.has(secret)) return [];
  const forms = [
    secret,
    encodeURIComponent(secret.replace(/[\uD800-\uDFFF]/g, '')),
    new URLSearchParams({ '': secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
  ];
  const credentials = /^(?:bearer|basic|token)\s+(.+)$/i.exec(secret)?.[1];
  if (credentials !== undefined) forms.push(...formsOf(credentials));
  if (secret.includes(':')) {
    const bytes = Buffer.from(secret, 'utf8');
    forms.push(bytes.toString('base64'), bytes.toString('base64url'));
  }
  return forms.filter((form) => form.length >= shortestSecret);
}
