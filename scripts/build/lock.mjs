/** One build at a time: a second one waits, and then usually finds that there is nothing left to do. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './paths.mjs';

const lock = path.join(root, 'node_modules', '.watchstack-build');

/** Whether the process that wrote the lock is still there. An unreadable lock is one just being written. */
function ownerIsAlive() {
  let owner;
  try {
    owner = Number(readFileSync(path.join(lock, 'pid'), 'utf8'));
  } catch {
    return true;
  }
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Does the work while holding the lock of this checkout.
 * @template T
 * @param {() => Promise<T>} work
 * @param {() => void} onWait called once when another build is running
 * @returns {Promise<T>}
 */
export async function exclusively(work, onWait) {
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      if (waited === 0) onWait();
      // A lock without a pid for this long was left by a process that died between its two steps.
      if (!ownerIsAlive() || (waited > 1200 && waited % 1200 === 0)) rmSync(lock, { recursive: true, force: true });
      else await sleep(100);
    }
  }
  writeFileSync(path.join(lock, 'pid'), String(process.pid));
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
