import { AmbiguousError, InvalidInputError, NotFoundError, type Candidate } from '@watchstack/core';
import { parseItem, resolveItem } from '@watchstack/core/server';
import type { SonarrEpisode } from '../../client/episode-document.js';
import {
  importFile,
  type SonarrImportCandidate,
  type SonarrImportFile,
  type SonarrImportOpinion,
  type SonarrImportRejection,
  type SonarrLanguage,
} from '../../client/manual-import.js';
import type { SonarrQuality } from '../../client/quality.js';
import type { SonarrContext } from '../define.js';
import { selectEpisodes } from '../episode-selection.js';
import { findSeries } from '../series.js';
import { additionOf, problemWords } from './import-candidates.js';
import { findImportPlace } from './import-place.js';

/** Which files are to be imported, and as what. */
export interface ImportWish {
  /** A download, a folder, or a series. */
  readonly from: string;
  /** As sonarr_get_manual_import names them; unless given, all that are ready. */
  readonly files?: readonly string[] | undefined;
  /** What they are: a series, episodes, or both (`Severance S01E02-E03`). One for all, or one a file. */
  readonly as?: readonly string[] | undefined;
  readonly quality?: string | undefined;
  /** `German, English`. */
  readonly languages?: string | undefined;
}

/** What a person says a file is. What is left out stays as Sonarr has it. */
interface Correction {
  readonly series?: string | undefined;
  /** `S01E02`, `S01E02-E03`. */
  readonly episodes?: string | undefined;
  readonly quality?: string | undefined;
  readonly languages?: readonly string[] | undefined;
}

/** A file that can be imported. */
export interface PlannedImport {
  /** As its row of sonarr_get_manual_import calls it. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly series: { readonly id: number; readonly title: string; readonly tvdbId?: number | undefined };
  /** As they were before: their files are replaced. */
  readonly episodes: readonly SonarrEpisode[];
  readonly quality: string | undefined;
  /** What Sonarr says against it. A file that nobody named is not imported then. */
  readonly rejections: readonly SonarrImportRejection[];
  readonly request: SonarrImportFile;
}

/** A file that was named and cannot be imported. */
export interface UnplannedImport {
  readonly item: string;
  readonly outcome: 'ambiguous' | 'not_found' | 'failed';
  readonly message: string;
  readonly hint?: string | undefined;
  readonly candidates?: readonly Candidate[] | undefined;
  readonly error: Error;
}

/** What would be imported now. */
export interface ImportPlan {
  readonly imports: readonly PlannedImport[];
  readonly failures: readonly UnplannedImport[];
  /** What nobody named and Sonarr would leave, with what it says now. */
  readonly leftOut: readonly SonarrImportCandidate[];
}

/** A file with what is to be said of it. */
interface Target {
  readonly candidate: SonarrImportCandidate;
  readonly named: boolean;
  readonly correction: Correction;
}

/** A file whose correction has been understood. */
interface Understood extends Target {
  readonly series: PlannedImport['series'];
  /** Undefined where Sonarr is to read them from the name. */
  readonly episodes: readonly SonarrEpisode[] | undefined;
  readonly quality: SonarrQuality | undefined;
  readonly languages: readonly SonarrLanguage[] | undefined;
}

/**
 * Looks afresh at what lies there, and works out what is to be imported as what. Files that are named are taken whatever
 * Sonarr says of them, as long as series and episodes are known; of the others those that Sonarr would take itself.
 * @throws InvalidInputError when nothing there can be imported; NotFoundError when nothing lies there
 */
export async function planImport(wish: ImportWish, context: SonarrContext): Promise<ImportPlan> {
  const { client, signal } = context;
  const { source } = await findImportPlace(wish.from, context);
  const candidates = (await client.manualImport.list(source, { signal })).filter(
    ({ episodeFileId }) => episodeFileId === undefined,
  );
  if (candidates.length === 0) throw nothingThere();
  const failures: UnplannedImport[] = [];
  const understand = reader(context);
  const understood: Understood[] = [];
  for (const { item, target } of targetsOf(wish, candidates, failures)) {
    try {
      understood.push(await understand(target));
    } catch (error) {
      // What nobody named, and nobody knows the series of, is simply not ready. Anything else is wrong for all of them alike.
      if (target.named) failures.push(toFailure(item, error));
      else if (!isExpected(error) || knowsSeries(target)) throw error;
    }
  }
  const opinions = await opinionsOf(understood, context);
  const imports = withoutRivals(toImports(understood, opinions, failures), failures);
  const planned = new Set(imports.map(({ request }) => request.path));
  const failed = new Set(failures.map(({ item }) => item));
  const plan = {
    imports,
    failures,
    leftOut: candidates
      .filter(({ path, relativePath }) => !planned.has(path) && !failed.has(relativePath))
      .map((candidate) => ({
        ...candidate,
        rejections: opinions.get(candidate.path)?.rejections ?? candidate.rejections,
      })),
  };
  if (imports.length === 0) throw nothingReady(plan);
  return plan;
}

/**
 * The files that are meant, each with what is said of it.
 * @throws InvalidInputError when it is not clear which of several names is about which file
 */
function targetsOf(wish: ImportWish, candidates: readonly SonarrImportCandidate[], failures: UnplannedImport[]) {
  const { files, as = [] } = wish;
  const names = [...new Set(files)];
  if (as.length > 1 && as.length !== names.length) {
    throw new InvalidInputError('What the files are was said of another number of files.', {
      target: 'as',
      hint: 'Give files, and for each of them one entry in as, in the same order; or a single entry for all.',
      changed: 'no',
    });
  }
  const target = (candidate: SonarrImportCandidate, named: boolean, spoken: string | undefined) => ({
    candidate,
    named,
    correction: correctionOf(wish, spoken),
  });
  if (files === undefined) {
    // Who says what the only file there is means that file.
    const named = candidates.length === 1 && as.length > 0;
    return candidates.map((candidate) => ({
      item: candidate.relativePath,
      target: target(candidate, named, as[0]),
    }));
  }
  return names.flatMap((name, index) => {
    try {
      return [{ item: name, target: target(fileNamed(name, candidates), true, as[index] ?? as[0]) }];
    } catch (error) {
      failures.push(toFailure(name, error));
      return [];
    }
  });
}

function correctionOf({ quality, languages }: ImportWish, spoken: string | undefined): Correction {
  const { series, episodes } = spoken === undefined ? {} : readSpokenFile(spoken);
  const spokenLanguages = languages?.split(',').filter((name) => name.trim() !== '');
  const all = { series, episodes, quality, languages: spokenLanguages };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const spokenFile = /^(?:(.*?\S)[\s,:]+)?(s\d{1,4}[ .]?e\d{1,5}(?:-(?:s\d{1,4})?e?\d{1,5})?|\d{1,4}x\d{1,5})$/isu;

/** Reads `Severance S01E02`, `tvdb:371980 S01E02-E03`, an episode without its series, or a series without an episode. */
function readSpokenFile(text: string): Pick<Correction, 'series' | 'episodes'> {
  const [, series, episodes] = spokenFile.exec(text.trim()) ?? [];
  return episodes === undefined ? { series: text.trim() } : { series, episodes };
}

function knowsSeries({ candidate, correction }: Target): boolean {
  return correction.series !== undefined || candidate.series?.id !== undefined;
}

/** Of two files for one episode the second would replace the first at once: neither is imported until one is chosen. */
function withoutRivals(imports: readonly PlannedImport[], failures: UnplannedImport[]): PlannedImport[] {
  const claims = new Map<number, number>();
  for (const id of imports.flatMap(({ request }) => request.episodeIds)) claims.set(id, (claims.get(id) ?? 0) + 1);
  return imports.filter(({ name, request, series }) => {
    if (request.episodeIds.every((id) => claims.get(id) === 1)) return true;
    const error = new InvalidInputError(`Another file there is the same episode of ${series.title}.`, {
      target: name,
      hint: 'Name the one to import in files.',
      changed: 'no',
    });
    failures.push(toFailure(name, error));
    return false;
  });
}

function fileNamed(name: string, candidates: readonly SonarrImportCandidate[]): SonarrImportCandidate {
  const exact = candidates.find(({ relativePath, path }) => relativePath === name || path === name);
  if (exact !== undefined) return exact;
  const ending = candidates.filter(({ path }) => path.endsWith(`/${name}`) || path.endsWith(`\\${name}`));
  const [only, ...others] = ending;
  if (only !== undefined && others.length === 0) return only;
  const problem = `${only === undefined ? 'No' : 'More than one'} file there is called '${name.slice(0, 100)}'.`;
  const details = {
    target: name.slice(0, 100),
    hint: 'Take the names from sonarr_get_manual_import.',
    changed: 'no',
  } as const;
  throw only === undefined ? new NotFoundError(problem, details) : new InvalidInputError(problem, details);
}

/** Understands corrections; what several files share is asked for once. */
function reader(context: SonarrContext): (target: Target) => Promise<Understood> {
  const { client, signal } = context;
  const allSeries = remembered((reference: string) => findSeries(reference, context));
  const allEpisodes = remembered((seriesId: number) => client.episodes.list({ seriesId }, { signal }));
  return async (target) => {
    const { candidate, correction } = target;
    const series = correction.series === undefined ? candidate.series : await allSeries(correction.series);
    if (series?.id === undefined) {
      const addition = additionOf(candidate);
      throw new InvalidInputError('Sonarr does not know which series it is.', {
        target: candidate.relativePath,
        hint: `Say which it is in as. One that is not in the library has to be added first: ${addition === undefined ? 'sonarr_add_series' : `${addition.tool} with items ${JSON.stringify(addition.arguments.items)}`}.`,
        changed: 'no',
      });
    }
    const { id, title, tvdbId } = series;
    const episodes =
      correction.episodes === undefined
        ? id === candidate.series?.id
          ? candidate.episodes
          : undefined
        : selectEpisodes({ episodes: [correction.episodes] }, await allEpisodes(id)).episodes;
    return {
      ...target,
      series: { id, title, tvdbId },
      episodes: episodes?.length === 0 ? undefined : episodes,
      quality: correction.quality === undefined ? undefined : await findQuality(correction.quality, context),
      languages:
        correction.languages === undefined
          ? undefined
          : await Promise.all(correction.languages.map((name) => findLanguage(name, context))),
    };
  };
}

/** The file as it is understood now. */
function requestOf(
  { candidate, series, quality, languages }: Understood,
  episodes: readonly SonarrEpisode[],
): SonarrImportFile {
  return importFile(candidate, { seriesId: series.id, episodeIds: episodes.map(({ id }) => id), quality, languages });
}

/** What Sonarr thinks of the files that were corrected, by their paths: asked in one request for all. */
async function opinionsOf(
  understood: readonly Understood[],
  { client, signal }: SonarrContext,
): Promise<ReadonlyMap<string, SonarrImportOpinion>> {
  const corrected = understood.filter(({ correction }) => Object.keys(correction).length > 0);
  if (corrected.length === 0) return new Map();
  const requests = corrected.map((each) => requestOf(each, each.episodes ?? []));
  const opinions = await client.manualImport.reconsider(requests, { signal });
  return new Map(opinions.map((opinion) => [opinion.path, opinion]));
}

/** The files that can be imported; of those that were named and cannot, the reason goes to the failures. */
function toImports(
  understood: readonly Understood[],
  opinions: ReadonlyMap<string, SonarrImportOpinion>,
  failures: UnplannedImport[],
): PlannedImport[] {
  return understood.flatMap((each): PlannedImport[] => {
    const { candidate, named, series } = each;
    const opinion = opinions.get(candidate.path);
    const episodes = each.episodes ?? opinion?.episodes ?? [];
    const rejections = opinion?.rejections ?? candidate.rejections;
    const quality = each.quality ?? candidate.quality?.quality;
    if (!named && (rejections.length > 0 || episodes.length === 0 || quality === undefined)) return [];
    if (episodes.length === 0 || quality === undefined) {
      const lacking = episodes.length === 0 ? 'which episode it is' : 'its quality';
      const error = new InvalidInputError(`Sonarr cannot tell ${lacking}.`, {
        target: candidate.relativePath,
        hint: episodes.length === 0 ? 'Say so in as, such as S01E02.' : 'Say so in quality, such as WEBDL-1080p.',
        changed: 'no',
      });
      failures.push(toFailure(candidate.relativePath, error));
      return [];
    }
    return [
      {
        name: candidate.relativePath,
        sizeBytes: candidate.size,
        series,
        episodes,
        quality: quality.name,
        rejections,
        request: requestOf(each, episodes),
      },
    ];
  });
}

/** Every profile lists all qualities that there are, allowed in it or not. */
async function findQuality(name: string, { client, signal }: SonarrContext): Promise<SonarrQuality> {
  const profiles = await client.profiles.quality({ signal });
  const all = profiles.flatMap(({ items }) =>
    items.flatMap((item) => [
      ...(item.quality === undefined ? [] : [item.quality]),
      ...item.items.map(({ quality }) => quality),
    ]),
  );
  const known = new Map(all.map((quality) => [quality.name.toLowerCase(), quality]));
  const found = known.get(name.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new NotFoundError(`Sonarr has no quality '${name}'.`, {
    target: 'quality',
    hint: `It has: ${[...known.values()].map((quality) => quality.name).join(', ')}.`,
    changed: 'no',
  });
}

async function findLanguage(name: string, { client, signal }: SonarrContext): Promise<SonarrLanguage> {
  const languages = await client.manualImport.languages({ signal });
  return resolveItem(parseItem(name), languages, (language) => ({ id: language.id, title: language.name }), {
    noun: 'language',
    lookIn: 'Sonarr',
  });
}

/** Does the same thing once for the same key. */
function remembered<Key, Value>(make: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const made = new Map<Key, Promise<Value>>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

function isExpected(error: unknown): error is AmbiguousError | NotFoundError | InvalidInputError {
  return error instanceof AmbiguousError || error instanceof NotFoundError || error instanceof InvalidInputError;
}

/** The row of a file that was named and cannot be imported. Whatever is no matter of that file is thrown on. */
function toFailure(item: string, error: unknown): UnplannedImport {
  if (!isExpected(error)) throw error;
  const candidates = error instanceof InvalidInputError ? [] : error.candidates;
  return {
    item: item.slice(0, 200),
    outcome: error instanceof AmbiguousError ? 'ambiguous' : error instanceof NotFoundError ? 'not_found' : 'failed',
    message: error.message,
    hint: error.hint,
    candidates: candidates.length === 0 ? undefined : candidates.slice(0, 10),
    error,
  };
}

function nothingThere(): NotFoundError {
  return new NotFoundError('Sonarr finds no video file there to import.', {
    target: 'files to import',
    hint: 'The download is gone from the queue, or its folder is empty, still packed, or out of reach for Sonarr; sonarr_get_queue tells.',
    changed: 'no',
  });
}

/** Where one thing is wrong, that is what is said; otherwise what Sonarr has against the first files. */
function nothingReady({ failures, leftOut }: ImportPlan): Error {
  const [failure, ...others] = failures;
  if (failure !== undefined && others.length === 0) return failure.error;
  const what = [
    ...failures.map(({ item, message }) => `${item}: ${message}`),
    ...leftOut.map((candidate) => {
      const addition = candidate.series === undefined ? additionOf(candidate) : undefined;
      const add =
        addition === undefined
          ? ''
          : ` (${addition.tool} with items ${JSON.stringify(addition.arguments.items)} adds it)`;
      return `${candidate.relativePath}: ${reasonOf(candidate)}${add}`;
    }),
  ];
  return new InvalidInputError('Sonarr would take none of the files there as they are.', {
    target: 'files to import',
    hint: `${what.slice(0, 5).join(' ')} Say what they are in as, or name in files the ones to import all the same.`,
    changed: 'no',
  });
}

function reasonOf({ rejections }: SonarrImportCandidate): string {
  return rejections.length === 0 ? 'Sonarr does not know what it is.' : problemWords(rejections).join(' ');
}
