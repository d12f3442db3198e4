import { describe, expect, it } from 'vitest';
import { column, openServer, rowsOf, writing, type OpenServer } from './server.js';

/** A request as people make it, the calls that answer it, and the fact that has to be in the last answer. */
interface Question {
  readonly ask: string;
  readonly mostCalls: number;
  readonly answer: (server: OpenServer, call: OpenServer['mcp']['callTool']) => Promise<void>;
}

const questions: readonly Question[] = [
  {
    ask: 'What was added this week?',
    mostCalls: 1,
    answer: async (_server, call) => {
      const titles = column(await call('plex_get_recently_added'), 'title');
      expect(titles).toContain('Dune: Part Two');
      expect(titles.length).toBeGreaterThan(5);
    },
  },
  {
    ask: 'Is anyone watching right now?',
    mostCalls: 1,
    answer: async (_server, call) => {
      const sessions = rowsOf(await call('plex_get_sessions'), 'sessions');
      expect(sessions.map(({ user, state }) => [user, state])).toEqual([
        ['Clara', 'playing'],
        ['Jonas', 'playing'],
        ['Mila', 'paused'],
      ]);
    },
  },
  {
    ask: 'Why is it buffering? Is something being transcoded?',
    mostCalls: 1,
    answer: async (_server, call) => {
      const sessions = rowsOf(await call('plex_get_sessions'), 'sessions');
      expect(sessions.filter(({ stream }) => stream === 'transcode').map(({ user, title }) => [user, title])).toEqual([
        ['Jonas', 'Oppenheimer'],
      ]);
    },
  },
  {
    ask: 'Where was I? Continue watching.',
    mostCalls: 1,
    answer: async (_server, call) => {
      const [first] = rowsOf(await call('plex_get_on_deck'));
      expect(first).toMatchObject({ title: 'Dune: Part Two', minutesLeft: 96 });
    },
  },
  {
    ask: 'Is Money Heist on our Plex?',
    mostCalls: 1,
    answer: async (_server, call) => {
      expect(rowsOf(await call('plex_search', { query: 'Money Heist' }))[0]).toMatchObject({
        title: 'Money Heist',
        library: 'Shows',
        match: 'exact',
      });
    },
  },
  {
    ask: 'Do we have The Bear?',
    mostCalls: 1,
    answer: async (_server, call) => {
      expect((await call('plex_search', { query: 'The Bear' })).json).toMatchObject({ total: 0 });
    },
  },
  {
    ask: 'Is what my Trakt row calls tmdb:603 on the server?',
    mostCalls: 1,
    answer: async (_server, call) => {
      expect(column(await call('plex_search', { query: 'tmdb:603' }), 'title')).toEqual(['The Matrix']);
    },
  },
  {
    ask: 'Who watched what in the last three days?',
    mostCalls: 1,
    answer: async (_server, call) => {
      const views = rowsOf(await call('plex_get_history', { since: '-3d' }), 'views');
      expect(views.map(({ user }) => user)).toEqual(expect.arrayContaining(['Clara', 'Jonas', 'Mila']));
    },
  },
  {
    ask: 'How far did Jonas get in Severance?',
    mostCalls: 1,
    answer: async (_server, call) => {
      const [latest] = rowsOf(await call('plex_get_history', { user: 'Jonas', item: 'Severance', limit: 1 }), 'views');
      expect(latest).toMatchObject({ episode: 'S01E05' });
    },
  },
  {
    ask: 'Who has seen Inception?',
    mostCalls: 1,
    answer: async (_server, call) => {
      const users = column(await call('plex_get_history', { item: 'Inception' }), 'user', 'views');
      expect(users.toSorted()).toEqual(['Clara', 'Jonas']);
    },
  },
  {
    ask: 'How many films and episodes do we have?',
    mostCalls: 1,
    answer: async (server, call) => {
      const rows = rowsOf(await call('plex_get_libraries'), 'libraries');
      const films = server.plex.household.plex.libraries.find(({ title }) => title === 'Films')?.films.length;
      expect(rows.find(({ library }) => library === 'Films')?.['counts']).toEqual({ movie: films });
    },
  },
  {
    ask: 'A film under 100 minutes that I have not seen',
    mostCalls: 1,
    answer: async (_server, call) => {
      const answer = await call('plex_get_library_items', {
        library: 'Films',
        watch: 'unwatched',
        maxMinutes: 100,
        sort: 'random',
        limit: 3,
      });
      expect(rowsOf(answer).every(({ minutes }) => Number(minutes) <= 100)).toBe(true);
      expect(rowsOf(answer)).toHaveLength(3);
    },
  },
  {
    ask: 'Which films of ours are in 4K?',
    mostCalls: 1,
    answer: async (_server, call) => {
      const answer = await call('plex_get_library_items', { library: 'Films', having: ['4K'] });
      expect(Number(answer.json['total'])).toBeGreaterThan(5);
    },
  },
  {
    ask: 'Scan the Shows library; I just copied something in',
    mostCalls: 1,
    answer: async (server, call) => {
      expect((await call('plex_refresh_library', { library: 'Shows' })).json).toMatchObject({ outcome: 'running' });
      expect(server.plex.state.scans).toEqual([{ library: '2', force: false }]);
    },
  },
];

describe('in everyday words', () => {
  it.each(questions.map((question) => [question.ask, question] as const))('%s', async (_ask, question) => {
    const server = await openServer({ environment: writing });
    let calls = 0;
    await question.answer(server, (name, args) => {
      calls += 1;
      return server.mcp.callTool(name, args);
    });
    expect(calls).toBeLessThanOrEqual(question.mostCalls);
  });
});
