/** Opens the store that the settings name, with its schema up to date. */
import type { Config } from '../config.ts';
import type { Database } from './database.ts';
import { migrate, shippedMigrations } from './migrate.ts';
import { openPgliteFolder, openPgliteMemory } from './pglite.ts';
import { openPostgres } from './postgres.ts';
import { settleRestored } from './restored.ts';
import { cachedTemplate } from './template.ts';

/**
 * @param prepareQueue - creates the job queue's own tables; it is run on every start and must not mind being run again.
 * @param options - `onMigrated` is told of the migrations that were missing.
 * @throws TaktError `data-folder-locked`, `database-unavailable`, or `bad-configuration` where the schema is foreign.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'cacheDir'> & Partial<Pick<Config, 'databaseConnections'>>,
  prepareQueue: (database: Database) => Promise<void>,
  { onMigrated }: { readonly onMigrated?: (applied: readonly string[]) => void } = {},
): Promise<Database> {
  const migrations = shippedMigrations();
  const prepare = async (database: Database): Promise<string[]> => {
    const applied = await migrate(database, migrations);
    await settleRestored(database);
    await prepareQueue(database);
    return applied;
  };
  const findTemplate = async () =>
    config.cacheDir
      ? cachedTemplate(config.cacheDir, migrations, async (database) => void (await prepare(database)))
      : undefined;
  const openEmbedded = async () =>
    config.dataDir === 'memory'
      ? openPgliteMemory(await findTemplate())
      : openPgliteFolder(config.dataDir, findTemplate);
  const database = config.databaseUrl
    ? openPostgres(config.databaseUrl, { connections: 2, unhurried: true })
    : await openEmbedded();
  try {
    const applied = await prepare(database);
    onMigrated?.(applied);
  } catch (error) {
    await database.close();
    throw error;
  }
  if (!config.databaseUrl) return database;
  await database.close();
  return openPostgres(config.databaseUrl, { connections: config.databaseConnections });
}
