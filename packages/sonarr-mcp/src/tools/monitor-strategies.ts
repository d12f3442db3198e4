/** Sonarr's choices of episodes of a whole series; those for specials alone are season 0, which the tools take as such. */
export const monitorStrategies = [
  'all',
  'future',
  'missing',
  'existing',
  'firstSeason',
  'lastSeason',
  'pilot',
  'recent',
  'none',
] as const;
