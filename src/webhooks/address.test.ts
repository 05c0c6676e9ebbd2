import { describe, expect, test } from 'vitest';
import { TaktError } from '../../models/errors.ts';
import { AddressRules, isPublic, type Resolve } from './address.ts';

const never: Resolve = async (host) => {
  throw new Error(`${host} was looked up`);
};
const to =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const refusal = async (rules: AddressRules, url: string) => {
  const error = await rules.check(url).then(
    ({ address }) => `called ${address}`,
    (error: unknown) => error,
  );
  return error instanceof TaktError && error.code === 'forbidden-address' ? error.message : error;
};

/** First, last and some between of each network that is not everybody's. */
const forbidden = [
  ...['0.0.0.0', '0.255.255.255', '10.0.0.0', '10.255.255.255', '100.64.0.0', '100.127.255.255'],
  ...[
    '127.0.0.1',
    '127.255.255.254',
    '169.254.0.1',
    '169.254.169.254',
    '169.254.170.2',
    '172.16.0.1',
    '172.31.255.255',
  ],
  ...[
    '192.0.0.1',
    '192.0.0.192',
    '192.0.2.1',
    '192.31.196.1',
    '192.52.193.1',
    '192.88.99.1',
    '192.168.0.1',
    '192.168.255.255',
  ],
  ...['192.175.48.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.255', '224.0.0.1', '239.255.255.255'],
  ...['240.0.0.1', '255.255.255.255'],
  ...['::', '::1', '::7f00:1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:a9fe:a9fe', '::ffff:0:10.0.0.1'],
  ...[
    '64:ff9b::10.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  ],
  ...['2001:10::1', '2001:20::1', '2001:db8::1', '2002:7f00:1::', '2002:c0a8:101::1', '2620:4f:8000::1', '3fff::1'],
  ...['5f00::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'febf::1', 'fec0::1', 'ff02::1', 'ff0e::1'],
];
/** Next to them, and ordinary ones. */
const everybodys = [
  ...[
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
  ],
  ...['169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0', '192.167.255.255', '192.169.0.0'],
  ...[
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2001:200::1',
    '2001:4860:4860::8888',
    '2606:4700::1111',
    '2a00:1450::1',
  ],
];

describe('addresses', () => {
  test.each(forbidden)('%s is not everybody’s, by itself or behind a name', async (address) => {
    expect(isPublic(address)).toBe(false);
    const literal = address.includes(':') ? `[${address}]` : address;
    expect(await refusal(new AddressRules([], never), `https://${literal}/`)).toContain('is not a public address');
    const named = new AddressRules([], to(address));
    expect(await refusal(named, 'https://example.com/')).toBe('example.com is not a public address');
    // One address that is everybody's does not help the other.
    const mixed = new AddressRules([], to('8.8.8.8', address));
    expect(await refusal(mixed, 'https://example.com/')).toBe('example.com is not a public address');
  });

  test.each(everybodys)('%s may be called', async (address) => {
    expect(isPublic(address)).toBe(true);
    const target = await new AddressRules([], to(address)).check('https://example.com/hook?token=1');
    expect([target.address, target.url.href]).toEqual([address, 'https://example.com/hook?token=1']);
  });
});

describe('spellings', () => {
  test.each([
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://0177.0x0.0.1/',
    'https://127.1/',
    'https://127.0.1/',
    'https://127.0.0.1./',
    'https://①②⑦.0.0.1/',
    'https://127。0。0。1/',
    'https://%31%32%37.0.0.1/',
    'https://[::ffff:7f00:1]/',
    'https://[0:0:0:0:0:ffff:127.0.0.1]/',
    'https://0/',
    'https://localhost/',
    'https://LOCALHOST/',
    'https://localhost./',
    'https://ovens.localhost/',
    'https://localhost:8443/',
    'http://localhost:5432/',
    'https://example.com\\@127.0.0.1/',
    'https:127.0.0.1/',
  ])('%s is this machine, or no name that is looked up', async (url) => {
    // The backslash ends the host as a slash does, so that example.com is asked for; it is private here.
    const rules = new AddressRules([], to('10.0.0.1'));
    expect(await refusal(rules, url)).toContain('is not a public address');
  });

  test.each([
    ['https://user@example.com/', 'user name'],
    ['https://user:word@example.com/', 'user name'],
    ['https://8.8.8.8@127.0.0.1/', 'user name'],
    ['https://example.com#@127.0.0.1/', 'fragment'],
    ['https://[fe80::1%25eth0]/', 'not a URL'],
    ['https://[fe80::1%eth0]/', 'not a URL'],
    ['https://256.1.1.1/', 'not a URL'],
    ['https://', 'not a URL'],
    ['example.com', 'not a URL'],
    ['', 'not a URL'],
    ['ftp://example.com/', 'https://'],
    ['file:///etc/passwd', 'https://'],
    ['gopher://example.com/', 'https://'],
    ['data:text/plain,x', 'https://'],
    ['http://example.com/', 'https://'],
    ['https://example.com:25/', 'port 25'],
    ['https://example.com:22/', 'port 22'],
    ['https://example.com:1023/', 'port 1023'],
    ['https://example.com:0/', 'port 0'],
    ['https://example.com:65536/', 'not a URL'],
    [`https://example.com/${'a'.repeat(2048)}`, 'longer than 2048'],
  ])('%s is refused: %s', async (url, why) => {
    expect(await refusal(new AddressRules([], to('8.8.8.8')), url)).toContain(why);
  });

  test('ordinary ones are taken', async () => {
    const rules = new AddressRules([], to('8.8.8.8'));
    for (const url of [
      'https://example.com',
      'https://example.com.:8443/a',
      'https://example.com:443/',
      'https://bücher.example/',
    ])
      expect((await rules.check(url)).address).toBe('8.8.8.8');
  });
});

test('a name that leads nowhere is refused, and what it leads to is not told', async () => {
  expect(await refusal(new AddressRules([], never), 'https://none.example/')).toBe(
    'none.example could not be resolved',
  );
  expect(await refusal(new AddressRules([], to()), 'https://none.example/')).toBe('none.example could not be resolved');
  const inside = await refusal(new AddressRules([], to('10.1.2.3')), 'https://db.internal/');
  expect(inside).not.toContain('10.1.2.3');
});

test('networks that the operator names may be called, also over plain HTTP, and no others', async () => {
  const rules = new AddressRules(['10.1.0.0/16', 'fd00:1::/32'], to('10.1.2.3', 'fd00:1::5'));
  expect((await rules.check('http://receiver.internal:8080/')).address).toBe('10.1.2.3');
  expect(await refusal(rules, 'http://10.2.0.1/')).toContain('is not a public address');
  expect(await refusal(rules, 'http://8.8.8.8/')).toContain('https://');
  expect(
    await refusal(new AddressRules(['10.1.0.0/16'], to('10.1.2.3', '10.2.0.1')), 'https://both.internal/'),
  ).toContain('is not a public address');
});

test('a name that leads elsewhere a moment later is called where it was checked', async () => {
  let asked = 0;
  const rebinding: Resolve = async () => (asked++ === 0 ? to('8.8.8.8') : to('127.0.0.1'))('');
  const rules = new AddressRules([], rebinding);
  const { lookup } = await rules.check('https://rebind.example/');
  const answers: unknown[] = [];
  lookup('rebind.example', {}, (_error, ...answer) => answers.push(answer));
  lookup('rebind.example', { all: true }, (_error, ...answer) => answers.push(answer[0]));
  expect(answers).toEqual([['8.8.8.8', 4], [{ address: '8.8.8.8', family: 4 }]]);
  expect(asked).toBe(1);
  expect(await refusal(rules, 'https://rebind.example/')).toContain('is not a public address');
});
