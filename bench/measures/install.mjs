import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, lstatSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { packServer } from '../../scripts/pack.mjs';
import { servers } from '../programs.mjs';

/** @param {string} folder @returns {number} bytes */
function bytes(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const at = path.join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytes(at) : lstatSync(at).size);
  }, 0);
}

/** What `npm install` of one server brings. */
export async function install() {
  const rows = [];
  for (const service of servers) {
    const folder = mkdtempSync(path.join(tmpdir(), 'watchstack-install-'));
    const tarball = await packServer(`${service}-mcp`);
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const { status, stderr } = spawnSync(
      npm,
      ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball],
      { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' },
    );
    if (status !== 0) throw new Error(`npm install of ${service}-mcp failed: ${stderr}`);
    const modules = path.join(folder, 'node_modules');
    const scopes = readdirSync(modules).filter((name) => !name.startsWith('.'));
    const packages = scopes.flatMap((name) => (name.startsWith('@') ? readdirSync(path.join(modules, name)) : [name]));
    const mb = bytes(modules) / 1e6;
    rows.push({
      what: `npm install of ${service}-mcp`,
      value: `${packages.length} package, ${mb.toFixed(1)} MB`,
      target: '1 package, < 3 MB',
      met: packages.length === 1 && mb < 3,
      detail: '',
    });
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}
