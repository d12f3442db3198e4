import { expect, it } from 'vitest';
import { plainRejection } from '../../../src/tools/downloads/rejections.js';

it.each([
  ['WEBDL-720p v1 is not wanted in profile', 'the profile does not allow WEBDL-720p'],
  ['WEBDL-720p is not wanted in profile', 'the profile does not allow WEBDL-720p'],
  ['Existing file meets cutoff: WEBDL-1080p v1', 'you have it already, good enough for the profile (WEBDL-1080p)'],
  [
    'Existing file on disk meets cutoff: Bluray-1080p',
    'you have it already, good enough for the profile (Bluray-1080p)',
  ],
  ['Existing file on disk is of equal or higher preference: HDTV-720p v1', 'no better than what you have (HDTV-720p)'],
  [
    'Quality for release in queue is of equal or higher preference: WEBDL-1080p v1',
    'one as good is downloading already (WEBDL-1080p)',
  ],
  ['Release in queue already meets cutoff: WEBDL-1080p v1', 'one as good is downloading already (WEBDL-1080p)'],
  ['Not enough seeders: 0. Minimum seeders: 1', 'nobody shares it'],
  ['Not enough seeders: 2. Minimum seeders: 5', 'only 2 share it, 5 needed'],
  ['Release is blocklisted', 'on the blocklist: it failed before'],
  ['20.3 GB is larger than maximum allowed 5.7 GB (for 45min)', 'too large: 20.3 GB, allowed 5.7 GB'],
  ['Episode is not monitored', 'the episode is not monitored'],
  ['Something that a later Sonarr says', 'Something that a later Sonarr says'],
])("'%s' is told as '%s'", (says, plain) => {
  expect(plainRejection(says)).toBe(plain);
});

it('keeps sentences short, whatever strangers put into them', () => {
  expect(plainRejection('x'.repeat(5_000)).length).toBeLessThanOrEqual(120);
  expect(plainRejection(`${'x '.repeat(2_000)}is not wanted in profile`).length).toBeLessThanOrEqual(120);
});
