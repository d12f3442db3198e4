import * as z from 'zod';

const email = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g;
const userName = /(\b(?:username[:= ]{1,3}|user\s?[:=]\s?))(?:'[^']*'|"[^"]*"|[^\s,;'"]+)/gi;
/** What could be the address of a machine, perhaps with a port, or with the dot that ends a sentence. */
const addressLike = /(?<![\w.:])[0-9a-f:.]{3,50}(?![\w:])/gi;

const anyAddress = z.union([z.ipv4(), z.ipv6()]);

const hidden = '[hidden]';

/** A line of a log without what tells who someone is: addresses of machines and people, and names to sign in with. */
export function withoutPersonalData(line: string): string {
  return line
    .replace(email, hidden)
    .replace(userName, `$1${hidden}`)
    .replace(addressLike, (found) => {
      const end = /[:.]+$/.exec(found)?.[0] ?? '';
      const address = end === '' ? found : found.slice(0, -end.length);
      const port = /:\d{1,5}$/.exec(address)?.[0] ?? '';
      if (isAddress(address)) return `${hidden}${end}`;
      return port !== '' && isAddress(address.slice(0, -port.length)) ? `${hidden}${port}${end}` : found;
    });
}

function isAddress(text: string): boolean {
  return anyAddress.safeParse(text).success;
}
