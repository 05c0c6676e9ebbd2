-- expands
-- Ovens as people see and hold them.

-- Of large tables these two take longest. They come first, before anything is locked against readers; built beforehand with
-- `concurrently` they take no time here.
-- The last command that was sent to an oven; between it and now there may be thousands that newer plans superseded.
create index if not exists commands_sent on takt.commands (site, oven, version) where attempts > 0;
-- The history of one oven.
create index if not exists command_transitions_by_oven on takt.command_transitions (site, oven, id);

-- No commands for an oven, a site, or all sites of a tenant, until it is released. Rows stay as a record.
create table takt.holds (
  id uuid primary key,
  tenant text not null,
  -- null: every site of the tenant
  site text,
  -- null: every oven of the site
  oven text,
  reason text,
  created_by text not null,
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  released_by text,
  released_at timestamptz,
  check (oven is null or site is not null)
);

create index if not exists holds_active on takt.holds (tenant, site) where released_at is null;
create index if not exists holds_by_time on takt.holds (tenant, created_at desc, id desc);

-- What ovens measured: a sample now and then, for people who look back. No historian.
create table takt.oven_readings (
  site text not null,
  oven text not null,
  tag text not null,
  -- By the clock of the oven.
  at timestamptz not null,
  unit text not null,
  value double precision not null,
  setpoint double precision,
  target double precision,
  primary key (site, oven, tag, at)
);

create index if not exists oven_readings_by_time on takt.oven_readings (at);

-- Why the next command of an oven is not on its way; null: it is, or there is none.
alter table takt.ovens add column waits_for text;
-- Clock of the oven less that of the bridge, as its last live report showed it; null: not known.
alter table takt.ovens add column clock_offset_ms integer;

-- Readers that go on from the last change they saw must not pass one by whose transaction commits later than that of a
-- higher id: they read in the order of transactions, up to the oldest one that is still open.
alter table takt.command_transitions add column transaction_id xid8 default pg_current_xact_id();
create index if not exists command_transitions_in_order on takt.command_transitions (transaction_id, id);
