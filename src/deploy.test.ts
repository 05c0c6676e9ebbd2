/** The files of deploy/ against the service as it is: figures, settings, addresses and images that they name. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { loadConfig, settingTable } from './config.ts';
import { openApiDocument } from './http/openapi.ts';
import { Metrics } from './telemetry/metrics.ts';
import { AddressRules } from './webhooks/address.ts';

const root = fileURLToPath(new URL('../deploy/', import.meta.url));
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath}/${entry.name}`.replace(root, '').replace(/^\//, ''))
  .filter((name) => name !== '.env' && !name.startsWith('certificates/'));
const textOf = (name: string) => readFileSync(`${root}${name}`, 'utf8');

/** Names of the series that a service with all roles exports, of a text in Prometheus' format. */
function seriesOf(text: string): Set<string> {
  return new Set(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => /^[a-zA-Z_:][a-zA-Z0-9_:]*/.exec(line)![0]),
  );
}

/** Every figure that the service can tell, each used once. */
async function allFigures(): Promise<string> {
  const metrics = new Metrics({
    queue: async () => ({ count: 1, oldestMs: 1 }),
    running: () => 1,
    pool: () => ({ queued: 0, running: 0, threads: 1, restarts: 0, childMb: 100, recycleAboveMb: 2048 }),
    bridge: () => ({
      connected: true,
      sites: [],
      transitions: {},
      published: 1,
      resent: 0,
      publishFailed: 0,
      withheld: 0,
      waiting: { absent: 1 },
      invalidMessages: 0,
    }),
    connections: () => ({ total: 1, idle: 1, waiting: 0, max: 10 }),
  });
  metrics.answered(1);
  metrics.watchProcess();
  metrics.request('GET', '/livez', 200, 1);
  metrics.refused('queue-full');
  metrics.webhook('delivered');
  metrics.statement('SELECT', 1);
  metrics.solved({
    kind: 'melt',
    budget: { timeMs: 1 },
    result: { found: 'feasible', endedBy: 'time' },
    solvingMs: 1,
    waitingMs: 0,
  });
  // Garbage collections and delays of the event loop are noticed when they happen.
  let text = '';
  await vi.waitFor(async () => {
    for (let at = 0; at < 200; at++) Buffer.from(JSON.stringify({ garbage: new Array(10_000).fill(at) }));
    text = await metrics.text();
    if (!text.includes('v8js_gc_duration_seconds_sum') || !text.includes('nodejs_eventloop_delay_p99'))
      throw new Error('not yet');
  });
  await metrics.close();
  return text;
}

/** Names of series in an expression of PromQL. */
function namesIn(expression: string): string[] {
  const bare = expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').replaceAll(/\{[^}]*\}/g, '');
  const own = /\b(?:takt|http|db|messaging|process|nodejs|v8js)_[a-z0-9_]+\b/g;
  return (bare.match(own) ?? []).filter((name) => !labels.has(name));
}

/** They stand in `by (...)`. */
const labels = new Set([
  'takt_plan_state',
  'takt_plan_found',
  'takt_plan_kind',
  'takt_webhook_outcome',
  'takt_command_state',
  'takt_wait_reason',
  'http_request_method',
  'http_route',
  'http_response_status_code',
  'db_operation_name',
  'db_client_connection_state',
]);

const AlertFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          labels: z.object({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.object({ summary: z.string() }),
        }),
      ),
    }),
  ),
});
const alerts = AlertFile.parse(parse(textOf('prometheus/alerts.yml'))).groups.flatMap(({ rules }) => rules);

const Dashboard = z.object({
  panels: z.array(
    z.object({
      id: z.number(),
      type: z.string(),
      title: z.string().min(1),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ expr: z.string() })).optional(),
    }),
  ),
});
const { panels } = Dashboard.parse(JSON.parse(textOf('grafana/takt.json')));

describe('what is watched', () => {
  let figures: string;
  beforeAll(async () => {
    figures = await allFigures();
  });

  test('every figure of dashboard, alerts and autoscaler is one that the service tells', () => {
    const expressions = [
      ...alerts.map(({ expr }) => expr),
      ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
      ...textOf('kubernetes/prometheus-adapter.yaml').split('\n'),
      ...textOf('kubernetes/solver.yaml').split('\n'),
    ];
    const named = new Set(expressions.flatMap(namesIn));
    expect(named.size).toBeGreaterThan(30);
    const known = seriesOf(figures);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });

  test('labels that they choose by are on those figures', () => {
    const expressions = [
      ...alerts.map(({ expr }) => expr),
      ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ];
    const used = expressions.flatMap((expr) =>
      [...expr.matchAll(/([a-z_]+)\s*(?:=~|!~|!=|=)\s*"/g)].map((match) => match[1]),
    );
    const given = new Set(['job', 'instance', ...[...figures.matchAll(/([a-z_]+)="/g)].map((match) => match[1])]);
    expect(used.length).toBeGreaterThan(10);
    expect([...new Set(used)].filter((name) => !given.has(name))).toEqual([]);
  });

  test('panels do not overlap and have ids of their own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });

  test('docs/operations.md says of every alert what to do', () => {
    const text = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8');
    const told = [...text.matchAll(/^\| `(Takt[A-Za-z]+)` \|/gm)].map((match) => match[1]);
    expect(told.toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted());
  });
});

describe('what is started', () => {
  test('every file of YAML and JSON can be read', () => {
    const yaml = files.filter((name) => /\.ya?ml$/.test(name));
    expect(yaml.length).toBeGreaterThan(10);
    const broken = yaml.filter((name) => parseAllDocuments(textOf(name)).some(({ errors }) => errors.length > 0));
    expect(broken).toEqual([]);
  });

  test('every setting named is one of the service', () => {
    const named = files.flatMap((name) => textOf(name).match(/\b(?:TAKT_[A-Z_]+|DATABASE_URL|MQTT_URL)\b/g) ?? []);
    expect(new Set(named).size).toBeGreaterThan(5);
    expect([...new Set(named)].filter((name) => !Object.hasOwn(settingTable, name))).toEqual([]);
  });

  test('the environments of compose.yaml are taken as they stand', () => {
    const { services } = z
      .object({
        services: z.record(
          z.string(),
          z.object({ image: z.string(), environment: z.record(z.string(), z.string()).optional() }),
        ),
      })
      .parse(parse(textOf('compose.yaml'), { merge: true }));
    const roles = Object.entries(services)
      .filter(([, { image }]) => image.includes('takt:'))
      .map(([name, { environment }]) => {
        // As Compose does: what stands behind `:-` is the default, and what must be given is given.
        const filled = Object.entries(environment ?? {}).map(([key, value]) => [
          key,
          value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1').replaceAll(/\$\{\w+:\?[^}]*\}/g, 'x'),
        ]);
        return [name, loadConfig({ ...Object.fromEntries(filled), TAKT_HOST: '0.0.0.0' })] as const;
      });
    expect(roles.map(([name, config]) => [name, config.access, config.roles.length])).toEqual([
      ['migrate', 'keys', 3],
      ['api', 'keys', 1],
      ['solver', 'keys', 1],
      ['bridge', 'keys', 1],
    ]);
    expect(roles.every(([, { databaseUrl }]) => databaseUrl?.startsWith('postgres://'))).toBe(true);
  });

  test('broker and bridge find the certificates that the script makes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'takt-certificates-'));
    try {
      for (const words of [
        ['broker', 'mosquitto'],
        ['client', 'takt'],
      ])
        execFileSync(`${root}mosquitto/certificates.sh`, words, { env: { ...process.env, CERTIFICATES: folder } });
      const Service = z.object({
        volumes: z.array(z.string()),
        environment: z.record(z.string(), z.string()).optional(),
      });
      const { services } = z
        .object({ services: z.object({ mosquitto: Service, bridge: Service }) })
        .parse(parse(textOf('compose.yaml'), { merge: true }));
      const settings = Object.entries(services.bridge.environment!).filter(([name]) => /^TAKT_MQTT_/.test(name));
      const brokerFiles = [...textOf('mosquitto/mosquitto.conf').matchAll(/^(?:ca|cert|key)file (.+)$/gm)];
      const wanted = [
        ...brokerFiles.map(([, file]) => [services.mosquitto, file] as const),
        ...settings.map(([, file]) => [services.bridge, file] as const),
      ];
      expect(wanted).toHaveLength(6);
      for (const [{ volumes }, file] of wanted) {
        const mounts = volumes.map((volume) => volume.split(':'));
        const [from, to] = mounts.find(
          ([source, target]) => source.includes('certificates') && file.startsWith(target),
        )!;
        expect(existsSync(file.replace(to, from.replace('./certificates', folder))), file).toBe(true);
      }
      expect(statSync(folder).mode & 0o077).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('keys of ovens at a site named takt once went where the bridge has its own mounted', () => {
    const folder = mkdtempSync(join(tmpdir(), 'takt-certificates-'));
    const env = { ...process.env, CERTIFICATES: folder };
    const made = spawnSync(`${root}mosquitto/certificates.sh`, ['client', 'takt/EAF-6'], { env, encoding: 'utf8' });
    expect([made.status, made.stderr]).toEqual([2, 'no site can be named takt, as the user of the bridge is\n']);
    expect(existsSync(join(folder, 'clients'))).toBe(false);
    rmSync(folder, { recursive: true });
  });

  test('the bridge in Kubernetes finds its certificates under the names of a Secret of type TLS', () => {
    const documents = parseAllDocuments(textOf('kubernetes/bridge.yaml')).map((document) => document.toJS());
    const [container] = documents.find(({ kind }) => kind === 'Deployment').spec.template.spec.containers;
    const { mountPath } = container.volumeMounts.find(({ name }: { name: string }) => name === 'certificates');
    const files = container.env.filter(({ name }: { name: string }) => /^TAKT_MQTT_(?:CA|CERT|KEY)$/.test(name));
    expect(files.map(({ value }: { value: string }) => value)).toEqual(
      ['ca.crt', 'tls.crt', 'tls.key'].map((file) => `${mountPath}/${file}`),
    );
  });

  test('the two configurations of the broker differ in how users show who they are, and in nothing else', () => {
    const linesOf = (name: string) =>
      textOf(`mosquitto/${name}`)
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'));
    const [certificates, passwords] = [linesOf('mosquitto.conf'), linesOf('passwords.conf')];
    const only = (these: string[], those: string[]) =>
      these.filter((line) => !those.includes(line)).map((line) => line.split(' ')[0]);
    expect(only(certificates, passwords)).toEqual(['cafile', 'require_certificate', 'use_identity_as_username']);
    expect(only(passwords, certificates)).toEqual(['password_file']);
  });

  test('the network lets calls out to every port that a webhook may have', async () => {
    const Policy = z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({
        egress: z.array(z.object({ ports: z.array(z.object({ port: z.number(), endPort: z.number().optional() })) })),
      }),
    });
    const policies = parseAllDocuments(textOf('kubernetes/network-policies.yaml')).map((one) =>
      Policy.parse(one.toJS()),
    );
    const { egress } = policies.find(({ metadata }) => metadata.name === 'takt-api')!.spec;
    const ports = egress.flatMap((rule) => rule.ports);
    const rules = new AddressRules([]);
    for (const port of [80, 443, 1024, 8080, 65_535]) {
      await rules.check(`https://1.1.1.1:${port}/`);
      expect(ports.some((range) => range.port <= port && port <= (range.endPort ?? range.port))).toBe(true);
    }
  });

  test('images are pinned to a version', () => {
    const docker = readFileSync(new URL('../Dockerfile', import.meta.url), 'utf8');
    const images = [
      ...files.flatMap((name) => [...textOf(name).matchAll(/^\s*image: (.+)$/gm)].map((match) => match[1])),
      ...[...docker.matchAll(/^FROM (\S+)/gm)].map((match) => match[1]),
    ].map((image) => image.replace(/^\$\{IMAGE:-(.*)\}$/, '$1'));
    expect(images.length).toBeGreaterThan(7);
    expect(images.filter((image) => !/:v?\d+\.\d+(\.\d+)?(-[a-z-]+)?$/.test(image))).toEqual([]);
  });

  test('probes ask for addresses that there are, and stopping has the time that it needs', () => {
    const { paths } = z.object({ paths: z.record(z.string(), z.unknown()) }).parse(openApiDocument());
    for (const role of ['api', 'solver', 'bridge']) {
      const documents = parseAllDocuments(textOf(`kubernetes/${role}.yaml`)).map((document) => document.toJS());
      const { spec } = documents.find(({ kind }) => kind === 'Deployment').spec.template;
      const [container] = spec.containers;
      const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe];
      for (const probe of probes) expect(Object.keys(paths)).toContain(probe.httpGet.path);
      expect(container.livenessProbe.httpGet.path).toBe('/livez');
      const stop = container.env.find(({ name }: { name: string }) => name === 'TAKT_STOP_SECONDS').value;
      const [, pause] = container.lifecycle.preStop.exec.command;
      // Answers of stopped solves have 2 s more, bridge, queue and telemetry some seconds.
      expect(spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(Number(stop) + Number(pause) + 10);
      expect(spec.securityContext.runAsNonRoot && container.securityContext.readOnlyRootFilesystem).toBe(true);
      expect(documents.map(({ kind }) => kind)).toContain('PodDisruptionBudget');
    }
  });
});
