import * as z from 'zod';
import { InvalidInputError } from '../errors.js';
import { writeOutcomes } from './call-outcome.js';
import type { Clock } from './clock.js';
import { retype } from './lenient-arguments.js';

/**
 * What a tool does to the world: `read` changes nothing; `write` can be taken back by another call; `destructive` loses
 * something; `account` signs in or out and may change only the token store.
 */
export type ToolEffect = 'read' | 'write' | 'destructive' | 'account';

/** What a tool's own work is given. Nothing of the protocol is in it. */
export interface ToolContext<Client> {
  /** The view of the client that this tool's effect allows: a `read` tool is always given the view that only reads. */
  readonly client: Client;
  readonly clock: Clock;
  /** IANA name of the person's zone, in which days begin and end. */
  readonly timeZone: string;
  /** Fires when the caller cancels or the call's deadline passes. Handed to every request. */
  readonly signal: AbortSignal;
  /** Reports how far a long call has come; sent only to callers that asked. */
  readonly progress: (step: ProgressStep) => void;
  /** Whether e-mail and IP addresses may be part of an answer. */
  readonly showPersonalData: boolean;
}

/** One step of a long call: `progress` rises, towards `total` where that is known. */
export interface ProgressStep {
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** What a call is about to do, read afresh from the upstream. */
export interface Preview {
  /** One or two sentences for a person: titles, counts, bytes, who is in the middle of it. */
  readonly summary: string;
  /** What is touched: the reference the call resolved to, so that an answer for one target cannot serve another. */
  readonly target: string;
  /** How many items would change. */
  readonly changes: number;
  /** The same facts as data. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A question in people's words with the arguments that answer it; shown in the docs and checked against the input schema. */
export interface ToolExample<Args> {
  readonly ask: string;
  readonly arguments: Args;
}

/** A value whose lists and members may be read only, as clients hand them out. */
type Frozen<T> = T extends readonly (infer Element)[]
  ? readonly Frozen<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

interface ToolBase<Client, In extends z.ZodObject, Out extends z.ZodObject> {
  /** `sonarr_list_series`: service, verb, noun. */
  readonly name: string;
  /** Short label for people. */
  readonly title: string;
  /** The group it is switched on with. */
  readonly toolset: string;
  /** Listed unless the owner chose otherwise. */
  readonly byDefault: boolean;
  /** One of the at most twelve that people use daily. */
  readonly essential?: boolean;
  /** Calling twice with the same arguments leaves the same state as calling once. */
  readonly idempotent: boolean;
  /** Reaches beyond the service itself: indexers, metadata sites, the internet. */
  readonly openWorld: boolean;
  readonly description: string;
  /** A strict object: unknown arguments are errors. */
  readonly input: In;
  /** A strict object in our own words. Writes make theirs with {@link writeAnswer}. */
  readonly output: Out;
  /** The answer's list, dropped from the end until the answer fits. */
  readonly rows?: Extract<keyof z.output<Out>, string>;
  /** For a read: the write that a person would ask for next; while it is off, the description says so. */
  readonly relatedWrite?: string;
  readonly examples: readonly ToolExample<z.input<In>>[];
  /** Whether these arguments delete media files from disk, which has a gate of its own. */
  readonly deletesFiles?: (args: z.output<In>) => boolean;
  /** The tool's own work. */
  readonly run: (args: z.output<In>, context: ToolContext<Client>) => Promise<Frozen<z.input<Out>>>;
}

/** Up to this many changed items, a write that can be taken back asks nobody. */
export const asksAbove = 20;

/** Reads what the call is about to do. Asked before anything that needs a person's consent. */
type PreviewOf<Client, In extends z.ZodObject, Result> = (
  args: z.output<In>,
  context: ToolContext<Client>,
) => Promise<Result>;

/**
 * A tool's definition; a preview is compulsory exactly for what destroys, possible for what may change more than
 * {@link asksAbove} items. Below that it may spare itself the reading and give nothing.
 */
export type ToolDefinition<Client, In extends z.ZodObject, Out extends z.ZodObject> = ToolBase<Client, In, Out> &
  (
    | { readonly effect: 'read' | 'account'; readonly preview?: never }
    | { readonly effect: 'write'; readonly preview?: PreviewOf<Client, In, Preview | undefined> }
    | { readonly effect: 'destructive'; readonly preview: PreviewOf<Client, In, Preview> }
  );

/** A call whose arguments have been accepted. */
export interface BoundCall<Client> {
  /** The accepted arguments, defaults filled in, without `confirm`. */
  readonly args: Readonly<Record<string, unknown>>;
  /** The confirmation code that came with the call. */
  readonly confirm: string | undefined;
  readonly deletesFiles: boolean;
  /** Undefined where nobody is ever asked; it may itself find that there is nothing to ask about. */
  readonly preview: ((context: ToolContext<Client>) => Promise<Preview | undefined>) | undefined;
  readonly run: (context: ToolContext<Client>) => Promise<Record<string, unknown>>;
}

/** A defined tool, its argument and answer types closed over. */
export interface Tool<Client> {
  readonly name: string;
  readonly title: string;
  readonly toolset: string;
  readonly byDefault: boolean;
  readonly essential: boolean;
  readonly effect: ToolEffect;
  readonly idempotent: boolean;
  readonly openWorld: boolean;
  readonly description: string;
  /** The input as callers see it, with `confirm` where a person may be asked. */
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly rows: string | undefined;
  readonly relatedWrite: string | undefined;
  readonly examples: readonly ToolExample<Readonly<Record<string, unknown>>>[];
  /** Whether a person may be asked before it runs. */
  readonly asks: boolean;
  /** Accepts arguments or throws {@link InvalidInputError} naming what is wrong and what is valid. */
  bind(args: unknown): BoundCall<Client>;
}

const confirmInput = z
  .string()
  .max(200)
  .optional()
  .describe('Code of a confirmation_needed error, once a person agreed.');

/**
 * Makes the definer of one server's tools: `const defineTool = toolsOf<SonarrClient>()`.
 * @returns a function from a {@link ToolDefinition} to a {@link Tool}
 */
export function toolsOf<Client>() {
  return <In extends z.ZodObject, Out extends z.ZodObject>(
    definition: ToolDefinition<Client, In, Out>,
  ): Tool<Client> => {
    const { preview, deletesFiles, run } = definition;
    const asks = preview !== undefined;
    return {
      name: definition.name,
      title: definition.title,
      toolset: definition.toolset,
      byDefault: definition.byDefault,
      essential: definition.essential ?? false,
      effect: definition.effect,
      idempotent: definition.idempotent,
      openWorld: definition.openWorld,
      description: definition.description,
      input: asks ? definition.input.extend({ confirm: confirmInput }) : definition.input,
      output: definition.output,
      rows: definition.rows,
      relatedWrite: definition.relatedWrite,
      examples: definition.examples,
      asks,
      bind(raw) {
        const { confirm, own } = asks ? takeConfirm(raw) : { confirm: undefined, own: raw };
        const parsed = accept(definition.input, own ?? {});
        if (!parsed.success) throw invalidArguments(definition.name, definition.input, parsed.error);
        const args = parsed.data;
        return {
          args,
          confirm,
          deletesFiles: deletesFiles?.(args) ?? false,
          preview: preview && ((context) => preview(args, context)),
          run: (context) => run(args, context),
        };
      },
    };
  };
}

/** Tries the arguments as they are, then with numbers and texts put right; the first refusal is the one that is told. */
function accept<In extends z.ZodObject>(input: In, raw: unknown): z.ZodSafeParseResult<z.output<In>> {
  const first = input.safeParse(raw);
  if (first.success) return first;
  const retyped = retype(raw, first.error);
  const second = retyped === undefined ? undefined : input.safeParse(retyped);
  return second?.success === true ? second : first;
}

function takeConfirm(raw: unknown): { confirm: string | undefined; own: unknown } {
  if (typeof raw !== 'object' || raw === null || !('confirm' in raw)) return { confirm: undefined, own: raw };
  const { confirm, ...own } = raw;
  const parsed = confirmInput.safeParse(confirm);
  if (!parsed.success) {
    throw new InvalidInputError('The argument confirm must be the code from a confirmation_needed error.', {
      target: 'confirm',
      hint: 'Leave it out; the answer then brings a preview and a code.',
    });
  }
  return { confirm: parsed.data, own };
}

function invalidArguments(tool: string, input: z.ZodObject, error: z.ZodError): InvalidInputError {
  const valid = Object.keys(input.shape);
  const unknown = error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const others = error.issues.filter((issue) => issue.code !== 'unrecognized_keys');
  const sentences = [
    ...(unknown.length === 0
      ? []
      : [`${tool} has no argument ${unknown.map((key) => `'${key.slice(0, 60)}'`).join(', ')}.`]),
    ...others.slice(0, 5).map((issue) => `${issue.path.join('.') || 'arguments'}: ${issue.message}.`),
  ];
  return new InvalidInputError(sentences.join(' '), {
    target: unknown[0]?.slice(0, 60) ?? (others[0]?.path.map(String).join('.') || tool),
    hint: valid.length === 0 ? `${tool} takes no arguments.` : `Valid arguments: ${valid.join(', ')}.`,
    changed: 'no',
  });
}

const undoSchema = z
  .strictObject({ tool: z.string(), arguments: z.record(z.string(), z.unknown()) })
  .describe('The call that takes this back.');

/**
 * The answer of every write: `outcome` and `target` always, what else the tool tells where it applies.
 * @param fields what this tool adds; each becomes optional, because a declined call has only the first two
 */
export function writeAnswer<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.strictObject({
    outcome: z.enum(writeOutcomes),
    target: z.string().describe('What was, or would have been, changed.'),
    ...z.strictObject(fields).partial().shape,
    undo: undoSchema.optional(),
    note: z.string().optional(),
  });
}
