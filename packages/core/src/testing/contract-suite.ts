import { describe } from 'vitest';
import type { SettingDefinitions } from '../server/settings.js';
import { commandTests } from './contract/commands.js';
import { conversationTests } from './contract/conversation.js';
import { endingTests } from './contract/ending.js';
import { listeningTests } from './contract/listening.js';
import { reachingTests } from './contract/reaching.js';
import { sharingTests } from './contract/sharing.js';
import { startingTests } from './contract/starting.js';
import { subjectOf, type ContractOptions } from './contract/subject.js';

/**
 * What every server keeps, shown on its built program with real MCP clients: the first SDK's and its successor's in both protocol
 * eras, over stdio and over HTTP. Declares its tests; call it at the top of a test file and await it.
 */
export async function contractSuite<Client, D extends SettingDefinitions>(
  options: ContractOptions<Client, D>,
): Promise<void> {
  const subject = await subjectOf(options);
  describe(`${subject.name} as a program`, () => {
    conversationTests(subject);
    startingTests(subject);
    endingTests(subject);
    listeningTests(subject);
    reachingTests(subject);
    sharingTests(subject);
    commandTests(subject);
  });
}
