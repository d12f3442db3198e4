import * as z from 'zod';
import type { SonarrProvider } from '../../client/provider-document.js';
import type { SonarrProviderTest } from '../../client/provider-tests.js';
import type { SonarrContext } from '../define.js';
import { pick } from '../reference-data.js';
import { told } from './told.js';

/** What both tests answer. */
export const providerTestOutput = z.strictObject({
  allWork: z.boolean().describe('There is one, and none failed.'),
  results: z
    .array(
      z.strictObject({
        id: z.int(),
        name: z.string(),
        works: z.boolean(),
        says: z.array(z.string()).optional().describe('Text from strangers.'),
      }),
    )
    .optional(),
  off: z.array(z.string()).optional().describe('Switched off, and therefore not tested.'),
  remedy: z.string().optional(),
});

/** What both tests take. */
export function providerInput(noun: string) {
  return z.string().min(1).max(100).optional().describe(`One ${noun}, by name or id; else all that are on.`);
}

/**
 * The one that a name or id means.
 * @throws NotFoundError, AmbiguousError
 */
export function findProvider<T extends SonarrProvider>(named: string, providers: readonly T[], noun: string): T {
  return pick(named, providers, ({ id, name }) => ({ id, title: name, ref: name }), noun);
}

/**
 * Puts names to results, those that failed first.
 * @param remedy what to do about one that failed
 * @param page where Sonarr sets them up
 */
export function testAnswer(
  tests: readonly SonarrProviderTest[],
  providers: readonly SonarrProvider[],
  context: SonarrContext,
  { remedy, page }: { readonly remedy: string; readonly page: string },
) {
  const names = new Map(providers.map(({ id, name }) => [id, name]));
  const allWork = tests.length > 0 && tests.every(({ works }) => works);
  const none = `There is none that is on. Add one, or switch one on, in Sonarr under ${page}.`;
  return {
    allWork,
    results: [...tests]
      .sort((a, b) => Number(a.works) - Number(b.works))
      .map(({ id, works, problems }) => ({
        id,
        name: names.get(id) ?? `number ${id}`,
        works,
        says: problems.slice(0, 5).map(({ message }) => told(message, context)),
      })),
    remedy: tests.length === 0 ? none : allWork ? undefined : remedy,
  };
}
