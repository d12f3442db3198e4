/** Parts of a row that lists have no use for. */
const elements = [
  'Media',
  'Genre',
  'Country',
  'Director',
  'Writer',
  'Role',
  'Producer',
  'Collection',
  'Image',
  'UltraBlurColors',
];

/** Attributes of a row that not every list needs. */
const fields = [
  'summary',
  'tagline',
  'thumb',
  'art',
  'theme',
  'key',
  'parentKey',
  'grandparentKey',
  'parentThumb',
  'grandparentThumb',
  'grandparentArt',
  'grandparentTheme',
  'parentGuid',
  'grandparentGuid',
  'slug',
  'titleSort',
  'studio',
  'contentRating',
  'contentRatingAge',
  'rating',
  'ratingImage',
  'audienceRating',
  'audienceRatingImage',
  'duration',
  'originallyAvailableAt',
  'addedAt',
  'updatedAt',
  'viewCount',
  'viewOffset',
  'lastViewedAt',
  'leafCount',
  'viewedLeafCount',
  'childCount',
  'chapterSource',
  'primaryExtraKey',
];

/**
 * Asks Plex to leave out of each row what is not needed, which keeps memory flat while thousands are gone through.
 * @param keep what is needed beside titles, numbers and ids
 */
export function leanRows(keep: { readonly elements?: readonly string[]; readonly fields?: readonly string[] } = {}) {
  return {
    excludeElements: elements.filter((name) => keep.elements?.includes(name) !== true),
    excludeFields: fields.filter((name) => keep.fields?.includes(name) !== true),
  };
}
