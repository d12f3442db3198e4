import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { aliases } from '../src/aliases.js';
import { definitions } from '../src/definitions.js';

/** The tools of the original Sonarr server, each with all its arguments as somebody may have sent them. */
const original: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  sonarr_system_status: {},
  sonarr_health_check: { include_details: true },
  sonarr_get_statistics: {},
  sonarr_get_disk_space: { include_details: true },
  sonarr_get_root_folders: { include_details: true },
  sonarr_get_quality_profiles: { include_details: true },
  sonarr_get_tags: { include_details: true },
  sonarr_get_all_series: { include_stats: true },
  sonarr_list_series: {
    status: 'ended',
    monitored: true,
    title_contains: 'star',
    sort_by: 'sizeOnDisk',
    sort_order: 'desc',
    page: 2,
    page_size: 50,
  },
  sonarr_get_series: { series_id: 12 },
  sonarr_search_new_series: { term: 'the bear' },
  sonarr_add_series: {
    tvdb_id: 81_189,
    quality_profile_id: 4,
    root_folder_path: '/tv',
    monitored: false,
    search_for_missing: false,
  },
  sonarr_delete_series: { series_id: 12, delete_files: true },
  sonarr_get_episodes: { series_id: 12 },
  sonarr_get_episode_files: { series_id: 12 },
  sonarr_get_calendar: { days: 14, include_past_days: 3 },
  sonarr_get_queue: { page: 2, page_size: 20 },
  sonarr_delete_queue_item: { queue_id: 1_234_567, blocklist: true },
  sonarr_get_history: { page: 2, page_size: 20 },
  sonarr_get_missing_episodes: { page: 2, page_size: 20 },
  sonarr_search_series: { series_id: 12 },
  sonarr_search_season: { series_id: 12, season_number: 0 },
  sonarr_refresh_series: { series_id: 12 },
  sonarr_rescan_series: { series_id: 12 },
  sonarr_rss_sync: { force: true },
};

/** The rows of the table in the README: what was called how, and which tool takes it. */
const page = readFileSync(path.join(import.meta.dirname, '..', 'README.md'), 'utf8');
const table = new Map(
  [...page.matchAll(/^\| `(sonarr_\w+)` +\| (.+?) +\| (.*?) *\|$/gm)].flatMap(([, name = '', here = '', args = '']) =>
    /^(?:the same|`sonarr_\w+`)$/.test(here) ? [[name, { here: here.replaceAll('`', ''), args }] as const] : [],
  ),
);

/** The tool that answers to a name, and its arguments for older ones. */
function answering(name: string, args: Readonly<Record<string, unknown>>) {
  const alias = aliases[name];
  const tool = definitions.tools.find((each) => each.name === (alias?.tool ?? name));
  if (tool === undefined) throw new Error(`Nothing answers to ${name}.`);
  return { tool, args: alias?.arguments?.(args) ?? args };
}

it('the table of the original server has each of its tools, and the tool that answers to it here', () => {
  expect([...table.keys()].sort()).toEqual(Object.keys(original).sort());
  for (const [name, { here }] of table) {
    expect([name, here === 'the same' ? name : here]).toEqual([name, answering(name, {}).tool.name]);
  }
});

it.each(Object.entries(original))('%s is understood with all the arguments that it had', (name, sent) => {
  const { tool, args } = answering(name, sent);
  expect(() => tool.bind(args)).not.toThrow();
});

it.each(Object.entries(original))('every argument of %s stands in the table as what it is here', (name, sent) => {
  const told = table.get(name)?.args ?? '';
  const { tool, args } = answering(name, sent);
  for (const argument of Object.keys(sent)) {
    const [, became] = new RegExp(String.raw`\`${argument}\`(?: → \`(\w+)\`)?`).exec(told) ?? [];
    if (became === undefined) {
      const isIgnored = new RegExp(String.raw`\`${argument}\` is ignored`).test(told);
      expect([argument, Object.hasOwn(args, argument)]).toEqual([argument, !isIgnored]);
    } else {
      expect([argument, Object.keys(args)]).toEqual([argument, expect.arrayContaining([became])]);
      expect(Object.keys(tool.input.shape)).toContain(became);
    }
    expect(told, argument).toContain(`\`${argument}\``);
  }
});
