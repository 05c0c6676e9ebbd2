-- What became of repairs that were carried out, as people reported it: at most one for a plan. Later repairs learn from it.

create table takt.repair_outcomes (
  plan_id uuid primary key references takt.plans (id),
  -- Option, success, recovery, loss and quality as reported, and the features of that option in the plan.
  outcome jsonb not null,
  -- To the millisecond, as JSON carries it.
  created_at timestamptz not null default date_trunc('milliseconds', now())
);

create index repair_outcomes_by_time on takt.repair_outcomes (created_at desc, plan_id desc);
