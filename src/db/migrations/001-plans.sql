-- Plans and what happened to them. The job that carries a plan to a solver lives in pg-boss's own schema.

create table takt.plans (
  id uuid primary key,
  kind text not null,
  state text not null default 'queued'
    check (state in ('queued', 'running', 'succeeded', 'cancelled', 'expired', 'failed')),
  priority smallint not null,
  tags jsonb not null,
  -- The request as parsed, defaults filled in: with the seed in its budget and the code version it can be run again.
  request jsonb not null,
  request_hash text not null,
  code_version text not null,
  traceparent text,
  not_after timestamptz,
  -- To the millisecond, as JSON and JavaScript carry it, so that a cursor made from it is exact.
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  started_at timestamptz,
  ended_at timestamptz,
  -- The fence: a solve may write only while it holds the latest attempt.
  attempt integer not null default 0,
  -- Attempts whose process died; a request that kills its solver again and again is given up.
  lost_attempts integer not null default 0,
  stop_requested boolean not null default false,
  -- Number of the latest event; events are numbered by plan, without gaps, in the order in which they became visible.
  last_event integer not null default 0,
  found text,
  ended_by text,
  -- The best plan so far while running, the result once ended.
  objective double precision,
  lower_bound double precision,
  plan jsonb,
  reason text,
  statistics jsonb,
  waiting_ms double precision,
  solving_ms double precision,
  error jsonb,
  check ((state in ('queued', 'running')) = (ended_at is null))
);

create index plans_by_time on takt.plans (created_at desc, id desc);
create index plans_waiting on takt.plans (created_at) where state = 'queued';
create index plans_running on takt.plans (id) where state = 'running';

create table takt.plan_events (
  plan_id uuid not null references takt.plans (id) on delete cascade,
  sequence integer not null,
  type text not null check (type in ('state', 'incumbent')),
  at timestamptz not null default now(),
  data jsonb not null,
  primary key (plan_id, sequence)
);

create function takt.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end
$$;

create trigger plan_events_append_only before update on takt.plan_events
  for each row execute function takt.refuse_change();
