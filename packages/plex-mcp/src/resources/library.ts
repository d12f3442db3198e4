import { defineResource } from '../tools/define.js';
import { getLibraryItems } from '../tools/libraries/get_library_items.js';

/** `plex://library/{library}`: the newest of a library, as `plex_get_library_items` answers it. */
export const libraryResource = defineResource({
  name: 'library',
  title: 'Library',
  description: 'The 25 newest items of one Plex library, as plex_get_library_items answers them.',
  uri: 'plex://library/{library}',
  read: ({ library = '' }, context) => getLibraryItems.bind({ library, sort: 'added' }).run(context),
  complete: {
    library: async (typed, { client, signal }) => {
      const libraries = await client.libraries.listKept({ signal });
      const beginning = typed.toLowerCase();
      return libraries.map(({ title }) => title).filter((title) => title.toLowerCase().startsWith(beginning));
    },
  },
});
