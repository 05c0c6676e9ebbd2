-- Setpoint programs on their way to the ovens. Times named _at and _by are wall clock; at speed 1 they are plan time.

-- One bridge at a time speaks for a site. The epoch rises with every change of holder and fences the old one off, in
-- this database and at the ovens. It begins at the Unix time, so that ovens which outlive a database still obey.
create table takt.bridge_leases (
  site text primary key,
  epoch bigint not null,
  holder text not null,
  expires_at timestamptz not null
);

create table takt.ovens (
  site text not null,
  oven text not null,
  -- Version of the newest command written for it; begins at the Unix time for the same reason as the epoch.
  issued_version bigint not null,
  -- What the oven said last.
  present boolean not null default false,
  state jsonb,
  state_at timestamptz,
  reported_version bigint not null default 0,
  updated_at timestamptz not null default now(),
  primary key (site, oven)
);

create table takt.programs (
  id uuid primary key,
  plan_id uuid not null references takt.plans (id),
  site text not null,
  oven text not null,
  furnace text not null,
  state text not null default 'active' check (state in ('active', 'halted', 'superseded', 'done')),
  reason text,
  approval boolean not null,
  traceparent text,
  created_at timestamptz not null,
  foreign key (site, oven) references takt.ovens (site, oven),
  unique (plan_id, site, oven)
);

create index programs_active on takt.programs (site, oven) where state = 'active';

create table takt.commands (
  -- The cmdId of the protocol.
  id uuid primary key,
  program_id uuid not null references takt.programs (id),
  plan_id uuid not null,
  site text not null,
  oven text not null,
  step integer not null,
  version bigint not null,
  heat text,
  grade text,
  state text not null default 'planned' check (state in ('planned', 'approved', 'sent', 'accepted', 'applied', 'verified',
    'rejected', 'expired', 'superseded', 'timed-out', 'late-applied', 'verify-failed')),
  reason text,
  setpoints jsonb not null,
  expect jsonb not null,
  tolerance double precision not null,
  dwell_ms bigint not null,
  start_at timestamptz not null,
  latest_start_at timestamptz not null,
  verify_by timestamptz not null,
  -- Of the last delivery: fence, message as sent, count, and when the next one is due without an answer.
  epoch bigint,
  envelope jsonb,
  attempts integer not null default 0,
  next_send_at timestamptz,
  changed_at timestamptz not null,
  unique (site, oven, version),
  unique (program_id, step)
);

-- The rule itself, not only an aid to it: an oven has one command in flight.
create unique index commands_in_flight on takt.commands (site, oven) where state in ('sent', 'accepted', 'applied');
create index commands_unsent on takt.commands (site, oven, version) where state in ('planned', 'approved');
create index commands_by_plan on takt.commands (plan_id, oven, step);

create table takt.command_transitions (
  id bigint generated always as identity primary key,
  command_id uuid not null references takt.commands (id),
  plan_id uuid not null,
  site text not null,
  oven text not null,
  step integer not null,
  version bigint not null,
  from_state text,
  to_state text not null,
  reason text,
  -- Who did it: a plan, a bridge, a person.
  actor text not null,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp()
);

create index command_transitions_by_plan on takt.command_transitions (plan_id, id);
create index command_transitions_by_command on takt.command_transitions (command_id, id);

create trigger command_transitions_append_only before update or delete on takt.command_transitions
  for each row execute function takt.refuse_change();
