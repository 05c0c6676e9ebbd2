/** Files of requests and plans, read with the service's own checks. */
import { readFile, writeFile } from 'node:fs/promises';
import { TaktError } from '../../models/errors.ts';
import { parseInput } from '../../models/input-problems.ts';
import { PlanRequest } from '../../models/plan-request.ts';
import { type JsonBody, readJsonBody } from '../http/json-body.ts';

/** @param file - a path, or `-` for standard input. @throws TaktError `not-found`, `malformed-json`. */
export async function readJsonFile(file: string): Promise<JsonBody> {
  const bytes = await readBytes(file);
  return naming(file, () => readJsonBody(bytes));
}

/** @throws TaktError `not-found`: the folder is not there or may not be written. */
export async function writeTextFile(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new TaktError('not-found', `${file} cannot be written (${(cause as { code?: string }).code})`, { cause });
  }
}

/** Does what is to be done with a file, and puts its name before what is wrong with it. */
export function naming<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TaktError)) throw error;
    const name = file === '-' ? 'standard input' : file;
    throw new TaktError(error.code, `${name}: ${error.message}`, { cause: error, ...error.details });
  }
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
