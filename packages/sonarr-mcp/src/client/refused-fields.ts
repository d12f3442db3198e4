import {
  ConflictError,
  InvalidInputError,
  NotFoundError,
  type ErrorDetails,
  type WatchstackError,
} from '@watchstack/core';
import * as z from 'zod';
import { text } from './fields.js';

/** An entry of the list that Sonarr answers with when it refuses values. */
const refusalsSchema = z
  .array(z.object({ propertyName: text, errorMessage: text, errorCode: text, severity: text }))
  .min(1);

type Refusal = z.infer<typeof refusalsSchema>[number];

/** ASP.NET's own answer to values of a wrong type. */
const problemSchema = z.object({ errors: z.record(z.string(), z.unknown()) });

/** What a known rule of Sonarr's says, and whether it is about what is there already or about the value. */
const rules: Readonly<Record<string, { readonly kind: 'conflict' | 'invalid'; readonly says: string }>> = {
  SeriesExistsValidator: { kind: 'conflict', says: 'This series is already in the library.' },
  SeriesPathValidator: { kind: 'conflict', says: 'Another series already uses that folder.' },
  SeriesAncestorValidator: { kind: 'conflict', says: 'That folder contains the folder of another series.' },
  SeriesTitleSlugValidator: {
    kind: 'conflict',
    says: 'Another series of the library already has the same name in addresses.',
  },
  RootFolderExistsValidator: { kind: 'invalid', says: 'The root folder is none of those set up in Sonarr.' },
  RootFolderValidator: { kind: 'invalid', says: 'The folder is a root folder itself.' },
  RootFolderAncestorValidator: { kind: 'invalid', says: 'The folder contains a root folder.' },
  SeriesFolderAsRootFolderValidator: {
    kind: 'invalid',
    says: 'The root folder already ends with the folder of the series; it has to be the folder above.',
  },
  QualityProfileExistsValidator: { kind: 'invalid', says: 'Sonarr has no quality profile with that id.' },
  LanguageProfileExistsValidator: {
    kind: 'invalid',
    says: 'This Sonarr is too old: it still asks for a language profile.',
  },
  PathValidator: { kind: 'invalid', says: 'The folder is no valid path on the machine of Sonarr.' },
  PathExistsValidator: { kind: 'invalid', says: 'The folder is not there on the machine of Sonarr.' },
  FolderWritableValidator: { kind: 'invalid', says: 'Sonarr may not write to the folder.' },
};

/** Sonarr's names of values in people's words. */
const words: Readonly<Record<string, string>> = {
  tvdbid: 'TVDB id',
  qualityprofileid: 'quality profile',
  languageprofileid: 'language profile',
  rootfolderpath: 'root folder',
  path: 'folder',
  label: 'label of the tag',
  seriestype: 'series type',
  seasonfolder: 'season folder',
  monitornewitems: 'monitoring of new seasons',
  addoptions: 'options for adding',
};

/**
 * The error for a refusal of values: a list of refused fields, or problem details naming them. Their sentences repeat folders
 * and values, so each is said in our own words.
 * @returns undefined when the document is neither
 */
export function explainRefusedFields(json: unknown, details: ErrorDetails): WatchstackError | undefined {
  const refusals = refusalsSchema.safeParse(json);
  if (refusals.success) return explainRefusals(refusals.data, details);
  const problem = problemSchema.safeParse(json);
  if (!problem.success) return undefined;
  return new InvalidInputError(refusedValues(Object.keys(problem.data.errors).map(inWords)), {
    ...details,
    hint: 'Check the types and ranges of the values.',
  });
}

function explainRefusals(all: readonly Refusal[], details: ErrorDetails): WatchstackError {
  const errors = all.filter(({ severity }) => severity === undefined || severity.toLowerCase() === 'error');
  const refusals = errors.length > 0 ? errors : all;
  const codes = new Set(refusals.map(({ errorCode }) => errorCode));
  // In the order of the rules: a series that is there already has its folder, too.
  const known = Object.entries(rules).flatMap(([code, rule]) => (codes.has(code) ? [rule] : []));
  const conflict = known.find(({ kind }) => kind === 'conflict');
  if (conflict !== undefined) {
    return new ConflictError(conflict.says, {
      ...details,
      hint: 'Nothing was changed. Look at what the library has already.',
    });
  }
  if (refusals.some(isUnknownSeries)) {
    return new NotFoundError('TheTVDB has no series with that id.', {
      ...details,
      hint: 'Search for the series by its title and take the id from there.',
    });
  }
  const rest = refusals.filter(({ errorCode }) => !Object.hasOwn(rules, errorCode ?? ''));
  const sentences = [
    ...known.map(({ says }) => says),
    ...(rest.length > 0 ? [refusedValues(rest.map(({ propertyName }) => inWords(propertyName ?? '')))] : []),
  ];
  return new InvalidInputError(sentences.join(' '), {
    ...details,
    hint: 'List the quality profiles, root folders and tags to see what this Sonarr has.',
  });
}

function isUnknownSeries({ propertyName, errorMessage }: Refusal): boolean {
  return propertyName?.toLowerCase() === 'tvdbid' && /was not found|not found/i.test(errorMessage ?? '');
}

function refusedValues(fields: readonly string[]): string {
  const named = [...new Set(fields.filter((field) => field !== ''))];
  if (named.length === 0) return 'Sonarr refused the request: one of its values is missing or not valid.';
  return `Sonarr refused the ${named.join(' and the ')}: ${named.length === 1 ? 'it is' : 'they are'} missing or not valid.`;
}

/** `$.qualityProfileId`, `QualityProfileId`, `AddOptions.Monitor`; empty for anything that is no name of ours. */
function inWords(property: string): string {
  const name = property.replace(/^\$\.?/, '');
  if (!/^[A-Za-z][\w.[\]]{0,60}$/.test(name)) return '';
  const known = Object.hasOwn(words, name.toLowerCase()) ? words[name.toLowerCase()] : undefined;
  return known ?? name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
