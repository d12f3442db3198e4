import { InvalidInputError } from '../errors.js';

/** More layers of percent-encoding than any proxy takes off. */
const maxLayers = 5;

/**
 * Builds the path of an operation: apiPath`series/${id}`. What stands between the values is taken as written; every value becomes
 * exactly one encoded path segment, so that no id, however it came about, leads to another route.
 * @throws InvalidInputError for a value that is empty, holds control characters, or reads as `.` or `..` once decoded
 */
export function apiPath(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return parts.reduce((path, part, index) => `${path}${segment(String(values[index - 1] ?? ''))}${part}`);
}

function segment(value: string): string {
  if (value === '')
    throw new InvalidInputError('An id is empty.', { hint: 'Give the id that a list or search answered.' });
  if (/\p{Cc}/u.test(value) || climbs(value)) throw refused();
  try {
    return encodeURIComponent(value);
  } catch {
    throw refused();
  }
}

function refused(): InvalidInputError {
  return new InvalidInputError('An id holds characters that no id has.', {
    hint: 'Give the id as a list or search answered it.',
  });
}

/** Whether a server or proxy that decodes once more than it should would read the value as a way up. */
function climbs(value: string): boolean {
  let decoded = value;
  for (let layer = 0; layer <= maxLayers; layer += 1) {
    if (decoded.split(/[\\/]/).some((piece) => piece === '.' || piece === '..')) return true;
    const next = decodeOnce(decoded);
    if (next === decoded) return false;
    decoded = next;
  }
  return true;
}

/** Decodes the escapes of ASCII characters, which are all that matter for a way up; others are left as they are. */
function decodeOnce(value: string): string {
  return value.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
