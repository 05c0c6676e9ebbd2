/** Figures of this process by the semantic conventions for processes, Node and V8: CPU, memory, event loop, collections. */
import { readdir } from 'node:fs/promises';
import {
  monitorEventLoopDelay,
  type PerformanceEntry,
  PerformanceObserver,
  performance,
  constants as performanceConstants,
} from 'node:perf_hooks';
import { getHeapSpaceStatistics } from 'node:v8';
import type { Meter } from '@opentelemetry/api';

/** Delays shorter than this are not seen; finer steps would cost a wake-up each. */
const delayResolutionMs = 20;

const gcTypes: Readonly<Record<number, string>> = {
  [performanceConstants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [performanceConstants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [performanceConstants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [performanceConstants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
};

const asSeconds = (nanoseconds: number) => nanoseconds / 1e9;

/** @returns ends the observation. */
export function observeProcess(meter: Meter): () => void {
  const endings = [observeEventLoop(meter), observeCollections(meter)];
  observeMemory(meter);
  observeCpu(meter);
  return () => {
    for (const end of endings) end();
  };
}

function observeEventLoop(meter: Meter): () => void {
  const delays = monitorEventLoopDelay({ resolution: delayResolutionMs });
  delays.enable();
  const gauge = (name: string, description: string) =>
    meter.createObservableGauge(`nodejs.eventloop.delay.${name}`, { description, unit: 's' });
  const p50 = gauge('p50', 'Event loop delay since the last look, median');
  const p99 = gauge('p99', 'Event loop delay since the last look, 99th percentile');
  const greatest = gauge('max', 'Event loop delay since the last look, greatest');
  const utilization = meter.createObservableGauge('nodejs.eventloop.utilization', {
    description: 'Share of the time since the last look in which the event loop was not idle',
    unit: '1',
  });
  let before = performance.eventLoopUtilization();
  meter.addBatchObservableCallback(
    (result) => {
      const now = performance.eventLoopUtilization();
      result.observe(utilization, performance.eventLoopUtilization(now, before).utilization);
      before = now;
      if (delays.count === 0) return;
      result.observe(p50, asSeconds(delays.percentile(50)));
      result.observe(p99, asSeconds(delays.percentile(99)));
      result.observe(greatest, asSeconds(delays.max));
      delays.reset();
    },
    [p50, p99, greatest, utilization],
  );
  return () => delays.disable();
}

function observeCollections(meter: Meter): () => void {
  const durations = meter.createHistogram('v8js.gc.duration', {
    description: 'Garbage collections',
    unit: 's',
    advice: { explicitBucketBoundaries: [0.001, 0.01, 0.1, 1, 10] },
  });
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const type = gcTypes[(entry as PerformanceEntry & { detail: { kind: number } }).detail.kind];
      if (type) durations.record(entry.duration / 1000, { 'v8js.gc.type': type });
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}

function observeMemory(meter: Meter): void {
  const resident = meter.createObservableUpDownCounter('process.memory.usage', {
    description: 'Resident memory of this process, without its solver processes',
    unit: 'By',
  });
  const used = meter.createObservableUpDownCounter('v8js.memory.heap.used', {
    description: 'Heap in use, by space',
    unit: 'By',
  });
  meter.addBatchObservableCallback(
    (result) => {
      result.observe(resident, process.memoryUsage.rss());
      for (const { space_name, space_used_size } of getHeapSpaceStatistics())
        result.observe(used, space_used_size, { 'v8js.heap.space.name': space_name });
    },
    [resident, used],
  );
}

function observeCpu(meter: Meter): void {
  const time = meter.createObservableCounter('process.cpu.time', {
    description: 'Processor time of this process, without its solver processes',
    unit: 's',
  });
  const uptime = meter.createObservableGauge('process.uptime', { description: 'Age of this process', unit: 's' });
  const descriptors = meter.createObservableUpDownCounter('process.unix.file_descriptor.count', {
    description: 'Open files and sockets',
    unit: '{file_descriptor}',
  });
  meter.addBatchObservableCallback(
    async (result) => {
      const { user, system } = process.cpuUsage();
      result.observe(time, user / 1e6, { 'cpu.mode': 'user' });
      result.observe(time, system / 1e6, { 'cpu.mode': 'system' });
      result.observe(uptime, process.uptime());
      // Where there is no such folder, there is no such figure.
      const open = await readdir('/proc/self/fd').catch(() => undefined);
      if (open) result.observe(descriptors, open.length);
    },
    [time, uptime, descriptors],
  );
}
