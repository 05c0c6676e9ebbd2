/** The events of a plan, taken up again where the stream broke off. */
import { setTimeout } from 'node:timers/promises';
import type { components } from './api-types.ts';
import { type CallerOptions, errorOf, send, TaktApiError } from './call.ts';
import { messagesOf } from './event-source.ts';

export type PlanEvent = components['schemas']['PlanEvent'];

/**
 * @param lastEventId - events after this one; 0 for all.
 * @param tries - attempts in a row without a single event, after which it is given up.
 * @throws TaktApiError where the service refuses; the error of `fetch` where it stays away.
 */
export async function* followEvents(
  caller: CallerOptions,
  id: string,
  { lastEventId, tries }: { lastEventId: number; tries: number },
): AsyncGenerator<PlanEvent> {
  let last = lastEventId;
  for (let failures = 1; ; failures++) {
    try {
      for await (const event of readOnce(caller, id, last)) {
        if (event === 'end') return;
        last = event.sequence;
        failures = 0;
        yield event;
      }
    } catch (error) {
      if (failures >= tries || isFinal(error)) throw error;
    }
    if (failures >= tries) throw new Error(`the events of plan ${id} break off again and again`);
    await setTimeout(100 * 2 ** failures);
  }
}

async function* readOnce(caller: CallerOptions, id: string, last: number): AsyncGenerator<PlanEvent | 'end'> {
  const hangUp = new AbortController();
  const headers: Record<string, string> = last > 0 ? { 'last-event-id': String(last) } : {};
  const response = await send(caller, 'followPlan', { path: { id }, headers, signal: hangUp.signal });
  if (!response.ok) throw errorOf(response, await response.text());
  try {
    if (response.status === 204) yield 'end';
    else for await (const { event, data } of messagesOf(response)) yield event === 'end' ? 'end' : (data as PlanEvent);
  } finally {
    hangUp.abort();
  }
}

/** What no further try would change. */
function isFinal(error: unknown): boolean {
  return error instanceof TaktApiError && error.status < 500 && error.status !== 429;
}
