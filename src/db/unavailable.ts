/** Which errors of PostgreSQL mean "not now": nothing is wrong with the statement, and it may be sent again later. */
import { TaktError } from '../../models/errors.ts';

/** SQLSTATE classes 08 and 57P, and the socket's own: the connection is gone, and what was under way is unknown. */
const lost =
  /^(08...|57P0[1-5]|25P0[34]|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|EAI_AGAIN)$/;
const lostMessages =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|not queryable|Client was closed/;

/** The server answered that it cannot, and nothing of the statement was done. */
const refused: readonly (readonly [RegExp, string])[] = [
  [/^(57014|55P03)$/, 'the database did not get to it in time'],
  [/^(40001|40P01)$/, 'the database gave way to another transaction'],
  [/^53100$/, 'the disk of the database is full'],
  [/^(53...|58...)$/, 'the database is out of resources'],
  [/^25006$/, 'the database takes no writes'],
];

/** @returns a sentence where the database is away or overtaxed; undefined where the statement itself is at fault. */
export function whyUnavailable(error: unknown): string | undefined {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (lost.test(code) || lostMessages.test(message)) return 'the database cannot be reached';
  return refused.find(([codes]) => codes.test(code))?.[1];
}

/** Whether the connection is of no further use; looks through a TaktError at what caused it. */
export function isLost(error: unknown): boolean {
  const { code = '', message = '' } = ((error instanceof TaktError ? error.cause : error) ?? {}) as {
    code?: string;
    message?: string;
  };
  return lost.test(code) || lostMessages.test(message);
}

/** Whether it may go well later without a change. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof TaktError && error.code === 'database-unavailable';
}
