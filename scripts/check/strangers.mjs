/** Finds traces of the machine somebody worked on in the files of the repository. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What a tracked file must not contain: the folder the checkout lies in, the home folder, and the host of a package
 * registry, which belongs in each user's own npm settings.
 * @param {string} root the checkout, absolute
 * @param {string} home the user's home folder, absolute
 * @returns {RegExp}
 */
export function strangers(root, home) {
  const folders = [path.dirname(root), home]
    .map((folder) => folder.replaceAll('\\', '/'))
    // A checkout right below the top of the disk would make every absolute path suspect.
    .filter((folder) => folder.split('/').filter((part) => part !== '').length > 0)
    .map((folder) => folder.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .map((folder) => `${folder}/`);
  return new RegExp([...folders, String.raw`\bregistry\.[a-z]+js\.`].join('|'), 'i');
}

/**
 * One line `file:line: text` for each place in a tracked text file.
 * @param {string} root the checkout, absolute
 * @returns {Promise<string[]>}
 */
export async function strangersIn(root) {
  const pattern = strangers(root, os.homedir());
  const { stdout } = await run('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  const found = [];
  for (const file of stdout.split('\0').filter((name) => name !== '')) {
    const content = await readFile(path.join(root, file)).catch(() => Buffer.alloc(0));
    if (content.includes(0)) continue;
    for (const [index, line] of content.toString('utf8').split('\n').entries()) {
      if (pattern.test(line)) found.push(`${file}:${index + 1}: ${line.trim().slice(0, 160)}`);
    }
  }
  return found;
}
