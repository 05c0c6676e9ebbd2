-- expands
-- Processes that solve, for the expected wait of a plan: what is not seen for half a minute does not count.

create table takt.solver_nodes (
  id uuid primary key,
  threads integer not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
