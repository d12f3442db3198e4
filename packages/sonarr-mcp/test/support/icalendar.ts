/** The events of an iCalendar text, each by the names of its lines; folded lines are whole again. */
export function eventsOf(text: string): Readonly<Record<string, string>>[] {
  const whole = text.replace(/\r\n/g, '\n').replace(/\n /g, '');
  if (!whole.startsWith('BEGIN:VCALENDAR\n') || !whole.endsWith('\nEND:VCALENDAR\n')) {
    throw new Error('This is no calendar.');
  }
  return [...whole.matchAll(/^BEGIN:VEVENT\n([^]*?)\nEND:VEVENT$/gm)].map(([, lines = '']) =>
    Object.fromEntries(
      lines.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
    ),
  );
}
