-- expands
-- Who wants to be told of ended plans, and what is on its way to them.

create table takt.webhooks (
  id uuid primary key,
  tenant text not null,
  url text not null,
  -- Host and port of the url: deliveries to one host are few at a time.
  host text not null,
  -- Signs what is sent, so it is kept as it is; shown once to whoever made the webhook.
  secret text not null,
  -- The secret before, which signs beside the new one for a while.
  previous_secret text,
  secret_changed_at timestamptz,
  -- Only these; null: all.
  kinds text[],
  states text[],
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  disabled_at timestamptz,
  disabled_reason text
);

create index if not exists webhooks_by_tenant on takt.webhooks (tenant, created_at desc);

create table takt.webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  webhook_id uuid not null references takt.webhooks (id) on delete cascade,
  host text not null,
  -- Null: a test.
  plan_id uuid,
  -- What is posted, made at the first attempt and the same byte for byte in all that follow.
  body text,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  -- The fence: what came of an attempt is written only while its claim is the latest.
  claim uuid,
  -- When it is due; while an attempt is under way, when its process is taken for dead.
  next_at timestamptz not null default clock_timestamp(),
  last_status integer,
  last_error text,
  created_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  ended_at timestamptz,
  unique (webhook_id, plan_id)
);

create index if not exists webhook_deliveries_waiting on takt.webhook_deliveries (host, next_at) where state = 'waiting';
create index if not exists webhook_deliveries_by_webhook on takt.webhook_deliveries (webhook_id, created_at desc, id desc);
create index if not exists webhook_deliveries_by_end on takt.webhook_deliveries (ended_at) where ended_at is not null;

-- Whatever ends a plan, and however: in that transaction its deliveries are kept.
create function takt.deliver_ended_plan() returns trigger language plpgsql as $$
begin
  insert into takt.webhook_deliveries (webhook_id, host, plan_id)
  select id, host, new.id from takt.webhooks
  where tenant = new.tenant and disabled_at is null
    and (kinds is null or new.kind = any(kinds)) and (states is null or new.state = any(states));
  return null;
end
$$;

create trigger plans_ended_delivered after update of ended_at on takt.plans
  for each row when (old.ended_at is null and new.ended_at is not null) execute function takt.deliver_ended_plan();
