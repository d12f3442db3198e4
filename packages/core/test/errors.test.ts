import { describe, expect, it } from 'vitest';
import * as errors from '../src/errors.js';

type Module = typeof errors;

/** Not a literal, so that the compiler does not look for such a file. */
const secondCopy = '../src/errors.js?copy=2';
/** A second copy of the module, as a second bundled server in one process would bring it. */
const copy = (await import(secondCopy)) as Module;

/** One of each class, from either copy. */
function oneOfEach(module: Module): Readonly<Record<string, errors.WatchstackError>> {
  return {
    ConfigurationError: new module.ConfigurationError('x'),
    AuthenticationError: new module.AuthenticationError('x'),
    PermissionError: new module.PermissionError('x'),
    NotFoundError: new module.NotFoundError('x'),
    AmbiguousError: new module.AmbiguousError('x', { candidates: [] }),
    InvalidInputError: new module.InvalidInputError('x'),
    ConflictError: new module.ConflictError('x'),
    RateLimitedError: new module.RateLimitedError('x'),
    UpstreamUnavailableError: new module.UpstreamUnavailableError('x'),
    NetworkError: new module.NetworkError('x'),
    UnexpectedResponseError: new module.UnexpectedResponseError('x'),
    ReadOnlyError: new module.ReadOnlyError('x'),
    ConfirmationNeededError: new module.ConfirmationNeededError('x', { confirm: 'c', preview: {} }),
    CancelledError: new module.CancelledError('x'),
  };
}

const classes = Object.entries(errors).filter(
  (entry): entry is [string, Module['NetworkError']] => typeof entry[1] === 'function',
);

describe('instanceof', () => {
  it('covers every class there is', () => {
    expect([...Object.keys(oneOfEach(errors)), 'WatchstackError'].sort()).toEqual(classes.map(([name]) => name).sort());
    expect(copy.NetworkError).not.toBe(errors.NetworkError);
  });

  it('holds across two copies of the module and never crosses classes', () => {
    for (const made of [oneOfEach(errors), oneOfEach(copy)]) {
      for (const [name, error] of Object.entries(made)) {
        for (const [className, constructor] of classes) {
          expect([name, className, error instanceof constructor]).toEqual([
            name,
            className,
            className === name || className === 'WatchstackError',
          ]);
        }
        expect(error).toBeInstanceOf(Error);
        expect(error.name).toBe(name);
      }
    }
  });

  it('is false for whatever else', () => {
    for (const value of [undefined, null, 'x', 1, {}, new Error('x'), new TypeError('x')]) {
      expect(value instanceof errors.WatchstackError).toBe(false);
      expect(value instanceof errors.NetworkError).toBe(false);
    }
  });

  it('a subclass of a user’s own is its parent, and its parent is not it', () => {
    class Own extends errors.NotFoundError {}
    expect(new Own('x')).toBeInstanceOf(errors.NotFoundError);
    expect(new Own('x')).toBeInstanceOf(Own);
    expect(new errors.NotFoundError('x')).not.toBeInstanceOf(Own);
    expect(new Own('x')).toBeInstanceOf(copy.NotFoundError);
  });
});

describe('the JSON form', () => {
  it('has a code of its own for each class', () => {
    const codes = Object.values(oneOfEach(errors)).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('says what is known and leaves out the rest, the cause above all', () => {
    const error = new errors.NetworkError('Gone.', {
      target: 'series 1',
      hint: 'Look.',
      changed: 'unknown',
      cause: new Error('canary'),
    });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'network',
      message: 'Gone.',
      target: 'series 1',
      hint: 'Look.',
      retryable: false,
      changed: 'unknown',
    });
    expect(JSON.parse(JSON.stringify(new errors.ConflictError('Taken.', { status: 409 })))).toEqual({
      code: 'conflict',
      message: 'Taken.',
      retryable: false,
      status: 409,
    });
  });

  it('carries what a class adds', () => {
    const candidates = [{ ref: 'tvdb:1', title: 'A' }];
    expect(new errors.AmbiguousError('Which?', { candidates }).toJSON()).toMatchObject({ candidates });
    expect(new errors.NotFoundError('None.', { candidates }).toJSON()).toMatchObject({ candidates });
    expect(new errors.NotFoundError('None.').toJSON()).not.toHaveProperty('candidates');
    expect(new errors.RateLimitedError('Slow.', { retryAfterSeconds: 9 }).toJSON()).toMatchObject({
      retryAfterSeconds: 9,
    });
    expect(
      new errors.ConfirmationNeededError('Sure?', { confirm: 'c', preview: { titles: ['A'] } }).toJSON(),
    ).toMatchObject({ confirm: 'c', preview: { titles: ['A'] }, changed: 'no' });
  });
});

describe('retryable', () => {
  it('is true by itself only where waiting can help', () => {
    const retryable = Object.values(oneOfEach(errors)).filter((error) => error.retryable);
    expect(retryable.map(({ code }) => code).sort()).toEqual(['network', 'rate_limited', 'upstream_unavailable']);
  });

  it.each([
    ['no', true],
    ['yes', false],
    ['unknown', false],
  ] as const)('of a write with changed %s is %s', (changed, retryable) => {
    expect(new errors.NetworkError('x', { changed }).retryable).toBe(retryable);
    expect(new errors.NetworkError('x', { changed, retryable: true }).retryable).toBe(retryable);
  });
});
