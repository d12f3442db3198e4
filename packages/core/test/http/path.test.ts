import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiPath, InvalidInputError } from '../../src/index.js';

describe('apiPath', () => {
  it('puts values into a path', () => {
    expect(apiPath`series/${12}/season/${3}`).toBe('series/12/season/3');
    expect(apiPath`/library/metadata`).toBe('/library/metadata');
    expect(apiPath`shows/${'mr-robot'}?extended=full`).toBe('shows/mr-robot?extended=full');
  });

  it('encodes what would begin another segment, a query or a fragment', () => {
    expect(apiPath`x/${'a/b?c#d&e f%2F'}`).toBe('x/a%2Fb%3Fc%23d%26e%20f%252F');
  });

  it.each([
    '',
    '.',
    '..',
    '../x',
    'x/..',
    'a\\..\\b',
    '%2e%2e',
    '%2E.',
    '%252e%252e',
    '..%2f',
    '%2e%2e%5cx',
    'a\nb',
    '\u0000',
    '\uD800',
  ])('refuses %j', (value) => {
    expect(() => apiPath`series/${value}`).toThrow(InvalidInputError);
  });

  it('takes names that only look a little like a way up', () => {
    expect(apiPath`x/${'...'}/${'a..b'}/${'.hidden'}/${'100%'}/${'50%25'}`).toBe('x/.../a..b/.hidden/100%25/50%2525');
  });

  it('makes exactly one segment of any value that it takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (value) => {
        let path: string;
        try {
          path = apiPath`a/${value}/b`;
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
          return;
        }
        const segments = new URL(path, 'http://host/base/').pathname.split('/');
        expect(segments).toHaveLength(5);
        expect(decodeURIComponent(segments[3] ?? '')).toBe(value);
      }),
    );
  });
});
