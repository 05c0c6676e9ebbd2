/** Figures that are read when somebody asks for them: queue, solver pool, bridge, database connections. */
import type { BatchObservableResult, Meter, Observable } from '@opentelemetry/api';

const bytesPerMb = 1024 * 1024;

/** How long one look into the queue serves, so that several who collect at the same time cost one query. */
const queueFreshMs = 1000;
/** How long it may take; a database that hangs must not hang whoever collects. */
const queueLimitMs = 1500;

/** A series that begins at 1 hides its first increase, and one failed command is worth an alert: so these begin at 0. */
const noFailedCommands = { rejected: 0, expired: 0, 'timed-out': 0, 'late-applied': 0, 'verify-failed': 0 };

export interface MetricSources {
  /** Of all replicas: it is read from the database. */
  queue?(): Promise<{ readonly count: number; readonly oldestMs: number }>;
  /** Plans that this process solves. */
  running?(): number;
  pool?(): {
    readonly queued: number;
    readonly running: number;
    readonly threads: number;
    readonly restarts: number;
    readonly childMb: number;
    readonly recycleAboveMb: number;
  };
  bridge?(): {
    readonly connected: boolean;
    readonly sites: readonly { readonly presentOvens: number }[];
    /** State changes since the start, by new state. */
    readonly transitions: Readonly<Partial<Record<string, number>>>;
    readonly published: number;
    readonly resent: number;
    readonly publishFailed: number;
    readonly withheld: number;
    readonly invalidMessages: number;
    /** Ovens whose next command is due and does not go, by reason. */
    readonly waiting: Readonly<Partial<Record<string, number>>>;
  };
  /** Connections to a database over the wire; undefined for the embedded one. */
  connections?():
    | { readonly total: number; readonly idle: number; readonly waiting: number; readonly max: number }
    | undefined;
}

type Read = (result: BatchObservableResult) => void | Promise<void>;

/** Registers one callback for all instruments of a source; what throws or takes too long is left out, alone. */
export function observeSources(meter: Meter, sources: MetricSources): void {
  const gauges = new Set<Observable>();
  const gauge = (name: string, unit: string, description: string) => {
    const created = meter.createObservableGauge(name, { unit, description });
    gauges.add(created);
    return created;
  };
  const counter = (name: string, unit: string, description: string) =>
    meter.createObservableCounter(name, { unit, description });
  const observe = (instruments: Observable[], read: Read) =>
    meter.addBatchObservableCallback(async (result) => {
      try {
        await read(result);
      } catch {
        // A figure that cannot be had now must not cost the others. The SDK would go on telling the last value.
        for (const instrument of instruments) if (gauges.has(instrument)) result.observe(instrument, Number.NaN);
      }
    }, instruments);

  const { queue, running, pool, bridge, connections } = sources;
  if (queue) {
    const plans = gauge('takt.queue.plans', '{plan}', 'Plans that wait in the queue, of all replicas');
    const oldest = gauge('takt.queue.oldest', 's', 'How long the oldest of them has waited');
    const read = fresh(queue);
    observe([plans, oldest], async (result) => {
      const { count, oldestMs } = await read();
      result.observe(plans, count);
      result.observe(oldest, oldestMs / 1000);
    });
  }
  if (running) {
    const plans = gauge('takt.plans.running', '{plan}', 'Plans that are solved in this process');
    observe([plans], (result) => result.observe(plans, running()));
  }
  if (pool) {
    const queued = gauge('takt.pool.queued', '{task}', 'Solves that wait for a thread');
    const solving = gauge('takt.pool.running', '{task}', 'Solves on threads');
    const threads = gauge('takt.pool.threads', '{thread}', 'Solver threads');
    const restarts = counter('takt.pool.restarts', '{process}', 'Solver processes started in place of another');
    const memory = gauge('takt.pool.memory', 'By', 'Resident memory of the solver process');
    const ceiling = gauge('takt.pool.memory_ceiling', 'By', 'Memory at which the solver process is replaced');
    observe([queued, solving, threads, restarts, memory, ceiling], (result) => {
      const stats = pool();
      result.observe(queued, stats.queued);
      result.observe(solving, stats.running);
      result.observe(threads, stats.threads);
      result.observe(restarts, stats.restarts);
      result.observe(memory, stats.childMb * bytesPerMb);
      result.observe(ceiling, stats.recycleAboveMb * bytesPerMb);
    });
  }
  if (bridge) {
    const connected = gauge('takt.bridge.connected', '{connection}', 'Whether the broker is connected');
    const sites = gauge('takt.bridge.sites', '{site}', 'Sites that this bridge speaks for');
    const ovens = gauge('takt.bridge.ovens', '{oven}', 'Ovens of these sites that are present');
    const commands = counter(
      'takt.bridge.commands',
      '{command}',
      'Changes of commands, by the state that they entered',
    );
    const invalid = counter(
      'takt.bridge.invalid_messages',
      '{message}',
      'Messages of ovens that do not fit the protocol',
    );
    const withheld = counter('takt.bridge.withheld', '{message}', 'Commands written too late to be sent');
    const waiting = gauge('takt.bridge.waiting', '{oven}', 'Ovens whose due command is not on its way, by reason');
    const resent = counter('takt.bridge.resent', '{message}', 'Commands sent again for want of an answer');
    const sent = counter('messaging.client.sent.messages', '{message}', 'Messages handed to the broker');
    const mqtt = { 'messaging.system': 'mqtt', 'messaging.operation.name': 'publish' };
    observe([connected, sites, ovens, commands, invalid, withheld, waiting, resent, sent], (result) => {
      const stats = bridge();
      result.observe(connected, stats.connected ? 1 : 0);
      result.observe(sites, stats.sites.length);
      result.observe(
        ovens,
        stats.sites.reduce((sum, site) => sum + site.presentOvens, 0),
      );
      const counts: Readonly<Partial<Record<string, number>>> = { ...noFailedCommands, ...stats.transitions };
      for (const [state, count] of Object.entries(counts))
        result.observe(commands, count ?? 0, { 'takt.command.state': state });
      result.observe(invalid, stats.invalidMessages);
      result.observe(withheld, stats.withheld);
      for (const [reason, count] of Object.entries(stats.waiting))
        result.observe(waiting, count ?? 0, { 'takt.wait.reason': reason });
      result.observe(resent, stats.resent);
      result.observe(sent, stats.published, mqtt);
      result.observe(sent, stats.publishFailed, { ...mqtt, 'error.type': 'not-confirmed' });
    });
  }
  if (connections) {
    const name = { 'db.client.connection.pool.name': 'takt' };
    const count = gauge('db.client.connection.count', '{connection}', 'Connections to the database, by state');
    const waiting = gauge('db.client.connection.pending_requests', '{request}', 'Calls that wait for a connection');
    const most = gauge('db.client.connection.max', '{connection}', 'Most connections at once');
    observe([count, waiting, most], (result) => {
      const stats = connections();
      if (!stats) return;
      result.observe(count, stats.idle, { ...name, 'db.client.connection.state': 'idle' });
      result.observe(count, stats.total - stats.idle, { ...name, 'db.client.connection.state': 'used' });
      result.observe(waiting, stats.waiting, name);
      result.observe(most, stats.max, name);
    });
  }
}

/** One read for all who ask within `queueFreshMs`, given up after `queueLimitMs`. */
function fresh<Figures>(read: () => Promise<Figures>): () => Promise<Figures> {
  let last: { readonly at: number; readonly figures: Promise<Figures> } | undefined;
  return () => {
    if (last && performance.now() - last.at < queueFreshMs) return last.figures;
    const { promise, resolve, reject } = Promise.withResolvers<Figures>();
    const timer = setTimeout(() => reject(new Error('the figures did not come in time')), queueLimitMs);
    // A source that throws before its first await is no different from one that rejects.
    Promise.resolve()
      .then(read)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
    last = { at: performance.now(), figures: promise };
    return promise;
  };
}
