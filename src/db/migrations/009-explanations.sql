-- expands
-- Why plans are as they are: computed when somebody asks, once for all who ask.

create table takt.explanations (
  plan_id uuid primary key references takt.plans (id) on delete cascade,
  -- Still to be computed, with as much time for solves as the one who asked for most allows.
  open boolean not null default true,
  wanted_ms integer not null,
  -- Who computes it, and until when that is believed.
  claimed_by uuid,
  claimed_until timestamptz,
  -- The last one that was computed: with how much time, and whether that was enough (`done`).
  explanation jsonb,
  time_ms integer,
  ended_by text,
  code_version text,
  computed_at timestamptz,
  -- Why there is none.
  error jsonb
);

create index if not exists explanations_open on takt.explanations (plan_id) where open;
