import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Command, ovenTopic, parseOvenTopic, protocolJsonSchema } from './protocol.ts';
import { signedCommand, unsignedCommand } from './testing/fixtures.ts';

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
