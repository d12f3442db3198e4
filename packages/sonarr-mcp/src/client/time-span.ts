/** `[-][d.]hh:mm:ss[.fffffff]`, .NET's constant format. */
const pattern = /^(-)?(?:(\d{1,8})\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/;

/**
 * Reads a .NET time span, as Sonarr writes durations and remaining times: `00:12:30`, `1.02:03:04`, `00:00:05.1234567`.
 * @returns seconds, with their fraction; undefined when the text is no time span
 */
export function timeSpanSeconds(text: string | undefined): number | undefined {
  const match = pattern.exec(text ?? '');
  if (match === null) return undefined;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  const total = whole + Number(`0.${fraction}`);
  return sign === undefined || total === 0 ? total : -total;
}

/**
 * Reads a .NET time span in whole minutes, begun minutes counted: what is left of a download is never shown as less than it is.
 * @returns minutes; undefined when the text is no time span
 */
export function timeSpanMinutes(text: string | undefined): number | undefined {
  const seconds = timeSpanSeconds(text);
  return seconds === undefined ? undefined : Math.ceil(seconds / 60) + 0;
}
