-- expands
-- Many plans under one name.

create table takt.batches (
  id uuid primary key,
  tenant text not null,
  tags jsonb not null,
  total integer not null,
  idempotency_key text,
  idempotency_hash text,
  -- To the millisecond, as JSON carries it.
  created_at timestamptz not null default date_trunc('milliseconds', now())
);

create index if not exists batches_by_tenant on takt.batches (tenant, created_at desc, id desc);
create unique index if not exists batches_by_idempotency_key on takt.batches (tenant, idempotency_key) where idempotency_key is not null;
