import { createHash } from 'node:crypto';
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import * as z from 'zod';
import type { StateStore } from '../../../state/state-store.js';
import { failuresKind } from './throttle.js';

/** What the authorization library keeps, in our store. */
export interface OidcStore {
  /** One adapter per model, as the library asks for them. */
  adapter(model: string): Adapter;
  /** Whether a sign-in is still good: nobody revoked it. */
  isAlive(grantId: string): Promise<boolean>;
}

const payloadSchema = z.looseObject({ grantId: z.string().optional(), consumed: z.number().optional() });
const membersSchema = z.array(z.object({ model: z.string(), hash: z.string(), expiresAt: z.number() }));
type Members = z.infer<typeof membersSchema>;

const membersKind = 'oauth-grant-members';
const sweepMs = 10 * 60_000;

/**
 * Keeps the models of the authorization library. What names an entry is mostly a token, so the store is given its hash, and the
 * entry does not hold it. A code or refresh token that several processes redeem at once is good for one of them.
 * @param now current time in milliseconds
 */
export function oidcStore(store: StateStore, now: () => number = Date.now): OidcStore {
  const models = new Set<string>();
  let sweptAt = 0;

  /** Expired entries that nobody asks for any more go when the store is listed. */
  const sweep = async () => {
    if (now() - sweptAt < sweepMs) return;
    sweptAt = now();
    for (const kind of [membersKind, failuresKind, ...[...models].map(kindOf)]) await store.list(kind);
  };

  const remove = (model: string, hash: string) => store.change(kindOf(model), hash, () => ({ result: undefined }));

  /** Revokes what a sign-in has given. Without its grant none of it is accepted, even what is being made this moment. */
  const revoke = async (grantId: string) => {
    const members = await store.change(membersKind, hashOf(grantId), (current) => ({
      result: membersOf(current?.value),
    }));
    for (const { model, hash } of members) await remove(model, hash);
  };

  const remember = async (grantId: string, member: Members[number]) => {
    await store.change(membersKind, hashOf(grantId), (current) => {
      const others = membersOf(current?.value).filter((each) => each.hash !== member.hash && each.expiresAt > now());
      const members = [...others, member];
      const expiresAt = Math.max(...members.map((each) => each.expiresAt));
      return { entry: { value: members, expiresAt }, result: undefined };
    });
  };

  return {
    isAlive: async (grantId) => (await store.read(kindOf('Grant'), hashOf(grantId))) !== undefined,
    adapter(model) {
      // Sessions would let a browser answer without its person: every client has to ask the owner anew.
      if (model === 'Session') return forgetfulAdapter;
      models.add(model);
      return {
        async upsert(id, payload, expiresIn) {
          await sweep();
          const { jti: _jti, ...value } = payload;
          const expiresAt = now() + (expiresIn ?? 0) * 1000;
          if (payload.grantId !== undefined) await remember(payload.grantId, { model, hash: hashOf(id), expiresAt });
          await store.change(kindOf(model), hashOf(id), () => ({ entry: { value, expiresAt }, result: undefined }));
        },
        async find(id): Promise<AdapterPayload | undefined> {
          const entry = await store.read(kindOf(model), hashOf(id));
          return entry === undefined ? undefined : { ...payloadSchema.parse(entry.value), jti: id };
        },
        async consume(id) {
          const reused = await store.change(kindOf(model), hashOf(id), (current) => {
            if (current === undefined) return { result: { grantId: undefined } };
            const value = payloadSchema.parse(current.value);
            if (value.consumed !== undefined) return { entry: current, result: { grantId: value.grantId } };
            const consumed = Math.floor(now() / 1000);
            return { entry: { ...current, value: { ...value, consumed } }, result: undefined };
          });
          if (reused === undefined) return;
          // The library looks before it takes; only here is it known that another was faster.
          if (reused.grantId !== undefined) {
            await revoke(reused.grantId);
            await remove('Grant', hashOf(reused.grantId));
          }
          throw new errors.InvalidGrant('already used');
        },
        destroy: (id) => remove(model, hashOf(id)),
        revokeByGrantId: revoke,
        findByUid: () => Promise.resolve(undefined),
        findByUserCode: () => Promise.resolve(undefined),
      };
    },
  };
}

const nothing = () => Promise.resolve(undefined);
const forgetfulAdapter: Adapter = {
  upsert: nothing,
  find: nothing,
  findByUid: nothing,
  findByUserCode: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
};

/** The name of something that may itself be a secret. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

function kindOf(model: string): string {
  return `oauth-${model.toLowerCase()}`;
}

function membersOf(value: unknown): Members {
  const parsed = membersSchema.safeParse(value);
  return parsed.success ? parsed.data : [];
}
