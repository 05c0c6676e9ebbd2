/** Every solver of the comparison that runs in a Node process, by its name; `.py` beside it run in Python. */
import { cpSat } from './cp-sat.ts';
import type { Driver } from './driver.ts';
import { milpDriver } from './milp.ts';
import { scip } from './scip.ts';
import { takt } from './takt.ts';
import { taktOf } from './takt-kind.ts';
import { vroom } from './vroom.ts';

export const nodeDrivers: Readonly<Record<string, Driver>> = {
  takt,
  'takt-techcard': taktOf('techcard'),
  'takt-reorder': taktOf('reorder'),
  'takt-dispatch': taktOf('dispatch'),
  highs: milpDriver('highs'),
  'glpk.js': milpDriver('glpk.js'),
  'cp-sat': cpSat,
  scip,
  vroom,
};
