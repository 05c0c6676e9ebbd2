/**
 * Which addresses a webhook may have. Whoever makes a webhook has the service call an address of their choice from inside the
 * operator's network (server-side request forgery), so only what is public may be called, unless the operator names it.
 * What counts as public: the IANA special-purpose registries (RFC 6890 and its updates).
 */
import { lookup as systemLookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { TaktError } from '../../models/errors.ts';

const forbiddenV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8',
  '100.64.0.0/10', // shared by carriers
  '127.0.0.0/8',
  '169.254.0.0/16', // link-local; where clouds keep their metadata
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16',
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
];

/** Global unicast is 2000::/3; of it, what is no ordinary host. All else (mapped, NAT64, local, multicast) lies outside. */
const globalV6 = '2000::/3';
const forbiddenV6 = [
  '2001::/23', // protocol assignments, Teredo among them
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4, which carries an IPv4 address
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
];

/** Below 1024 stand services of machines, to which an HTTP request may mean something else. */
const ordinaryPorts = new Set([80, 443]);

const longestUrl = 2048;
const resolveLimitMs = 5000;

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address, bits] = network.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
const forbidden = listOf([...forbiddenV4, ...forbiddenV6]);
const globalUnicast = listOf([globalV6]);

/** Whether everybody's traffic may go there: no network of the operator, of the machine, or of nobody. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 0 || forbidden.check(address, familyOf(address))) return false;
  return family === 4 || globalUnicast.check(address, 'ipv6');
}

/** Answers the addresses of a name, e.g. `lookup` of node:dns/promises. */
export type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>;

const resolveBySystem: Resolve = (host) => systemLookup(host, { all: true, verbatim: true });

/** An address that was checked, and is the one to be called: a name may lead elsewhere a moment later. */
export interface Target {
  readonly url: URL;
  readonly address: string;
  /** Answers the checked address, whatever is asked. */
  readonly lookup: LookupFunction;
}

export class AddressRules {
  readonly #allowed: BlockList;
  readonly #resolve: Resolve;

  /** @param allow - networks in CIDR notation that may be called although they are not public, and over plain HTTP. */
  constructor(allow: readonly string[], resolve: Resolve = resolveBySystem) {
    this.#allowed = listOf(allow);
    this.#resolve = resolve;
  }

  /**
   * Looks the host of a webhook up and checks every address that it has.
   * @throws TaktError `forbidden-address`: a sentence on what is wrong with it.
   */
  async check(text: string): Promise<Target> {
    const url = readUrl(text);
    const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    const addresses = isIP(host) ? [host] : await this.#addressesOf(host);
    for (const address of addresses) this.#checkAddress(url, host, address);
    const [address] = addresses;
    return { url, address, lookup: alwaysTo(address) };
  }

  #checkAddress(url: URL, host: string, address: string): void {
    if (this.#allowed.check(address, familyOf(address))) return;
    // The addresses of a name are the operator's to know: a caller that could read them here would map the network by names.
    if (!isPublic(address)) throw refused(`${host} is not a public address`);
    if (url.protocol !== 'https:') throw refused('the address must begin with https://');
  }

  async #addressesOf(host: string): Promise<string[]> {
    // By RFC 6761 section 6.3 these are this machine, whatever a resolver says.
    if (host === 'localhost' || host.endsWith('.localhost')) return ['127.0.0.1', '::1'];
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('no answer in time')), resolveLimitMs);
    try {
      const found = await Promise.race([this.#resolve(host), late]);
      if (found.length > 0) return found.map(({ address }) => address);
    } catch (error) {
      throw refused(`${host} could not be resolved`, error);
    } finally {
      clearTimeout(timer);
    }
    throw refused(`${host} could not be resolved`);
  }
}

/** What of a URL can be told without looking anything up. @throws TaktError `forbidden-address`. */
function readUrl(text: string): URL {
  if (text.length > longestUrl) throw refused(`the address is longer than ${longestUrl} characters`);
  // The WHATWG parser also reads 2130706433, 0x7f.1 and 0177.0.0.1 as what they are: 127.0.0.1.
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw refused('this is not a URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('the address must begin with https://');
  if (url.username || url.password) throw refused('the address must not hold a user name or password');
  if (url.hash) throw refused('the address must not hold a fragment');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  if (port < 1024 && !ordinaryPorts.has(port)) throw refused(`port ${port} is not one that webhooks may call`);
  return url;
}

function refused(message: string, cause?: unknown): TaktError {
  return new TaktError('forbidden-address', message, {
    cause,
    errors: [
      {
        pointer: '/url',
        rule: 'public-address',
        message,
        received: '(the address)',
        remedy: 'name an https address that everybody can reach; the operator may add networks to TAKT_WEBHOOK_ALLOW',
      },
    ],
  });
}

function alwaysTo(address: string): LookupFunction {
  const family = isIP(address);
  return (_host, { all }, answer) => {
    if (all) answer(null, [{ address, family }]);
    else answer(null, address, family);
  };
}
