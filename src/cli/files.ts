/** Files of requests and plans, read with the service's own checks. */
import { readFile } from 'node:fs/promises';
import { TaktError } from '../../models/errors.ts';
import { parseInput } from '../../models/input-problems.ts';
import { PlanRequest } from '../../models/plan-request.ts';
import { type JsonBody, readJsonBody } from '../http/json-body.ts';

/** @param file - a path, or `-` for standard input. @throws TaktError `not-found`, `malformed-json`. */
export async function readJsonFile(file: string): Promise<JsonBody> {
  return readJsonBody(await readBytes(file));
}

/** @throws TaktError as the service answers the same request. */
export function parseRequest(body: JsonBody): PlanRequest {
  return parseInput(PlanRequest, body.value, body);
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    if (file !== '-') return await readFile(file);
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  } catch (cause) {
    const { code = String(cause) } = cause as { code?: string };
    throw new TaktError('not-found', `${file} cannot be read (${code})`, { cause });
  }
}
