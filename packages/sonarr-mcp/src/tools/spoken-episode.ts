import { parseEpisodeCode } from '@watchstack/core/server';

/** A series with a season or episode behind it, as people say it. */
export interface SpokenEpisode {
  /** Empty where the text is nothing but a code. */
  readonly name: string;
  readonly code?: { readonly season: number; readonly episode?: number };
}

const spoken = /^(?:(.*?\S)[\s,:–-]+)?(s\d{1,4}(?:[ .-]?e\d{1,5})?|\d{1,4}x\d{1,5})$/isu;

/** Reads `Severance S02E03`, `Severance S02`, `tvdb:371980 2x03`, or a name alone. */
export function readSpoken(text: string): SpokenEpisode {
  const trimmed = text.trim();
  const [, name = '', code] = spoken.exec(trimmed) ?? [];
  return code === undefined ? { name: trimmed } : { name, code: parseEpisodeCode(code) };
}
