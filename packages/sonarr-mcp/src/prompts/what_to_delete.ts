import { definePrompt } from '../tools/define.js';
import { proposeTags } from '../tools/proposals.js';
import { quoted } from './quoted.js';

const usualGigabytes = '200';

/** Space to win without losing what somebody still wants. */
export const whatToDelete = definePrompt({
  name: 'what_to_delete',
  title: 'What should I delete?',
  description: 'Finds what could go to make room: ended, complete, large, and proposes it with what it frees.',
  arguments: [
    { name: 'gigabytes', description: `How much is to become free, ${usualGigabytes} unless given.`, required: false },
    {
      name: 'keep',
      description: 'A tag whose series are never proposed.',
      required: false,
      complete: proposeTags,
    },
  ],
  render: ({ gigabytes = usualGigabytes, keep = '' }) => {
    const wanted = /^\d{1,6}$/.test(gigabytes) ? gigabytes : usualGigabytes;
    return [
      `Propose what I could delete from my Sonarr to free ${wanted} GB.`,
      '1. sonarr_get_disk_space: how full it is and when it will be.',
      '2. sonarr_list_series with having ended, complete, sorted by size, largest first: what nobody waits for any more.',
      '3. If a Plex or Trakt server is connected beside this one: which of them nobody has watched for long.',
      ...(keep.trim() === '' ? [] : [`Never propose a series with the tag ${quoted(keep)}.`]),
      `Propose as few series as reach ${wanted} GB, each with its size and why it can go; say what it adds up to. Seasons of a running show can go with sonarr_delete_episode_files, whole shows with sonarr_delete_series.`,
      'Deleted files do not come back. Delete nothing until I have agreed to each title, and say whether files go as well.',
    ].join('\n');
  },
});
