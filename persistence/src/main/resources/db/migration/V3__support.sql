-- The limits of texts are core's (TicketDraft); here they only keep a bug from filling the disk.
CREATE SEQUENCE ticket_number START 1001;

CREATE TABLE ticket (
  tenant          text        NOT NULL,
  number          text        NOT NULL,
  customer        text,
  session         text, -- the one that opened it
  subject         text        NOT NULL CHECK (char_length(subject) BETWEEN 1 AND 200),
  description     text        NOT NULL CHECK (char_length(description) <= 4000),
  status          text        NOT NULL CHECK (status IN ('open', 'waiting', 'solved')),
  priority        text        NOT NULL CHECK (priority IN ('low', 'normal', 'high')),
  note            text        NOT NULL,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  idempotency_key text,
  PRIMARY KEY (tenant, number),
  -- One ticket for each call that opens one, however often it is repeated.
  CONSTRAINT ticket_opened_once UNIQUE (tenant, idempotency_key)
);

CREATE TABLE customer_order (
  tenant       text        NOT NULL,
  number       text        NOT NULL,
  customer     text        NOT NULL,
  status       text        NOT NULL
    CHECK (status IN ('placed', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'returned')),
  placed_at    timestamptz NOT NULL,
  items        jsonb       NOT NULL, -- [{sku, title, quantity, cents}]
  total_cents  bigint,
  currency     text        NOT NULL,
  carrier      text,
  tracking     text,
  expected_at  date,
  delivered_at date,
  PRIMARY KEY (tenant, number)
);
