/** Type of a resource -> its model. A new one needs its file and a line here (docs/resource-models.md). */
import type { TechcardResource } from '../../../models/techcard.ts';
import { BatchOven } from './batch-oven.ts';
import { ConveyorOven } from './conveyor-oven.ts';
import { Machine } from './machine.ts';
import type { ModelOf } from './model.ts';
import { PacedLine } from './paced-line.ts';
import { Pool } from './pool.ts';
import { Reservoir } from './reservoir.ts';
import { Workers } from './workers.ts';

export type Registry = {
  readonly [Type in TechcardResource['type']]: ModelOf<Extract<TechcardResource, { type: Type }>>;
};

export const resourceModels: Registry = {
  pool: (resource, setting) => new Pool(resource, setting),
  workers: (resource, setting) => new Workers(resource, setting),
  machine: (resource, setting) => new Machine(resource, setting),
  'batch-oven': (resource, setting) => new BatchOven(resource, setting),
  'conveyor-oven': (resource, setting) => new ConveyorOven(resource, setting),
  reservoir: (resource, setting) => new Reservoir(resource, setting),
  'paced-line': (resource, setting) => new PacedLine(resource, setting),
};
