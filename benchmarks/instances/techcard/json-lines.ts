/** Files with an instance a line, as JSON. */
import { z } from 'zod';

/** @throws Error that names file, line and field where a line is not of the format. */
export function readJsonLines<Schema extends z.ZodType>(text: string, file: string, schema: Schema): z.infer<Schema>[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw new Error(`${file}, line ${index + 1}: no JSON: ${(error as Error).message}`);
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return [parsed.data];
    const [{ path, message }] = parsed.error.issues;
    throw new Error(`${file}, line ${index + 1}: ${path.join('.')}: ${message}`);
  });
}

export const Count = z.int().min(0);
export const Counts = z.array(Count);
