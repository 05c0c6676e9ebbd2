import { databaseKinds } from './database.ts';
import { embeddedKinds } from './embedded.ts';
import type { FaultKind } from './kind.ts';
import { processKinds } from './processes.ts';
import { solverKinds } from './solvers.ts';

export type { EmbeddedKind, FaultKind, PostgresKind, Scene } from './kind.ts';

export const faultKinds: readonly FaultKind[] = [...processKinds, ...solverKinds, ...databaseKinds, ...embeddedKinds];
