import { defineResource } from '../tools/define.js';
import { getCalendar } from '../tools/library/get_calendar.js';

/** `sonarr://calendar`: today and the six days after, to attach to a conversation. */
export const calendarResource = defineResource({
  name: 'calendar',
  title: 'Calendar',
  description: 'What your Sonarr series air today and in the next six days, as sonarr_get_calendar answers it.',
  uri: 'sonarr://calendar',
  read: (_variables, context) => getCalendar.bind({ limit: 200 }).run(context),
});

/** `sonarr://calendar.ics`: the coming month for a calendar program, line ends as its format wants them. */
export const calendarFileResource = defineResource({
  name: 'calendar_file',
  title: 'Calendar file',
  description: 'What your Sonarr series air in the next 31 days, as an iCalendar file without any key.',
  uri: 'sonarr://calendar.ics',
  mimeType: 'text/calendar',
  read: async (_variables, context) => {
    const { iCalendar } = await getCalendar.bind({ days: 31, ical: true }).run(context);
    return String(iCalendar);
  },
});
