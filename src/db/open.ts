/** Opens the store that the settings name, with its schema up to date. */
import type { Config } from '../config.ts';
import type { Database } from './database.ts';
import { migrate, shippedMigrations } from './migrate.ts';
import { openPgliteFolder, openPgliteMemory } from './pglite.ts';
import { openPostgres } from './postgres.ts';
import { cachedTemplate } from './template.ts';

/**
 * @param prepareQueue - creates the job queue's own tables; it is run on every start and must not mind being run again.
 * @throws TaktError `data-folder-locked`, `database-unavailable`, or `bad-configuration` where the schema is foreign.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'cacheDir'>,
  prepareQueue: (database: Database) => Promise<void>,
): Promise<Database> {
  const migrations = shippedMigrations();
  const prepare = async (database: Database): Promise<void> => {
    await migrate(database, migrations);
    await prepareQueue(database);
  };
  const findTemplate = async () => (config.cacheDir ? cachedTemplate(config.cacheDir, migrations, prepare) : undefined);
  const openEmbedded = async () =>
    config.dataDir === 'memory'
      ? openPgliteMemory(await findTemplate())
      : openPgliteFolder(config.dataDir, findTemplate);
  const database = config.databaseUrl ? openPostgres(config.databaseUrl) : await openEmbedded();
  try {
    await prepare(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
