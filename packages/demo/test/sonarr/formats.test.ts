import { expect, it } from 'vitest';

import { formatsOf } from '../../src/household/index.js';
import { object, objects, open, seriesNamed } from './stand-in.js';

it.each([
  ['Severance.S02E03.German.DL.2160p.WEB.HDR.x265-NTb', ['HDR', 'x265', 'German DL', 'Trusted Groups']],
  ['Severance.S02E03.HC.1080p.WEB.x264-WAYNE', ['Hardcoded Subs']],
  ['Severance.S02E03.REPACK.1080p.WEB.x264-WAYNE', ['Proper or Repack']],
  ['Severance.S02E03.German.1080p.WEB.x264-WAYNE', []],
])('%s has the formats %j', (release, names) => {
  expect(formatsOf(release).map(({ name }) => name)).toEqual(names);
});

it('is a season pack only where it holds one', () => {
  expect(formatsOf('The.Bureau.S04.1080p.WEB.h264-WAYNE', true).map(({ name }) => name)).toEqual(['Season Pack']);
});

it('a file has formats, and the points that the profile of its series gives for them', async () => {
  const session = await open();
  const profiles = await session.list('/api/v3/qualityprofile');
  const series = await seriesNamed(session, 'Severance');
  const profile = profiles.find(({ id }) => id === series['qualityProfileId']);
  const scores = new Map(objects(profile?.['formatItems']).map((item) => [item['name'], Number(item['score'])]));
  const files = await session.list(`/api/v3/episodefile?seriesId=${String(series['id'])}`);
  expect(files.some((file) => objects(file['customFormats']).some(({ name }) => name === 'HDR'))).toBe(true);
  for (const file of files) {
    const sum = objects(file['customFormats']).reduce((total, { name }) => total + (scores.get(name) ?? 0), 0);
    expect(file['customFormatScore']).toBe(sum);
  }
});

it('every profile names every custom format, and the formats say what they look for', async () => {
  const session = await open();
  const formats = await session.list('/api/v3/customformat');
  expect(formats.length).toBeGreaterThanOrEqual(5);
  for (const profile of await session.list('/api/v3/qualityprofile')) {
    expect(objects(profile['formatItems']).map(({ format }) => format)).toEqual(formats.map(({ id }) => id));
  }
  const one = await session.get('/api/v3/customformat/4');
  expect(one).toMatchObject({ name: 'Hardcoded Subs', includeCustomFormatWhenRenaming: false });
  expect(objects(objects(one['specifications'])[0]?.['fields'])[0]).toMatchObject({ name: 'value' });
  expect((await session.send('GET', '/api/v3/customformat/99')).status).toBe(404);
  expect((await session.send('GET', '/api/v3/qualitydefinition/99')).status).toBe(404);
});

it('trap 38: a quality without a greatest size has no maxSize at all', async () => {
  const session = await open();
  const definitions = await session.list('/api/v3/qualitydefinition');
  const of = (name: string) => definitions.find(({ title }) => title === name);
  expect(of('WEBDL-2160p')).not.toHaveProperty('maxSize');
  expect(of('WEBDL-1080p')).toMatchObject({ maxSize: 130 });
  expect(object(of('WEBDL-1080p')?.['quality'])['name']).toBe('WEBDL-1080p');
});
