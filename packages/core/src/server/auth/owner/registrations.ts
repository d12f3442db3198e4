import { timingSafeEqual } from 'node:crypto';
import Provider, { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import * as z from 'zod';
import type { StateStore } from '../../../state/state-store.js';
import { hashOf } from './store-adapter.js';

/** Clients that registered themselves. */
export interface Registrations {
  readonly adapter: Adapter;
  /** Keeps a client that the owner let in: until a year after it last got a token. */
  keep(clientId: string): Promise<void>;
}

const kind = 'oauth-client';
const unusedMs = 24 * 60 * 60_000;
const usedMs = 365 * unusedMs;

/** A household has fewer; strangers may register as well, so there has to be an end to it. */
const most = { all: 200, unusedOfOneAddress: 50 };

/** A secret of which only the hash is kept. */
const hashedSecret = /^sha256:([\w-]{43})$/;

const registrationSchema = z.object({
  metadata: z.looseObject({ client_id: z.string() }),
  /** Hash of the address it was registered from, until it is used. */
  from: z.string().optional(),
});

/**
 * Keeps registrations in the store: for a day, until the owner lets the client in. Of a client's secret only a hash is kept; see
 * {@link isClientSecret}.
 * @param now current time in milliseconds
 */
export function registrations(store: StateStore, now: () => number = Date.now): Registrations {
  const mayRegister = async (from: string) => {
    const present = (await store.list(kind)).map(({ value }) => registrationSchema.parse(value));
    const unused = present.filter((each) => each.from === from);
    if (present.length < most.all && unused.length < most.unusedOfOneAddress) return;
    throw Object.assign(new errors.OIDCProviderError(429, 'temporarily_unavailable'), {
      error_description: 'Too many clients have registered here. Try again tomorrow.',
    });
  };
  return {
    async keep(clientId) {
      await store.change(kind, hashOf(clientId), (current) => {
        if (current === undefined) return { result: undefined };
        const { metadata } = registrationSchema.parse(current.value);
        return { entry: { value: { metadata }, expiresAt: now() + usedMs }, result: undefined };
      });
    },
    adapter: {
      async upsert(id, { client_secret: secret, ...rest }) {
        const from = hashOf(Provider.ctx?.ip ?? '');
        await mayRegister(from);
        const metadata = secret === undefined ? rest : { ...rest, client_secret: `sha256:${hashOf(secret)}` };
        await store.change(kind, hashOf(id), () => ({
          entry: { value: { metadata, from }, expiresAt: now() + unusedMs },
          result: undefined,
        }));
      },
      async find(id): Promise<AdapterPayload | undefined> {
        const entry = await store.read(kind, hashOf(id));
        return entry === undefined ? undefined : registrationSchema.parse(entry.value).metadata;
      },
      destroy: (id) => store.change(kind, hashOf(id), () => ({ result: undefined })),
      consume: nothing,
      revokeByGrantId: nothing,
      findByUid: nothing,
      findByUserCode: nothing,
    },
  };
}

const nothing = () => Promise.resolve(undefined);

/** Compares a client's secret in constant time with what is known of it: its hash, or itself where the owner set it. */
export function isClientSecret(presented: string, known: string): boolean {
  const hash = hashedSecret.exec(known)?.[1] ?? hashOf(known);
  return timingSafeEqual(Buffer.from(hashOf(presented)), Buffer.from(hash));
}
