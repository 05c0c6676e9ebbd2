/** What a sane client does: it sends plans, keeps the answer, and sends again what was not answered. */
import { setTimeout } from 'node:timers/promises';
import type { MeltPlanRequestInput } from '../../models/plan-request.ts';
import type { Rng } from '../../solvers/shared/rng.ts';
import { smallRequest, longRequest as unprovedRequest } from '../../src/testing/requests.ts';
import type { Acknowledged } from './invariants.ts';

/** Between two tries; doubled each time up to the last, with some chance in it. */
const retryMs = { first: 100, last: 2000 };
const answerLimitMs = 15_000;
const giveUpMs = 120_000;

export class Client {
  readonly acknowledged: Acknowledged[] = [];
  /** Answers that a client can do nothing with: 4xx and 500. */
  readonly refused: string[] = [];
  /** Tries that were not answered, or answered 503 or 429. */
  retries = 0;
  readonly #urls: () => readonly string[];
  readonly #rng: Rng;
  #next = 0;

  /** @param urls - of the processes that may answer, in any state of health. */
  constructor(urls: () => readonly string[], rng: Rng) {
    this.#urls = urls;
    this.#rng = rng;
  }

  /**
   * Sends until it is acknowledged.
   * @param firstUrl - where the first try goes; absent: as the others.
   * @returns undefined where it was refused or two minutes were not enough.
   */
  async send(name: string, request: MeltPlanRequestInput, firstUrl?: string): Promise<string | undefined> {
    const body = JSON.stringify({ ...request, tags: { name } });
    const until = performance.now() + giveUpMs;
    for (let pauseMs = retryMs.first; performance.now() < until; pauseMs = Math.min(retryMs.last, 2 * pauseMs)) {
      const answer = await this.#post(body, name, pauseMs === retryMs.first ? firstUrl : undefined);
      if (answer?.ok) {
        const { id } = (await answer.json()) as { id: string };
        this.acknowledged.push({ id, name });
        return id;
      }
      if (answer && answer.status !== 503 && answer.status !== 429) {
        this.refused.push(`${name}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
        return undefined;
      }
      this.retries++;
      await setTimeout(pauseMs * (0.5 + this.#rng.float()));
    }
    this.refused.push(`${name}: nobody took it within ${giveUpMs / 1000} s`);
    return undefined;
  }

  async #post(body: string, name: string, url?: string): Promise<Response | undefined> {
    const urls = this.#urls();
    try {
      return await fetch(`${url ?? urls[this.#next++ % urls.length]}/v1/plans`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': name },
        body,
        signal: AbortSignal.timeout(answerLimitMs),
      });
    } catch {
      return undefined;
    }
  }
}

/** Solved by its first plan; `oven` gives it a setpoint program. */
export function quickRequest(timeMs: number, oven?: string): MeltPlanRequestInput {
  const request = smallRequest({ budget: { timeMs } });
  return oven === undefined ? request : inTime(request, oven);
}

/** Runs for all of its time. `first` is the id of its first line. */
export function longRequest(timeMs: number, first = 'L0'): MeltPlanRequestInput {
  const request = unprovedRequest(timeMs);
  request.problem.lines[0].id = first;
  return request;
}

/** One oven for one furnace; its heats begin at once, a thousand times as fast as in the plant. */
function inTime(request: MeltPlanRequestInput, oven: string): MeltPlanRequestInput {
  request.problem.furnaces[0].heatMinutes = 60;
  request.problem.calendar = {
    timeZone: 'Europe/Moscow',
    shifts: [{ id: 'day', start: '07:00', end: '15:00' }],
    days: [{ date: '2026-11-23' }],
  };
  request.equipment = {
    site: 'faults',
    ovens: [{ oven, furnace: 'F1', min: 20, max: 1700, rampPerMin: 40 }],
    setpoints: [{ grade: 'G1', value: 1500, dwellMinutes: 5 }],
    rehearsal: { speed: 1000 },
  };
  return request;
}
