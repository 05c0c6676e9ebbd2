-- expands
-- What plan-requests may refer to by name: an update adds a version, and no version is ever changed.

create table takt.catalog_items (
  tenant text not null,
  type text not null check (type in ('techcards', 'furnaces', 'recipes', 'fleets')),
  id text not null,
  version integer not null check (version >= 1),
  -- Which part of which plan kind's model the body is, as it came: one thing, or a list of them. All null where withdrawn.
  kind text,
  part text,
  body jsonb,
  -- SHA-256 of kind, part and body with their keys in order.
  hash text,
  -- Of the body as JSON text.
  bytes integer,
  -- Things in the body; null where it is one thing and no list.
  entries integer,
  -- A version that says that the item is not to be used any more.
  withdrawn boolean not null default false,
  created_by text not null,
  created_at timestamptz not null default date_trunc('milliseconds', now()),
  primary key (tenant, type, id, version),
  check (withdrawn = (body is null)),
  check ((body is null) = (kind is null) and (body is null) = (part is null)
    and (body is null) = (hash is null) and (body is null) = (bytes is null))
);

-- The newest version of each item, in the order of a list.
create index if not exists catalog_items_newest on takt.catalog_items (tenant, type, id, version desc);

create trigger catalog_items_append_only before update or delete on takt.catalog_items
  for each row execute function takt.refuse_change();
