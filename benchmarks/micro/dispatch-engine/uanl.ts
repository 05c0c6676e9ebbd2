import type { EngineCase } from './case.ts';
export function* uanlCases(_folder: string, _names: RegExp): Iterable<EngineCase> {}
