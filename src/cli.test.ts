import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindExamples } from '../models/examples.ts';
import type { MeltPlan } from '../models/melt.ts';
import { MeltExplanation } from '../models/melt-explanation.ts';
import { planKinds } from '../models/plan-request.ts';
import type { SolveResult } from '../models/result.ts';
import { type RunOptions, takt } from './testing/command-line.ts';
import { longRequest, smallRequest } from './testing/requests.ts';
import { wellFormed } from './testing/xml.ts';

let folder: string;
const file = (name: string, content: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'takt-cli-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Two interrupts once the text is there, as a terminal and a launcher between them send. */
function interruptTwice(sign: string): NonNullable<RunOptions['onOutput']> {
  let done = false;
  return (signal, text) => {
    if (done || !text.includes(sign)) return;
    done = true;
    signal('SIGINT');
    setTimeout(() => signal('SIGINT'), 20);
  };
}

describe('help', () => {
  test.each([
    [['--help'], /serve.*solve.*check.*explain.*example.*demo.*keys/s],
    [['serve', '--help'], /--port.*--data-dir.*docs\/api\.md/s],
    [['solve', '--help'], /--time-ms.*Ctrl-C.*takt solve week\.json/s],
    [['check', '--help'], /Exit code 0.*1: rules are broken/s],
    [['explain', '--help'], /--plan.*--time-ms.*--json.*takt explain week\.json/s],
    [['example', '--help'], /kind/],
  ] as const)('%s teaches on standard output', async (words, teaches) => {
    const { code, out, error } = await takt(words);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(teaches);
  });

  test.each([
    [['bogus']],
    [['solve']],
    [['solve', 'x.json', '--time-ms', 'soon']],
    [['solve', 'x.json', '-o', 'xml']],
  ])('%s: words that do not fit are exit code 2, and point to the help', async (words) => {
    const { code, out, error } = await takt(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(/^error: .*takt --help/s);
  });
});

describe('example', () => {
  test.each(planKinds)('of %s is the example of the service', async (kind) => {
    const { code, out } = await takt(['example', kind]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(kindExamples[kind])));
  });

  test('of no kind is exit code 2 and names the kinds', async () => {
    const { code, error } = await takt(['example', 'constructor']);
    expect(code).toBe(2);
    expect(error).toContain('there are melt');
  });
});

describe('solve and check', () => {
  test('a request solved to JSON passes the check; spoilt by hand it fails with code 1 and the rule', async () => {
    const request = file('small.json', smallRequest());
    const solved = await takt(['solve', request, '-o', 'json']);
    expect({ code: solved.code, error: solved.error }).toEqual({ code: 0, error: '' });
    const result = JSON.parse(solved.out) as SolveResult<MeltPlan> & { plan: MeltPlan };
    expect(result).toMatchObject({ kind: 'melt', found: 'optimal', objective: 2, lowerBound: 2, gap: 0 });

    const checked = await takt(['check', request, file('plan.json', solved.out), '-o', 'json']);
    expect({ code: checked.code, ...JSON.parse(checked.out) }).toEqual({ code: 0, violations: [], objective: 2 });
    const inOne = file('both.json', { request: smallRequest(), plan: result.plan });
    const table = await takt(['check', inOne, '-o', 'table']);
    expect({ code: table.code, out: table.out }).toEqual({
      code: 0,
      out: 'The plan keeps every rule; objective 2 heats\n',
    });

    result.plan.heats[0].contents[0].pieces += 1;
    const broken = await takt(['check', request, file('broken.json', result), '-o', 'table']);
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(/quantity: .*\n\d+ broken rules; objective/s);
  });

  test('proofs asked for come with the plan and are checked; a spoilt one is exit code 1, a missing one is only told', async () => {
    const request = file('proof.json', smallRequest());
    const solved = await takt(['solve', request, '--proof', '-o', 'json']);
    expect({ code: solved.code, error: solved.error }).toEqual({ code: 0, error: '' });
    const result = JSON.parse(solved.out) as { plan: MeltPlan };
    const check = (plan: unknown, output: string) =>
      takt(['check', request, file('proof-plan.json', plan), '--proof', '-o', output]);
    const good = await check(result, 'json');
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out).proofs[0]).toMatchObject({ stage: 'fewest-heats', verdict: 'verified', lowerBound: 2 });
    expect((await check(result, 'table')).out).toMatch(/^The plan keeps.*\nfewest-heats: proved and verified: /);

    const [certificate] = result.plan.certificates!;
    const target = certificate.target + 1;
    const wrong = await check({ ...result.plan, certificates: [{ ...certificate, target }] }, 'table');
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(/keeps every rule.*\nfewest-heats: the certificate does not hold: /);
    const without = await check({ ...result.plan, certificates: undefined }, 'table');
    expect(without.code).toBe(0);
    expect(without.out).toContain('fewest-heats: bound 2 heats claimed without certificate');
  });

  test('a request from standard input gives a table', async () => {
    const { code, out } = await takt(['solve', '-', '-o', 'table'], { input: JSON.stringify(smallRequest()) });
    expect(code).toBe(0);
    expect(out).toContain('Every mandatory piece is poured: 2 heats, 1 050 kg.');
    expect(out).toMatch(/heat {2}furnace {2}grade/);
  });

  test('the chart of the example is XML', async () => {
    const request = file('week.json', (await takt(['example'])).out);
    const svg = join(folder, 'week.svg');
    const { code } = await takt(['solve', request, '--time-ms', '300', '--svg', svg]);
    expect(code).toBe(0);
    expect(wellFormed(readFileSync(svg, 'utf8'))).toBe('svg');
  });

  test('a week that cannot be poured is an answer: code 0, the most mass, a reason for each line left out', async () => {
    const impossible = smallRequest();
    impossible.problem.lines.push({ id: 'HEAVY', pieceMass: 5000, quantity: 1, grade: 'G1' });
    impossible.problem.furnaces[0].mostHeats = 1;
    const { code, out } = await takt(['solve', file('impossible.json', impossible), '-o', 'table']);
    expect(code).toBe(0);
    expect(out).toMatch(/Not everything can be poured: 5 300 kg left out; /);
    expect(out).toMatch(/HEAVY +1 +5 000 +too-heavy/);
    expect(out).toMatch(/L1 +1 +300 +furnace-heats/);
    const report = { ...impossible, problem: { ...impossible.problem, whenImpossible: 'report' } };
    const none = await takt(['solve', file('report.json', report), '-o', 'table']);
    expect(none.code).toBe(0);
    expect(none.out).toMatch(/^No plan: infeasible \(proof\); /);
  });

  test.each([
    ['no JSON', '{', /no\.json: the body is not JSON at line 1/],
    ['no request', '{"kind":"melt","problem":{}}', /no\.json: \/problem\/lines: "lines" is missing/],
    [
      'a text where a number should be',
      JSON.stringify(smallRequest({ priority: 'x' as never })),
      /\/priority \(type\)/,
    ],
  ])('a file with %s is exit code 2 and named', async (_name, content, says) => {
    for (const words of [['solve'], ['check']]) {
      const { code, out, error } = await takt([...words, file('no.json', content)]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      if (words[0] === 'solve') expect(error).toMatch(says);
      expect(error).not.toMatch(/node_modules|at .*\.ts/);
    }
  });

  test('of two files the one at fault is named', async () => {
    const request = file('fine.json', smallRequest());
    const { code, error } = await takt(['check', request, file('five.json', { plan: 5 })]);
    expect(code).toBe(2);
    expect(error).toMatch(/five\.json: /);
  });

  test('a file that is not there, and a chart that cannot be written, are sentences and code 2', async () => {
    const missing = await takt(['solve', join(folder, 'missing.json')]);
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.error).toMatch(/^takt: .*missing\.json cannot be read \(ENOENT\)\n$/);
    const unwritable = await takt(['solve', file('s.json', smallRequest()), '--svg', join(folder, 'none', 'x.svg')]);
    expect(unwritable.code).toBe(2);
    expect(unwritable.error).toMatch(/x\.svg cannot be written \(ENOENT\)\n$/);
  });

  test.each([
    ['--time-ms', '0', /"timeMs" must be at least 10/],
    // Beyond what a timer holds, it would have ended at once with nothing found.
    ['--time-ms', '99999999999', /"timeMs" must be at most 3600000/],
    ['--seed', '99999999999', /"seed" must be at most 2147483647/],
  ])('%s %s is refused as in a request', async (flag, value, says) => {
    const { code, error } = await takt(['solve', file('flags.json', smallRequest()), flag, value]);
    expect(code).toBe(2);
    expect(error).toMatch(says);
  });

  test('Ctrl-C that arrives twice, as from a terminal through a launcher, still gives the best plan', async () => {
    const request = file('long.json', longRequest(600_000));
    const { code, out } = await takt(['solve', request, '-o', 'json', '--progress'], {
      onError: interruptTwice('best so far'),
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ endedBy: 'cancelled', plan: expect.any(Object) });
  });
});

describe('explain', () => {
  const deterministic = { deterministic: true, maxIterations: 4000 };
  const impossible = () => {
    const request = smallRequest({ budget: deterministic });
    request.problem.furnaces[0].mostHeats = 1;
    return request;
  };

  test('what would make room, as a table and as JSON', async () => {
    // 1 050 kg in one heat of 800: a second heat, a furnace of 1 050, or the piece of 450 or one of 300 waits.
    const json = join(folder, 'why.json');
    const { code, out, error } = await takt(['explain', file('tight.json', impossible()), '--json', json]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(
      /^Not everything can be poured: 300 kg left out; .* It is proved that no plan pours it all\.\n/,
    );
    expect(out).toMatch(/1 {2}furnace F1: 1 more heat \(2 in place of 1\) +least, proved +2 heats +proved not to do/);
    expect(out).toMatch(/2 {2}furnace F1: greatest mass 1050 kg in place of 800 \(250 more\)/);
    expect(out).toMatch(/3 {2}line L1: 1 of 2 pieces waits \(300 kg\)/);
    expect(out).toMatch(/4 {2}line L2: its only piece waits \(450 kg\)/);
    const explanation = MeltExplanation.parse(JSON.parse(readFileSync(json, 'utf8')));
    expect(explanation.impossible?.ways).toHaveLength(4);
  });

  test('what limits are worth to a plan handed in', async () => {
    // Two heats of 800 hold 1 050 kg; L1 or L2 left to wait makes it one.
    const request = file('roomy.json', smallRequest({ budget: deterministic }));
    const plan = file('roomy-plan.json', (await takt(['solve', request, '-o', 'json'])).out);
    const { code, out } = await takt(['explain', request, '--plan', plan]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Every mandatory piece is poured: 2 heats \(proved optimal\)\.\n/);
    expect(out).toMatch(/a line that waits +line L2: its only piece waits \(450 kg\) +1 +proved +1 heats/);
    expect(out).toMatch(/Saves nothing, proved:\n {2}furnace F1: 1 kg more/);
  });

  test('a plan of another request is refused with code 2, named with the rule it breaks', async () => {
    const request = file('roomy.json', smallRequest());
    const plan = file('other-plan.json', (await takt(['solve', request, '-o', 'json'])).out);
    const { code, out, error } = await takt(['explain', file('tight.json', impossible()), '--plan', plan]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(/other-plan\.json: the plan does not keep the rules of the request.*takt check/);
  });

  test('time that does not fit is refused as in a request', async () => {
    const { code, error } = await takt(['explain', file('flags.json', smallRequest()), '--time-ms', '0']);
    expect(code).toBe(2);
    expect(error).toMatch(/"timeMs" must be at least 10/);
  });
});

describe('serve', () => {
  test.each([
    ['once it is ready', 'takt is ready'],
    ['while it still starts', 'child-ready'],
  ])('stops in order when the same Ctrl-C arrives twice, %s', async (_, sign) => {
    const { code, out } = await takt(['serve', '--port', '0', '--data-dir', 'memory', '--threads', '1'], {
      onOutput: interruptTwice(sign),
    });
    expect(out).toContain('takt has stopped');
    expect(code).toBe(0);
  });

  test('an unknown setting, a bad one and a port in use are sentences and code 2', async () => {
    const unknown = await takt(['serve'], { environment: { TAKT_PROT: '1' } });
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.error).toMatch(/^takt: TAKT_PROT is no setting of takt; there are TAKT_HOST, /);
    const bad = await takt(['serve', '--port', 'abc']);
    expect(bad).toMatchObject({ code: 2, out: '' });
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      const { port } = server.address() as { port: number };
      const taken = await takt(['serve', '--port', String(port), '--data-dir', 'memory', '--threads', '1']);
      expect(taken.code).toBe(2);
      expect(taken.error).toContain(`127.0.0.1:${port} is in use`);
    } finally {
      server.close();
    }
  });
});
