/**
 * The public keys of an issuer, fetched from its JWKS address and kept.
 *
 * An issuer that is away costs a request nothing as long as its keys are known: they are fetched again in the background,
 * and the old ones serve for `staleMs`. Whoever sends tokens with made-up key ids cannot have them fetched more often
 * than every `coolDownMs`, nor more than once at a time. Where no keys are known, requests wait for the fetch that is under
 * way, and are refused at once until the next.
 */
import { createLocalJWKSet, errors, type FlattenedJWSInput, type JSONWebKeySet, type JWSHeaderParameters } from 'jose';
import { TaktError } from '../../models/errors.ts';

/** After this the keys are fetched again. */
const freshMs = 10 * 60_000;
/** Keys older than this are not trusted any more: one that the issuer has withdrawn works no longer than this. */
const staleMs = 60 * 60_000;
/** After a fetch that succeeded, and after one that failed, until the next: what a made-up key id may cost the issuer. */
const coolDownMs = 30_000;
const failedCoolDownMs = 10_000;
const timeoutMs = 3000;
const mostBytes = 262_144;

type LocalKeys = ReturnType<typeof createLocalJWKSet>;

export interface IssuerKeysOptions {
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** Milliseconds of a clock that does not jump. Default `performance.now`. */
  readonly now?: () => number;
  /** Told of every fetch that fails. */
  readonly onError?: (error: unknown) => void;
}

export class IssuerKeys {
  readonly #url: string;
  readonly #fetch: typeof fetch;
  readonly #now: () => number;
  readonly #onError: (error: unknown) => void;
  #keys: { readonly local: LocalKeys; readonly at: number } | undefined;
  #quietUntil = Number.NEGATIVE_INFINITY;
  #fetching: Promise<void> | undefined;

  constructor(url: string, options: IssuerKeysOptions = {}) {
    this.#url = url;
    this.#fetch = options.fetch ?? fetch;
    this.#now = options.now ?? (() => performance.now());
    this.#onError = options.onError ?? (() => {});
  }

  /**
   * The key that a token names.
   * @throws JOSEError where the issuer has no such key; TaktError `issuer-unavailable` where its keys are not to be had.
   */
  async get(header: JWSHeaderParameters, token: FlattenedJWSInput): ReturnType<LocalKeys> {
    const age = this.#age();
    if (age > staleMs) await this.refresh();
    else if (age > freshMs) void this.refresh();
    if (!this.#keys || this.#age() > staleMs) throw this.#unavailable();
    try {
      return await this.#keys.local(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || this.#isCoolingDown()) throw error;
      // The issuer may have begun to sign with a new key.
      await this.refresh();
      return this.#keys.local(header, token);
    }
  }

  /** Fetches the keys, unless that was tried a moment ago; never rejects. */
  refresh(): Promise<void> {
    if (!this.#fetching && this.#isCoolingDown()) return Promise.resolve();
    this.#fetching ??= this.#load().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #load(): Promise<void> {
    try {
      const response = await this.#fetch(this.#url, {
        headers: { accept: 'application/jwk-set+json, application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (response.status !== 200) throw new Error(`${this.#url} answered ${response.status}`);
      const local = createLocalJWKSet(JSON.parse(await textOf(response)) as JSONWebKeySet);
      this.#keys = { local, at: this.#now() };
      this.#quietUntil = this.#now() + coolDownMs;
    } catch (error) {
      this.#quietUntil = this.#now() + failedCoolDownMs;
      this.#onError(error);
    }
  }

  #age(): number {
    return this.#keys ? this.#now() - this.#keys.at : Number.POSITIVE_INFINITY;
  }

  #isCoolingDown(): boolean {
    return this.#now() < this.#quietUntil;
  }

  #unavailable(): TaktError {
    const waitMs = this.#quietUntil - this.#now();
    return new TaktError(
      'issuer-unavailable',
      'the issuer of tokens cannot be reached, so tokens cannot be checked; keys can',
      {
        retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
      },
    );
  }
}

/** The body, as long as it is of a size that keys have. */
async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error(`the key set has more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
