import { definePrompt } from '../tools/define.js';
import { proposeProfiles } from '../tools/proposals.js';
import { quoted } from './quoted.js';

/** Adding a show with the choices that one regrets later made first. */
export const addShowWell = definePrompt({
  name: 'add_show_well',
  title: 'Add this show well',
  description: 'Finds a show, settles which one is meant and how it is to be kept, then adds it.',
  arguments: [
    { name: 'show', description: 'Its title, or Title (year).', required: true },
    {
      name: 'profile',
      description: 'The quality profile; the usual one unless given.',
      required: false,
      complete: proposeProfiles,
    },
  ],
  render: ({ show = '', profile = '' }) =>
    [
      `Add ${quoted(show)} to my Sonarr, and do it well.`,
      '1. sonarr_search_new_series: find it. If several could be meant, show me year, network and language, and ask. If it is in the library already, say so and stop.',
      '2. sonarr_get_quality_profiles: which profiles, root folders and tags there are.',
      '3. sonarr_get_disk_space: whether there is room for it; say so if not.',
      '4. Ask me in one message for what is still open: all episodes or only new ones, whether to search now, tags.',
      profile.trim() === ''
        ? '   Take the profile and root folder that my other series of the kind have.'
        : `   The quality profile is ${quoted(profile)}.`,
      '5. sonarr_add_series with the ref of the search, then say what was added and how it is taken back.',
      'Add nothing before I have answered.',
    ].join('\n'),
});
