import type { EngineCase } from './case.ts';
export function* quebecCases(_folder: string, _names: RegExp): Iterable<EngineCase> {}
