import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * A bare JSON-RPC conversation over stdio, the same for every program measured, so that no SDK's client is part of a figure.
 * Speaks the 2025-06-18 protocol, which every server here answers.
 */
export class Conversation {
  #child;
  #waiting = new Map();
  #next = 1;
  #text = '';

  /** @param {readonly string[]} args of Node @param {Record<string, string>} [env] */
  constructor(args, env = {}) {
    // A certificate bundle read at every start would be most of what is measured.
    const clean = { ...process.env, NODE_EXTRA_CA_CERTS: '', LOG_LEVEL: 'ERROR', ...env };
    this.#child = spawn(process.execPath, args, { env: clean, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.stdout.setEncoding('utf8');
    this.#child.stdout.on('data', (chunk) => this.#read(chunk));
  }

  get pid() {
    return this.#child.pid;
  }

  /** @param {string} chunk */
  #read(chunk) {
    this.#text += chunk;
    const lines = this.#text.split('\n');
    this.#text = lines.pop() ?? '';
    for (const line of lines) {
      const message = JSON.parse(line);
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    }
  }

  /** @param {string} method @param {unknown} [params] @returns {Promise<any>} the result */
  request(method, params = {}) {
    const id = this.#next++;
    this.#child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (/** @type {any} */ message) => {
        if (message.error === undefined) resolve(message.result);
        else reject(new Error(`${method}: ${message.error.message}`));
      });
    });
  }

  /** Does the handshake and asks for the list of tools. @returns {Promise<any[]>} */
  async open() {
    const clientInfo = { name: 'bench', version: '1.0.0' };
    await this.request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
    this.#child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
    return (await this.request('tools/list')).tools;
  }

  /** @param {string} name @param {unknown} [args] */
  async call(name, args = {}) {
    const result = await this.request('tools/call', { name, arguments: args });
    if (result.isError) throw new Error(`${name}: ${result.content[0].text}`);
    return result;
  }

  /** Ends the program and waits for it. */
  async close() {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdin.end();
    await gone;
  }
}
