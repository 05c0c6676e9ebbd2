/**
 * Property-based requests for every operation of the OpenAPI document, sent to a running service; its answers are judged by
 * the document alone. A fault is shrunk to the smallest request that shows it.
 */
import fc from 'fast-check';
import { machineMeta, writeJson } from '../meta.ts';
import { startServiceProcess } from '../service/service-process.ts';
import { type Column, textTable } from '../text-table.ts';
import { type Ask, askOver } from './ask.ts';
import { basesOf } from './bases.ts';
import { type Fault, Judge } from './judge.ts';
import { type ApiDocument, type Operation, operationsOf } from './operations.ts';
import { collectionOf, type FuzzRequest, requestsFor } from './request.ts';

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
  /** Only these operations; absent: all. */
  readonly operations?: readonly string[];
  readonly json?: string;
}

export interface FuzzRow {
  readonly operation: string;
  readonly requests: number;
  readonly taken: number;
  readonly refused: number;
  readonly fault?: Fault & { readonly request: string };
}

/** Operations without a body have fewer ways to go wrong. */
const weightOf = ({ body }: Operation) => (body ? 4 : 1);

const answerLimitMs = 30_000;

export async function fuzzService(
  options: FuzzOptions,
  print: (line: string) => void,
): Promise<{ rows: readonly FuzzRow[] }> {
  const meta = machineMeta();
  const service = await startServiceProcess({
    TAKT_THREADS: '1',
    TAKT_QUEUE_LIMIT: '10000000',
    TAKT_QUEUE_SECONDS: '0',
  });
  const { ask, close } = askOver(service.url, answerLimitMs);
  try {
    const document = (await (await fetch(`${service.url}/openapi.json`)).json()) as ApiDocument;
    const rows = await fuzz(document, ask, options);
    print(textTable(columns, rows));
    for (const { operation, fault } of rows)
      if (fault) print(`${operation}: ${fault.rule}: ${fault.message}\n  ${fault.request}`);
    if (options.json) writeJson(options.json, { ...meta, ...options, rows });
    return { rows };
  } finally {
    close();
    await service.close();
  }
}

/** Asks every operation its share of the requests. */
export async function fuzz(
  document: ApiDocument,
  ask: Ask,
  { requests, seed, operations }: FuzzOptions,
): Promise<FuzzRow[]> {
  const judge = new Judge(document);
  const seen = new Map<string, string[]>();
  const chosen = operationsOf(document).filter(({ id }) => operations?.includes(id) ?? true);
  // Those that make things come first, so that the others find some.
  const ordered = chosen.sort((one, other) => weightOf(other) - weightOf(one));
  const weights = ordered.reduce((sum, operation) => sum + weightOf(operation), 0);
  const rows: FuzzRow[] = [];
  for (const operation of ordered) {
    const share = Math.ceil((requests * weightOf(operation)) / weights);
    rows.push(await fuzzOperation(operation, { document, ask, judge, seen, seed, share }));
  }
  return rows;
}

interface OperationRun {
  readonly document: ApiDocument;
  readonly ask: Ask;
  readonly judge: Judge;
  readonly seen: Map<string, string[]>;
  readonly seed: number;
  readonly share: number;
}

async function fuzzOperation(operation: Operation, run: OperationRun): Promise<FuzzRow> {
  const { document, ask, judge, seen, seed, share } = run;
  const count = { requests: 0, taken: 0, refused: 0 };
  const property = fc.asyncProperty(requestsFor(operation, document, seen, basesOf(operation)), async (request) => {
    const answer = await ask(request);
    count.requests++;
    if (answer.status < 400) count.taken++;
    else count.refused++;
    if (answer.status < 300 && answer.text.startsWith('{')) remember(seen, operation.path, answer.text);
    const fault = judge.faultOf(request, answer);
    if (fault) throw new FaultFound(fault);
  });
  const details = await fc.check(property, { seed, numRuns: share, endOnFailure: false });
  const found = details.errorInstance;
  if (!details.failed) return { operation: operation.id, ...count };
  const request = details.counterexample ? written(details.counterexample[0]) : '(none)';
  const fault = found instanceof FaultFound ? found.fault : { rule: 'server-error' as const, message: String(found) };
  return { operation: operation.id, ...count, fault: { ...fault, request } };
}

class FaultFound extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.rule}: ${fault.message}`);
    this.fault = fault;
  }
}

/** Ids that answers name are what later requests ask for. */
function remember(seen: Map<string, string[]>, path: string, text: string): void {
  const [, id] = /"id":"([^"]{1,100})"/.exec(text) ?? [];
  if (id === undefined) return;
  const ids = seen.get(collectionOf(path)) ?? [];
  seen.set(collectionOf(path), [...ids.slice(-200), id]);
}

function written({ method, target, headers, body }: FuzzRequest): string {
  const heads = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${target}`, ...heads, body?.toString().slice(0, 2000) ?? ''].join(' | ');
}

const columns: readonly Column<FuzzRow>[] = [
  { name: 'operation', width: 24, left: true, cell: ({ operation }) => operation },
  { name: 'requests', width: 8, cell: ({ requests }) => String(requests) },
  { name: 'taken', width: 8, cell: ({ taken }) => String(taken) },
  { name: 'refused', width: 8, cell: ({ refused }) => String(refused) },
  { name: 'fault', width: 20, left: true, cell: ({ fault }) => fault?.rule ?? '-' },
];
