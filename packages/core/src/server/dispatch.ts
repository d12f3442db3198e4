import {
  ConfigurationError,
  ConfirmationNeededError,
  InvalidInputError,
  NetworkError,
  PermissionError,
  ReadOnlyError,
  UnexpectedResponseError,
} from '../errors.js';
import type { RawArguments } from './aliases.js';
import { cleanAnswer, cleanText } from './answer-text.js';
import { answer, cancelled, failure, toErrorJson, writeOutcomes, type CallOutcome } from './call-outcome.js';
import { fitAnswer } from './paging.js';
import type { Runtime } from './runtime.js';
import { isExcluded, type AccessLevel } from './selection.js';
import { asksAbove, type BoundCall, type Preview, type ProgressStep, type Tool, type ToolContext } from './tool.js';
import type { ToolEntry } from './tool-list.js';

/** The name of whoever runs the program itself. */
export const localCaller = 'local';

/** Who calls, what they may do, and how they can be asked. */
export interface Caller {
  readonly access: AccessLevel;
  /** A stable name; a confirmation begun by one caller is worth nothing to another. */
  readonly id: string;
  /** Whether a person can be asked through the protocol. */
  readonly canElicit: boolean;
  /** What a person answered, when this call brings an answer. */
  readonly reply: { readonly state: string | undefined; readonly accepted: boolean } | undefined;
  /** Fires when the caller cancels or goes away. */
  readonly signal: AbortSignal;
  readonly progress: (step: ProgressStep) => void;
  /** Removes secrets from what an error says. */
  readonly redact: (text: string) => string;
}

/**
 * Carries one call through: lookup, guard, input, gates, preview and confirmation, the tool, its answer. Never throws.
 */
export async function callTool<Client>(
  runtime: Runtime<Client>,
  name: string,
  rawArguments: RawArguments,
  caller: Caller,
): Promise<CallOutcome> {
  const entry = runtime.entries.get(name);
  if (entry === undefined) return { kind: 'unknown' };
  const startedAt = performance.now();
  const log = (outcome: string) => {
    runtime.logger.debug('call', { tool: name, outcome, ms: Math.round(performance.now() - startedAt) });
  };
  const deadline = startDeadline(caller.signal, runtime.settings.toolTimeout, entry);
  let over = false;
  // After its answer a call is silent, whatever still runs in the tool.
  const progress = (step: ProgressStep) => {
    if (!over) caller.progress(step);
  };
  try {
    guard(runtime, entry, caller);
    const outcome = await Promise.race([
      deadline.passed,
      carry(runtime, entry, name, rawArguments, { ...caller, signal: deadline.signal, progress }),
    ]);
    log(outcome.kind);
    return outcome;
  } catch (error) {
    const json = toErrorJson(error, entry.effect, caller.redact);
    log(json.code);
    // What may have changed something is worth a line as much as what surely did.
    if (json.changed === 'unknown' || json.changed === 'yes') {
      await note(
        runtime,
        entry.aliasOf ?? entry.name,
        json.target ?? entry.name,
        `${json.code}, changed: ${json.changed}`,
        caller,
      );
    }
    if (json.code === 'unexpected_response') {
      runtime.logger.error('call failed', { tool: name, message: describe(error) });
    }
    return failure(json);
  } finally {
    over = true;
    deadline.stop();
  }
}

/** The first lock: what is hidden is not callable either. Decided before arguments are read. */
function guard<Client>(runtime: Runtime<Client>, entry: ToolEntry, caller: Caller): void {
  if (entry.effect === 'write' || entry.effect === 'destructive') {
    if (runtime.settings.readOnly) {
      throw new ReadOnlyError(
        `Operation '${entry.name}' is not allowed in read-only mode. Set READ_ONLY_MODE=false in your environment to enable write operations.`,
        {
          target: entry.name,
          hint: `The owner sets it in the "env" part of ${runtime.name}'s entry in the MCP client's configuration, then restarts the server.`,
        },
      );
    }
    if (caller.access === 'read') {
      throw new PermissionError(`Your access to ${runtime.title} only reads, and ${entry.name} changes things.`, {
        target: entry.name,
        hint: 'Ask the owner for write access.',
        changed: 'no',
      });
    }
  }
  if (isExcluded(entry, new Set(runtime.settings.excludeTools))) {
    throw new ConfigurationError(`${entry.name} was excluded by the owner of this server.`, {
      target: entry.name,
      hint: `${runtime.service.toUpperCase()}_EXCLUDE_TOOLS or --exclude-tools names it.`,
      changed: 'no',
    });
  }
  if (!runtime.selected.has(entry.name) && !runtime.selected.has(entry.aliasOf ?? '')) {
    throw new ConfigurationError(`${entry.name} is in the toolset '${entry.toolset}', which is not enabled.`, {
      target: entry.name,
      hint: `The owner can start ${runtime.name} with --toolsets default,${entry.toolset}.`,
      changed: 'no',
    });
  }
}

async function carry<Client>(
  runtime: Runtime<Client>,
  entry: ToolEntry,
  calledName: string,
  rawArguments: RawArguments,
  caller: Caller,
): Promise<CallOutcome> {
  const { tools, aliases } = await runtime.definitions();
  const tool = tools.find((candidate) => candidate.name === (entry.aliasOf ?? entry.name));
  if (tool === undefined) throw new Error(`tools.json lists ${entry.name}, which no definition makes`);
  const translate = aliases[calledName]?.arguments;
  const call = tool.bind(translate?.(rawArguments) ?? rawArguments);
  refuseGated(runtime, tool, call);
  const views = await runtime.clients();
  const context = {
    clock: runtime.clock,
    timeZone: runtime.timeZone,
    signal: caller.signal,
    progress: caller.progress,
    showPersonalData: runtime.settings.showPersonalData,
  };
  const reading = { ...context, client: views.read };
  if (tool.effect === 'read' || tool.effect === 'account') return readAnswer(tool, await call.run(reading));
  if (views.write === undefined) throw new ReadOnlyError(`${tool.name} was called on a client that only reads.`);

  const question = await consent(runtime, tool, call, reading, caller);
  if (question !== undefined) return question;
  caller.signal.throwIfAborted();
  const output = await call.run({ ...context, client: views.write });
  return writeResult(runtime, tool, output, caller);
}

/** The gates that stand beside read-only: deleting files, and destroying at all. */
function refuseGated<Client>(runtime: Runtime<Client>, tool: Tool<Client>, call: BoundCall<Client>): void {
  if (call.deletesFiles && !runtime.settings.allowFileDeletion) {
    throw new PermissionError('Deleting media files from disk is switched off, and nothing was changed.', {
      target: tool.name,
      hint: 'The owner can set ALLOW_FILE_DELETION=true and restart. Without deleting files, the same call is allowed.',
      changed: 'no',
    });
  }
  if (tool.effect === 'destructive' && runtime.settings.destructiveActions === 'off') {
    throw new PermissionError(`${tool.name} loses something for good, and such calls are switched off.`, {
      target: tool.name,
      hint: 'The owner can set DESTRUCTIVE_ACTIONS=confirm and restart.',
      changed: 'no',
    });
  }
}

/**
 * Asks a person where the call needs it.
 * @returns undefined when the call may run; otherwise what to answer instead
 * @throws ConfirmationNeededError where only a code can carry the consent
 */
async function consent<Client>(
  runtime: Runtime<Client>,
  tool: Tool<Client>,
  call: BoundCall<Client>,
  context: ToolContext<Client>,
  caller: Caller,
): Promise<CallOutcome | undefined> {
  if (call.preview === undefined) return undefined;
  const preview = await call.preview(context);
  if (preview === undefined) return undefined;
  if (tool.effect !== 'destructive' && preview.changes <= asksAbove) return undefined;
  caller.signal.throwIfAborted();
  const confirmations = await runtime.confirmations();
  const subject = { tool: tool.name, args: call.args, preview, caller: caller.id };
  if (caller.canElicit) {
    if (caller.reply === undefined) {
      return { kind: 'ask', message: question(preview), state: confirmations.issue('state', subject) };
    }
    if (!caller.reply.accepted) {
      return answer({ outcome: 'declined', target: preview.target });
    }
    if (!(await confirmations.redeem('state', caller.reply.state ?? '', subject))) {
      throw new InvalidInputError(
        'The consent does not belong to this call as it stands now, so nothing was changed.',
        {
          target: preview.target,
          hint: 'It was for other arguments, the target has changed since, or it was used or too old. Call again to ask anew.',
          changed: 'no',
        },
      );
    }
    return undefined;
  }
  if (runtime.settings.destructiveActions === 'ask') {
    throw new PermissionError('This call needs a person to agree, and this MCP client cannot ask one.', {
      target: preview.target,
      hint: 'Use an MCP client that supports elicitation, or the owner can set DESTRUCTIVE_ACTIONS=confirm.',
      changed: 'no',
    });
  }
  if (call.confirm !== undefined && (await confirmations.redeem('code', call.confirm, subject))) return undefined;
  const refused =
    call.confirm === undefined
      ? ''
      : 'That code is not valid for this call: it was for other arguments or another target, was used, or is too old. ';
  throw new ConfirmationNeededError(`${refused}A person has to agree first: ${preview.summary}`, {
    target: preview.target,
    hint: 'Show the preview to the person. Only if they agree, repeat the call with the same arguments and this confirm code within five minutes.',
    confirm: confirmations.issue('code', subject),
    preview: { ...preview.details, summary: preview.summary, changes: preview.changes },
  });
}

function question(preview: Preview): string {
  // It names what the service holds, and a title can come from a stranger.
  return cleanText(`${preview.summary} Do it?`);
}

function readAnswer<Client>(tool: Tool<Client>, output: Record<string, unknown>): CallOutcome {
  const cleaned = cleanAnswer(output, tool.rows === undefined ? [] : [tool.rows]);
  const parsed = tool.output.safeParse(cleaned);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UnexpectedResponseError(`The answer of ${tool.name} came out in a shape it must not have.`, {
      target: issue?.path.join('.'),
      hint: 'The service answered something unforeseen, or this is a bug of the server; its log has the details.',
      cause: parsed.error,
    });
  }
  return answer(tool.rows === undefined ? parsed.data : fitAnswer(parsed.data, tool.rows));
}

/** After the upstream has accepted a change nothing here may fail: what does not fit is left out and logged. */
async function writeResult<Client>(
  runtime: Runtime<Client>,
  tool: Tool<Client>,
  output: Record<string, unknown>,
  caller: Caller,
): Promise<CallOutcome> {
  const cleaned = cleanAnswer(output, tool.rows === undefined ? [] : [tool.rows]);
  const parsed = tool.output.safeParse(cleaned);
  if (!parsed.success) {
    runtime.logger.error('answer of a write does not fit its schema', {
      tool: tool.name,
      message: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    });
  }
  const kept = parsed.success ? parsed.data : requiredPart(tool, cleaned);
  await note(runtime, tool.name, String(kept['target']), String(kept['outcome']), caller);
  const told = [kept['note'], 'Demo household: nothing real was changed.'].filter((part) => typeof part === 'string');
  return answer(runtime.demo ? { ...kept, note: told.join(' ') } : kept);
}

/** Adds a write to the journal, and says in the log who made it. */
function note<Client>(
  runtime: Runtime<Client>,
  tool: string,
  target: string,
  outcome: string,
  caller: Caller,
): Promise<void> {
  // Whoever runs the program themselves has the journal; its log is about those who come from elsewhere.
  if (caller.id !== localCaller) {
    runtime.logger.child('audit').info('write', { tool, target, outcome, caller: caller.id });
  }
  return runtime.journal.add({ time: runtime.clock.now().toISOString(), tool, target, outcome });
}

/** What every write's answer has, as far as it can be believed. */
function requiredPart<Client>(tool: Tool<Client>, output: Record<string, unknown>): Record<string, unknown> {
  const { outcome, target } = output;
  return {
    outcome: writeOutcomes.find((known) => known === outcome) ?? 'done',
    target: typeof target === 'string' ? target : tool.title,
  };
}

/** How long a call may take to end after it was told to. */
const graceMs = 1000;

interface Deadline {
  readonly signal: AbortSignal;
  /** Rejects when the caller cancels or the time is up. */
  readonly passed: Promise<never>;
  stop(): void;
}

/** One deadline for the whole call; what the tool hands to its requests ends with it. */
function startDeadline(callerSignal: AbortSignal, seconds: number, entry: ToolEntry): Deadline {
  const controller = new AbortController();
  const onCancel = () => {
    controller.abort(cancelled());
  };
  const timer = setTimeout(() => {
    controller.abort(
      new NetworkError(`${entry.name} did not finish within ${seconds} s and was stopped.`, {
        target: entry.name,
        hint: 'Ask for less at once, or try again when the service is less busy. TOOL_TIMEOUT sets the limit.',
      }),
    );
  }, seconds * 1000);
  if (callerSignal.aborted) onCancel();
  else callerSignal.addEventListener('abort', onCancel, { once: true });
  const passed = new Promise<never>((_resolve, reject) => {
    const onAbort = () => {
      // A batch that is stopped still has to say which of its items were done.
      setTimeout(reject, graceMs, asError(controller.signal.reason)).unref();
    };
    if (controller.signal.aborted) onAbort();
    else controller.signal.addEventListener('abort', onAbort, { once: true });
  });
  // The race that watches it may be over already when it rejects.
  passed.catch(() => undefined);
  return {
    signal: controller.signal,
    passed,
    stop() {
      clearTimeout(timer);
      callerSignal.removeEventListener('abort', onCancel);
    },
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** An error with its causes and stack, for the log. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` <- ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
