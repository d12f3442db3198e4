import {
  InvalidInputError,
  UnexpectedResponseError,
  apiPath,
  type CallOptions,
  type ErrorDetails,
} from '@watchstack/core';
import * as z from 'zod';
import { flag, id, list, text } from './fields.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** What a test found wrong. */
export interface SonarrProviderProblem {
  /** Text from the provider and from Sonarr; may hold addresses. */
  readonly message: string;
  /** It works all the same. */
  readonly isWarning: boolean;
}

/** How a test of one provider went. */
export interface SonarrProviderTest {
  readonly id: number;
  /** Nothing worse than warnings. */
  readonly works: boolean;
  readonly problems: readonly SonarrProviderProblem[];
}

const problemSchema = z
  .object({ errorMessage: z.string(), isWarning: flag, severity: text })
  .transform(({ errorMessage, isWarning, severity }) => ({
    message: errorMessage,
    isWarning: isWarning ?? (severity !== undefined && severity !== 'error'),
  })) satisfies z.ZodType<SonarrProviderProblem>;

const resultsSchema = z.array(
  z
    .object({ id, isValid: z.boolean(), validationFailures: list(problemSchema) })
    .transform(({ id: tested, isValid, validationFailures }) => ({
      id: tested,
      works: isValid,
      problems: validationFailures,
    })),
) satisfies z.ZodType<readonly SonarrProviderTest[]>;

const problemsSchema = z.array(problemSchema).min(1);

/** Thrown by the reading of failures, caught below: the results of tests that did not all pass, which Sonarr sends with a 400. */
export class FailedTests extends InvalidInputError {
  readonly results: readonly SonarrProviderTest[];

  constructor(results: readonly SonarrProviderTest[], details: ErrorDetails) {
    super('A test of Sonarr failed.', details);
    this.results = results;
  }
}

/** The results in the body of a 400 to `…/testall`, or to `…/test` for one; undefined when it holds none. */
export function failedTests(path: string, body: unknown, details: ErrorDetails): FailedTests | undefined {
  const all = path.endsWith('/testall') ? resultsSchema.safeParse(body).data : undefined;
  if (all !== undefined) return new FailedTests(all, details);
  const problems = path.endsWith('/test') ? problemsSchema.safeParse(body).data : undefined;
  if (problems === undefined) return undefined;
  return new FailedTests([{ id: 0, works: problems.every(({ isWarning }) => isWarning), problems }], details);
}

/** A provider's path below `/api/v3`. */
type Kind = 'indexer' | 'downloadclient';

/**
 * Tests every provider of a kind that is on: POST {kind}/testall, a read in all but its verb. One that fails makes the whole
 * answer a 400 with every result in it.
 */
export async function testAll(
  connection: SonarrConnection,
  kind: Kind,
  target: string,
  options: CallOptions,
): Promise<readonly SonarrProviderTest[]> {
  return orFailed(() =>
    connection.read(
      {
        method: 'POST',
        path: `/api/v3/${kind}/testall`,
        // Sonarr takes no POST without a content type, which an empty body would not have.
        body: {},
        target,
        timeoutMs: connection.patience('test'),
        ...options,
      },
      resultsSchema,
    ),
  );
}

/**
 * Tests one provider as it is set up, on or off: GET {kind}/{id}, then POST {kind}/test with that document, in which Sonarr puts
 * its secrets back where it sent stars.
 * @throws NotFoundError when there is none with that id
 */
export async function testOne(
  connection: SonarrConnection,
  kind: Kind,
  provider: number,
  target: string,
  options: CallOptions,
): Promise<SonarrProviderTest> {
  const body = await connection.read(
    { method: 'GET', path: apiPath`/api/v3/${kind}/${provider}`, target, ...options },
    z.looseObject({ id }),
  );
  if (body.id !== provider) {
    throw new UnexpectedResponseError('Sonarr answered with another one than was asked for.', { target });
  }
  const [failed] = await orFailed(async () => {
    await connection.read(
      {
        method: 'POST',
        path: `/api/v3/${kind}/test`,
        body,
        target,
        timeoutMs: connection.patience('test'),
        ...options,
      },
      z.unknown(),
    );
    return [];
  });
  return { ...(failed ?? { works: true, problems: [] }), id: provider };
}

async function orFailed(test: () => Promise<readonly SonarrProviderTest[]>): Promise<readonly SonarrProviderTest[]> {
  try {
    return await test();
  } catch (error) {
    if (error instanceof FailedTests) return error.results;
    throw error;
  }
}
