-- expands
-- Whose a plan is, who may call, and who did what.

alter table takt.plans
  add column tenant text not null default 'default',
  -- The caller's own name for the request, and SHA-256 of what came under it.
  add column idempotency_key text,
  add column idempotency_hash text,
  add column batch_id uuid,
  -- The plan whose request this one repeats or changes, and which of the two.
  add column derived_from uuid,
  add column derivation text check (derivation in ('resolved', 'recomputed')),
  -- What the warm start took over from that plan and what it left: {used, entries, left: [{pointer, rule, message}], more}.
  add column warm_start jsonb,
  -- Catalog items that were put into the request: [{pointer, type, id, version, hash}].
  add column catalog jsonb,
  -- What it may cost: its time budget. For admission and limits.
  add column cost_ms bigint not null default 0;

create index if not exists plans_by_tenant on takt.plans (tenant, created_at desc, id desc);
create unique index if not exists plans_by_idempotency_key on takt.plans (tenant, idempotency_key) where idempotency_key is not null;
create index if not exists plans_by_batch on takt.plans (batch_id) where batch_id is not null;
create index if not exists plans_by_origin on takt.plans (derived_from) where derived_from is not null;
create index if not exists plans_waiting_by_tenant on takt.plans (tenant) where state = 'queued';
create index if not exists plans_by_tag on takt.plans using gin (tags jsonb_path_ops);

create table takt.tenants (
  tenant text primary key,
  -- Null: what the settings say; 0: no limit.
  requests_per_second integer check (requests_per_second >= 0),
  waiting_plans integer check (waiting_plans >= 0),
  solving_seconds_per_hour integer check (solving_seconds_per_hour >= 0),
  created_at timestamptz not null default now()
);

-- What a tenant asked for in an hour of the clock (UTC), counted when its plans are taken.
create table takt.tenant_usage (
  tenant text not null,
  hour timestamptz not null,
  cost_ms bigint not null,
  primary key (tenant, hour)
);

create table takt.api_keys (
  id uuid primary key,
  tenant text not null references takt.tenants (tenant),
  name text not null,
  -- SHA-256 of the key in hex; a key has 256 random bits, so nothing slower is needed.
  hash text not null unique,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);

-- Whose ovens they are: plans of another tenant may not move them. A site belongs to the first tenant that sends a plan for it.
create table takt.sites (
  site text primary key,
  tenant text not null,
  created_at timestamptz not null default now()
);

insert into takt.sites (site, tenant) select distinct site, 'default' from takt.ovens;

create table takt.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  tenant text not null,
  actor text not null,
  action text not null,
  -- What it was done to, e.g. `plan/<id>`.
  subject text not null,
  request_id text,
  details jsonb not null default '{}'
);

create index if not exists audit_by_tenant on takt.audit (tenant, id desc);

create trigger audit_append_only before update or delete on takt.audit
  for each row execute function takt.refuse_change();
