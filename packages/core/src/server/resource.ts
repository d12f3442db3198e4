import type { ToolContext } from './tool.js';

/**
 * A document that an MCP client can attach. Nothing is reachable as a resource alone: each has a tool that gives the same.
 */
export interface Resource<Client> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** A fixed URI (`sonarr://calendar`) or an RFC 6570 template with simple variables (`sonarr://series/{id}`). */
  readonly uri: string;
  /** What kind of text it is; `application/json` unless told. */
  readonly mimeType?: string;
  /** Reads it. An object is sent as compact JSON, a text as it is. Variables come decoded. */
  readonly read: (
    variables: Readonly<Record<string, string>>,
    context: ToolContext<Client>,
  ) => Promise<Record<string, unknown> | string>;
  /** Proposes values for the template's variables while a person types; at most a hundred are shown. */
  readonly complete?: Readonly<
    Record<string, (typed: string, context: ToolContext<Client>) => Promise<readonly string[]>>
  >;
}

/** Makes the definer of one server's resources. */
export function resourcesOf<Client>() {
  return (resource: Resource<Client>): Resource<Client> => resource;
}
