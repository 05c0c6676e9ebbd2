import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Command, ovenTopic, parseOvenTopic, protocolJsonSchema } from './protocol.ts';
import { canonicalJson, isSigned, sign, siteKey } from './signature.ts';
import { signedCommand, testKey, unsignedCommand } from './testing/fixtures.ts';

describe('protocol', () => {
  test('the published JSON Schema is the one of the code', () => {
    const published = JSON.parse(readFileSync(new URL('./protocol.schema.json', import.meta.url), 'utf8'));
    expect(published).toEqual(JSON.parse(JSON.stringify(protocolJsonSchema())));
  });

  test('the schema names every field of a command as required, save the trace', () => {
    const { Command: schema } = protocolJsonSchema().$defs as Record<
      string,
      { required: string[]; properties: object }
    >;
    expect(Object.keys(schema.properties).filter((name) => !schema.required.includes(name))).toEqual(['traceparent']);
  });

  test.each([
    ['another version', { v: 2 }],
    ['no setpoint', { setpoints: [] }],
    ['the same tag twice', { setpoints: [...unsignedCommand().setpoints, ...unsignedCommand().setpoints] }],
    ['a site that is no topic level', { site: 'a/b' }],
    ['an unknown field', { more: 1 }],
    ['a time without offset', { notAfter: '2026-11-23T12:00:00' }],
    ['a ramp of zero', { setpoints: [{ ...unsignedCommand().setpoints[0], rampPerMin: 0 }] }],
  ])('a command with %s does not fit', (_, change) => {
    expect(Command.safeParse(signedCommand()).success).toBe(true);
    expect(Command.safeParse({ ...signedCommand(), ...change }).success).toBe(false);
  });

  test('topics are read back', () => {
    expect(parseOvenTopic(ovenTopic('works.1', 'EAF-6', 'ack'))).toEqual({
      site: 'works.1',
      oven: 'EAF-6',
      channel: 'ack',
    });
    expect(parseOvenTopic('takt/v1/works/$bridge/heartbeat')).toBeUndefined();
    expect(parseOvenTopic('takt/v2/works/o/ack')).toBeUndefined();
  });
});

describe('signature', () => {
  test('canonical form: the example of RFC 8785, section 3.2.2, without its escapes', () => {
    const value = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"literals":[null,true,false]}',
    );
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
    );
  });

  test('canonical form does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('holds over the wire, and breaks with any change, another key or no signature', () => {
    const command = JSON.parse(JSON.stringify(signedCommand()));
    expect(isSigned(command, testKey)).toBe(true);
    expect(isSigned({ ...command, epoch: command.epoch + 1 }, testKey)).toBe(false);
    expect(isSigned(command, `${testKey}!`)).toBe(false);
    expect(isSigned(unsignedCommand(), testKey)).toBe(false);
    expect(isSigned({ ...command, signature: { algorithm: 'none', value: '' } }, testKey)).toBe(false);
    for (const nonsense of [null, 1, 'text', [], { signature: null }]) expect(isSigned(nonsense, testKey)).toBe(false);
  });

  test('a known answer, for authors of gateways', () => {
    // printf '{"a":1,"b":[true,null]}' | openssl dgst -sha256 -hmac secret -binary | basenc --base64url | tr -d =
    expect(sign({ b: [true, null], a: 1 }, 'secret').signature).toEqual({
      algorithm: 'hmac-sha256',
      value: 'XGX5_pzmBx6OZ2W9v93i6bxmIfyJ__0f6bqeDDnK91U',
    });
  });

  test('a site without a key of its own gets that of *, if there is one', () => {
    expect(siteKey({ a: '1', '*': '2' }, 'a')).toBe('1');
    expect(siteKey({ a: '1', '*': '2' }, 'b')).toBe('2');
    expect(siteKey({ a: '1' }, 'toString')).toBeUndefined();
  });
});
