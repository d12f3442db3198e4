/** The arguments of a call before anything has been believed of them. */
export type RawArguments = Readonly<Record<string, unknown>>;

/** An older name of a tool, or older names of its arguments. */
export interface Alias {
  /** The tool that takes the call. */
  readonly tool: string;
  /** Turns the older arguments into ours. Arguments it does not know pass unchanged, so that new names work too. */
  readonly arguments?: (args: RawArguments) => RawArguments;
}

/** By called name. A tool's own name may stand here to accept older argument names. */
export type Aliases = Readonly<Record<string, Alias>>;

/**
 * Renames arguments. Where both the old and the new name are given, the new one wins.
 * @param names old name → new name; null drops an argument that has no meaning any more
 */
export function rename(names: Readonly<Record<string, string | null>>): (args: RawArguments) => RawArguments {
  return (args) => {
    const renamed: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(args)) {
      const name = Object.hasOwn(names, key) ? names[key] : key;
      if (name === null || name === undefined) continue;
      if (name !== key && Object.hasOwn(args, name)) continue;
      renamed[name] = value;
    }
    return renamed;
  };
}

/**
 * Turns `page` (counted from 1) and a page size into `offset` and `limit`.
 * @param sizeName what the page size was called
 * @param defaultSize what it was when left out
 */
export function pagesToOffset(sizeName: string, defaultSize: number): (args: RawArguments) => RawArguments {
  return (args) => {
    const { page, [sizeName]: size, ...rest } = args;
    const limit = typeof size === 'number' ? size : defaultSize;
    return {
      ...rest,
      ...(typeof page === 'number' && page > 0 ? { offset: (page - 1) * limit } : {}),
      ...(size === undefined && page === undefined ? {} : { limit }),
    };
  };
}
