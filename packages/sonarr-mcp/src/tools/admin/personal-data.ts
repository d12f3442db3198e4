const ipv4 = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)/g;
const ipv6 = /(?<![\w:])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,7}(?![\w:])|(?<![\w:])::(?:ffff:)?[0-9a-f.:]+/gi;
const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const userName = /(\buser(?:name)?\b\s*[:= ]\s*)(?:'[^']*'|"[^"]*"|[^\s,;'"]+)/gi;

/** A line of a log without what tells who someone is: addresses of machines and people, and names to sign in with. */
export function withoutPersonalData(line: string): string {
  return line
    .replace(email, '[hidden]')
    .replace(userName, '$1[hidden]')
    .replace(ipv4, '[hidden]')
    .replace(ipv6, (found) => (/^\d{1,2}:\d\d:\d\d$/.test(found) ? found : '[hidden]'));
}
