-- expands
-- Plans by the time of their end, for their deletion when they are old enough.

create index if not exists plans_by_end on takt.plans (ended_at) where ended_at is not null;
