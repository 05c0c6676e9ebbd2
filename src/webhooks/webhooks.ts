/** Webhooks as the routes see them: what may be called is checked before anything is kept. */
import type { Origin } from '../access/audit.ts';
import type { Database } from '../db/database.ts';
import { uuidV7 } from '../jobs/identity.ts';
import type { AddressRules } from './address.ts';
import { deliver } from './deliver.ts';
import { testMessage } from './message.ts';
import { WebhookStore } from './store.ts';
import type { DeliveryView, WebhookInput, WebhookView } from './view.ts';

export class Webhooks {
  readonly store: WebhookStore;
  readonly rules: AddressRules;
  readonly #onDue: () => void;

  /** @param onDue - there may be something to send now. */
  constructor(database: Database, rules: AddressRules, onDue: () => void) {
    this.store = new WebhookStore(database);
    this.rules = rules;
    this.#onDue = onDue;
  }

  /** @throws TaktError `forbidden-address`, `tenant-limit`. */
  async create(origin: Origin, input: WebhookInput): Promise<WebhookView & { secret: string }> {
    await this.rules.check(input.url);
    const webhook = await this.store.create(origin, input);
    this.#onDue();
    return webhook;
  }

  /** Sends again, at once and with all attempts before it. @returns undefined where there is no such delivery. */
  async retry(origin: Origin, webhookId: string, deliveryId: string): Promise<DeliveryView | undefined> {
    const delivery = await this.store.retry(origin, webhookId, deliveryId);
    if (delivery) this.#onDue();
    return delivery;
  }

  /** Posts a message of type `webhook.test` now, and once. @returns undefined where the webhook is gone meanwhile. */
  async test({ id: webhookId, url }: WebhookView): Promise<DeliveryView | undefined> {
    const id = uuidV7();
    const now = new Date();
    const body = testMessage(webhookId, now);
    const secrets = await this.store.secrets(webhookId);
    if (secrets.length === 0) return undefined;
    const timestamp = Math.floor(now.getTime() / 1000);
    const outcome = await deliver({ id, url, body, secrets, timestamp }, this.rules);
    return this.store.keepTest(webhookId, id, body, outcome);
  }
}
