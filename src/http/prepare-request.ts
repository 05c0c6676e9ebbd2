/** Where a plan-request is completed and checked before it is kept or solved; every call that takes one goes through here. */
import type { PlanRequest } from '../../models/plan-request.ts';
import type { Caller } from '../access/caller.ts';
import { mustMayMoveEquipment } from '../access/equipment.ts';
import { completeRequest, type Room } from '../catalog/resolve.ts';
import type { Catalog } from '../catalog/store.ts';
import type { CatalogUse } from '../jobs/plan-view.ts';
import type { RepairOutcomes } from '../jobs/repair-outcomes.ts';
import type { JsonBody } from './json-body.ts';
import { refuseWhatIsTooLate } from './not-after.ts';

/** A plan-request as it came, with what is known of its text. */
export interface RequestBody extends Pick<JsonBody, 'value' | 'isLarge' | 'sourceOf'> {
  /** Of the text; absent: of the value. */
  readonly bytes?: number;
  /** Where it is one of several requests of a body: what all of them share. */
  readonly room?: Room;
}

export interface PreparedRequest {
  readonly request: PlanRequest;
  /** Catalog items that were put into it. */
  readonly catalog?: readonly CatalogUse[];
}

export interface RequestParts {
  readonly outcomes: Pick<RepairOutcomes, 'addTo'>;
  readonly catalog: Pick<Catalog, 'load'>;
  readonly bodyLimitBytes: number;
}

/**
 * What happens to every plan-request: parsed, with its defaults; what it refers to in the catalog put in.
 * @throws TaktError `invalid-request`, `inconsistent-request`, `body-too-large`.
 */
export function readRequest(parts: RequestParts, caller: Caller, body: RequestBody): Promise<PreparedRequest> {
  const { value, isLarge, sourceOf, bytes = Buffer.byteLength(JSON.stringify(value) ?? '') } = body;
  const { room = { limitBytes: parts.bodyLimitBytes, usedBytes: bytes } } = body;
  return completeRequest(value, {
    load: (names) => parts.catalog.load(caller.tenant, names),
    room,
    isLarge,
    sourceOf,
  });
}

/**
 * As `readRequest`, and with what the service has learned since: a request that is to be solved for the first time.
 * @throws TaktError `invalid-request`, `inconsistent-request`, `forbidden`.
 */
export async function prepareRequest(parts: RequestParts, caller: Caller, body: RequestBody): Promise<PreparedRequest> {
  const { request, catalog } = await readRequest(parts, caller, body);
  mustMayMoveEquipment(caller, request);
  refuseWhatIsTooLate(request);
  return { request: await parts.outcomes.addTo(caller.tenant, request), catalog };
}
