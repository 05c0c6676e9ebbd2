import type { EngineCase } from './case.ts';
export function* shiftCases(_folder: string, _names: RegExp): Iterable<EngineCase> {}
