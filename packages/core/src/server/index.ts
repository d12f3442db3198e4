/** What a server's definitions are made of, and the helpers its tools share. The app and its binary: `./shell`. */
export type { Definitions } from './app.js';
export { pagesToOffset, rename, type Alias, type Aliases, type RawArguments } from './aliases.js';
export { shorten } from './answer-text.js';
export { batchOutcome, batchRowOutput, runBatch } from './batch.js';
export { dayRange, dayStart, localDay, parseDay, toZonedIso, weekdayName } from './calendar-days.js';
export { systemClock, type Clock } from './clock.js';
export { matchItems, nearest, resolveItem, toCandidate, type Describable, type MatchWords } from './matching.js';
export { limitInput, offsetInput, pageOf, pageOutput } from './paging.js';
export { promptsOf, type Prompt, type PromptArgument } from './prompt.js';
export { formatEpisodeCode, parseEpisodeCode, parseItem, refOf, type Ids, type ItemReference } from './references.js';
export { resourcesOf, type Resource } from './resource.js';
export { environmentNames, type SettingDefinition, type SettingDefinitions, type SettingValues } from './settings.js';
export {
  asksAbove,
  toolsOf,
  writeAnswer,
  type Preview,
  type ProgressStep,
  type Tool,
  type ToolContext,
  type ToolEffect,
} from './tool.js';
export { toolList, type ToolEntry, type ToolList } from './tool-list.js';
