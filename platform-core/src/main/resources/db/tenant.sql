--liquibase formatted sql

-- One tenant's schema. Unqualified names resolve to it. Money is in minor units (cents) as bigint.

--changeset washa:tenant-ledger splitStatements:false
CREATE TABLE account (
  code     text PRIMARY KEY,
  name     text NOT NULL,
  kind     text NOT NULL CHECK (kind IN ('asset', 'liability', 'income', 'expense')),
  currency text NOT NULL DEFAULT 'KES'
);

CREATE TABLE journal_entry (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  kind       text NOT NULL,
  reference  text NOT NULL,
  value_date timestamptz NOT NULL,
  booked_at  timestamptz NOT NULL DEFAULT work.platform_now(),
  memo       text NOT NULL DEFAULT '',
  UNIQUE (kind, reference)
);
COMMENT ON TABLE journal_entry IS 'Booked once for each (kind, reference); never changed, a correction is a reversal.';

CREATE TABLE posting (
  entry_id uuid NOT NULL REFERENCES journal_entry,
  line     smallint NOT NULL,
  account  text NOT NULL REFERENCES account,
  owner    uuid,
  amount   bigint NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (entry_id, line)
);
COMMENT ON COLUMN posting.amount IS 'Minor units; a debit is positive, a credit negative.';
COMMENT ON COLUMN posting.owner IS 'Whose sub-account: the subscriber of a wallet posting.';
CREATE INDEX posting_by_account ON posting (account, owner);

CREATE FUNCTION entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT coalesce(sum(amount), 0) <> 0 FROM posting WHERE entry_id = NEW.entry_id) THEN
    RAISE EXCEPTION 'journal entry % does not balance', NEW.entry_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER posting_balances AFTER INSERT ON posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_balances();

CREATE TABLE wallet (
  owner   uuid PRIMARY KEY,
  balance bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE wallet IS 'A subscriber''s money with us, locked by whoever changes it; equals the sum of its postings.';

--changeset washa:tenant-catalog splitStatements:false
CREATE TABLE plan (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  name         text NOT NULL UNIQUE,
  access       text NOT NULL CHECK (access IN ('pppoe', 'hotspot', 'static')),
  price        bigint NOT NULL CHECK (price > 0),
  currency     text NOT NULL DEFAULT 'KES',
  period_count int NOT NULL CHECK (period_count > 0),
  period_unit  text NOT NULL CHECK (period_unit IN ('minute', 'hour', 'day', 'week', 'month')),
  down_kbps    int NOT NULL CHECK (down_kbps > 0),
  up_kbps      int NOT NULL CHECK (up_kbps > 0),
  position     int NOT NULL DEFAULT 0,
  on_sale      boolean NOT NULL DEFAULT true
);

--changeset washa:tenant-customers splitStatements:false
CREATE SEQUENCE account_number_seq START 10001;

CREATE TABLE subscriber (
  id             uuid PRIMARY KEY DEFAULT uuidv7(),
  account_number text NOT NULL UNIQUE,
  first_name     text NOT NULL,
  last_name      text NOT NULL,
  phone          text NOT NULL,
  language       text NOT NULL DEFAULT 'en',
  created_at     timestamptz NOT NULL DEFAULT work.platform_now()
);
CREATE INDEX subscriber_by_phone ON subscriber (phone);

CREATE TABLE service (
  id            uuid PRIMARY KEY DEFAULT uuidv7(),
  subscriber_id uuid NOT NULL REFERENCES subscriber,
  site_id       uuid NOT NULL,
  plan_id       uuid NOT NULL REFERENCES plan,
  method        text NOT NULL CHECK (method IN ('pppoe', 'hotspot', 'static')),
  username      text NOT NULL UNIQUE,
  password      bytea NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT work.platform_now()
);
CREATE INDEX service_by_subscriber ON service (subscriber_id);
COMMENT ON COLUMN service.password IS 'Encrypted with the tenant as associated data.';

--changeset washa:tenant-network splitStatements:false
CREATE TABLE site (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  name       text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT work.platform_now()
);
ALTER TABLE service ADD FOREIGN KEY (site_id) REFERENCES site;

CREATE TABLE router (
  id            uuid PRIMARY KEY DEFAULT uuidv7(),
  site_id       uuid NOT NULL REFERENCES site,
  name          text NOT NULL UNIQUE,
  host          text NOT NULL,
  port          int NOT NULL,
  username      text NOT NULL,
  password      bytea NOT NULL,
  local_address text NOT NULL,
  pool          text NOT NULL,
  pool_ranges   text NOT NULL,
  reachable     boolean NOT NULL DEFAULT false,
  error         text,
  identity      text,
  serial        text,
  version       text,
  last_contact  timestamptz
);
CREATE INDEX router_by_site ON router (site_id);

CREATE TABLE access (
  id                 uuid PRIMARY KEY DEFAULT uuidv7(),
  service_id         uuid NOT NULL UNIQUE REFERENCES service,
  router_id          uuid NOT NULL REFERENCES router,
  method             text NOT NULL,
  name               text NOT NULL,
  password           bytea NOT NULL,
  profile            text NOT NULL,
  rate_limit         text NOT NULL,
  enabled            boolean NOT NULL,
  ends_at            timestamptz,
  generation         bigint NOT NULL DEFAULT 1,
  stored_generation  bigint NOT NULL DEFAULT 0,
  applied_generation bigint NOT NULL DEFAULT 0,
  outcome            text NOT NULL DEFAULT 'pending' CHECK (outcome IN ('pending', 'applied', 'waiting', 'failed')),
  error              text,
  online             boolean NOT NULL DEFAULT false,
  online_changed_at  timestamptz,
  address            text,
  UNIQUE (router_id, name)
);
CREATE INDEX access_not_stored ON access (router_id) WHERE stored_generation < generation;
COMMENT ON TABLE access IS 'What the network should allow a service, and how far a router was seen to allow it.';

CREATE TABLE access_change (
  access_id  uuid NOT NULL REFERENCES access,
  generation bigint NOT NULL,
  raised_at  timestamptz NOT NULL DEFAULT work.platform_now(),
  sent_at    timestamptz,
  stored_at  timestamptz,
  applied_at timestamptz,
  PRIMARY KEY (access_id, generation)
);
CREATE INDEX access_change_open ON access_change (access_id) WHERE applied_at IS NULL;
COMMENT ON TABLE access_change IS 'Each raise of an access and its way to the router: the second half of a payment''s timeline.';

--changeset washa:tenant-subscriptions splitStatements:false
CREATE TABLE subscription (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  service_id uuid NOT NULL UNIQUE REFERENCES service,
  plan_id    uuid NOT NULL REFERENCES plan,
  state      text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'active', 'expired')),
  started_at timestamptz,
  ends_at    timestamptz
);
CREATE INDEX subscription_active_by_end ON subscription (ends_at) WHERE state = 'active';

CREATE TABLE period (
  id                uuid PRIMARY KEY DEFAULT uuidv7(),
  subscription_id   uuid NOT NULL REFERENCES subscription,
  cause             text NOT NULL UNIQUE,
  plan_id           uuid NOT NULL REFERENCES plan,
  starts_at         timestamptz NOT NULL,
  ends_at           timestamptz NOT NULL,
  renewed_at        timestamptz NOT NULL DEFAULT work.platform_now(),
  access_id         uuid,
  access_generation bigint
);
CREATE INDEX period_by_subscription ON period (subscription_id);
COMMENT ON COLUMN period.cause IS 'What paid for it, as payment:<id>; unique, so that one cause renews once.';

--changeset washa:tenant-payments splitStatements:false
CREATE TABLE shortcode (
  id              uuid PRIMARY KEY DEFAULT uuidv7(),
  number          text NOT NULL UNIQUE,
  kind            text NOT NULL CHECK (kind IN ('paybill', 'till')),
  consumer_key    bytea NOT NULL,
  consumer_secret bytea NOT NULL,
  passkey         bytea NOT NULL,
  callback_token  bytea NOT NULL,
  c2b_version     text NOT NULL DEFAULT 'v2' CHECK (c2b_version IN ('v1', 'v2')),
  registration    text NOT NULL DEFAULT 'missing' CHECK (registration IN ('missing', 'registered', 'refused')),
  registration_text text,
  last_callback_at timestamptz
);

CREATE TABLE daraja_token (
  shortcode_id uuid PRIMARY KEY REFERENCES shortcode,
  token        bytea,
  expires_at   timestamptz,
  holder       text,
  held_until   timestamptz
);
COMMENT ON TABLE daraja_token IS 'The one token of a consumer key and the lease of whoever refreshes it: a new token kills the old one.';

CREATE TABLE payment_intent (
  id                  uuid PRIMARY KEY DEFAULT uuidv7(),
  shortcode_id        uuid NOT NULL REFERENCES shortcode,
  subscriber_id       uuid NOT NULL REFERENCES subscriber,
  service_id          uuid NOT NULL REFERENCES service,
  plan_id             uuid NOT NULL REFERENCES plan,
  phone               text NOT NULL,
  amount              bigint NOT NULL CHECK (amount > 0),
  reference           text NOT NULL UNIQUE CHECK (reference ~ '^[A-Z0-9]{1,12}$'),
  state               text NOT NULL DEFAULT 'created' CHECK (state IN ('created', 'prompted', 'paid', 'failed', 'unknown')),
  merchant_request_id text,
  checkout_request_id text UNIQUE,
  result_code         text,
  result_text         text,
  created_at          timestamptz NOT NULL DEFAULT work.platform_now(),
  prompted_at         timestamptz,
  ended_at            timestamptz,
  queries             int NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX payment_intent_one_open ON payment_intent (service_id, plan_id)
  WHERE state IN ('created', 'prompted');
CREATE INDEX payment_intent_by_subscriber ON payment_intent (subscriber_id, created_at DESC);
COMMENT ON TABLE payment_intent IS 'One STK prompt: pins plan, price, service; at most one open for a service and plan.';

CREATE TABLE callback (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  shortcode_id uuid NOT NULL REFERENCES shortcode,
  kind         text NOT NULL CHECK (kind IN ('stk', 'confirmation', 'validation')),
  intent_id    uuid,
  body         text NOT NULL,
  body_hash    bytea NOT NULL,
  flag         text,
  received_at  timestamptz NOT NULL DEFAULT work.platform_now(),
  UNIQUE (shortcode_id, kind, body_hash)
);
COMMENT ON TABLE callback IS 'What Safaricom posted, whole and once for each distinct body; flag says why it could not be used.';

CREATE TABLE payment (
  id                uuid PRIMARY KEY DEFAULT uuidv7(),
  shortcode_id      uuid NOT NULL REFERENCES shortcode,
  intent_id         uuid UNIQUE REFERENCES payment_intent,
  receipt           text UNIQUE,
  amount            bigint NOT NULL CHECK (amount > 0),
  door              text NOT NULL CHECK (door IN ('stk', 'c2b', 'query')),
  account_reference text NOT NULL DEFAULT '',
  payer             text NOT NULL DEFAULT '',
  payer_name        text NOT NULL DEFAULT '',
  subscriber_id     uuid REFERENCES subscriber,
  service_id        uuid REFERENCES service,
  plan_id           uuid REFERENCES plan,
  price             bigint,
  paid_at           timestamptz NOT NULL,
  received_at       timestamptz NOT NULL,
  matched_at        timestamptz,
  posted_at         timestamptz NOT NULL DEFAULT work.platform_now(),
  CHECK (receipt IS NOT NULL OR intent_id IS NOT NULL)
);
CREATE INDEX payment_by_service ON payment (service_id, received_at DESC);
CREATE INDEX payment_by_time ON payment (received_at DESC);
COMMENT ON TABLE payment IS 'Money that arrived, once: unique by M-Pesa receipt and by intent. Without subscriber: in suspense.';

--changeset washa:tenant-billing splitStatements:false
CREATE TABLE payment_application (
  payment_id uuid PRIMARY KEY REFERENCES payment,
  outcome    text NOT NULL CHECK (outcome IN ('renewed', 'credited')),
  applied_at timestamptz NOT NULL DEFAULT work.platform_now()
);
COMMENT ON TABLE payment_application IS 'What a payment was used for; its presence makes applying idempotent.';

--changeset washa:tenant-desk splitStatements:false
CREATE INDEX subscriber_by_first_name ON subscriber (lower(first_name) text_pattern_ops);
CREATE INDEX subscriber_by_last_name ON subscriber (lower(last_name) text_pattern_ops);
CREATE INDEX subscriber_by_name ON subscriber (lower(first_name || ' ' || last_name) text_pattern_ops);
CREATE INDEX subscriber_by_phone_start ON subscriber (phone text_pattern_ops);
CREATE INDEX subscriber_by_account_start ON subscriber (account_number text_pattern_ops);
CREATE INDEX payment_by_subscriber ON payment (subscriber_id, received_at DESC);
CREATE INDEX payment_in_suspense ON payment (received_at) WHERE subscriber_id IS NULL;
CREATE INDEX payment_newest ON payment (received_at DESC, id DESC);
DROP INDEX payment_by_time;

--changeset washa:tenant-staff splitStatements:false
CREATE TABLE staff (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  subject    text UNIQUE,
  email      text NOT NULL UNIQUE CHECK (email = lower(email)),
  name       text NOT NULL,
  role       text NOT NULL CHECK (role IN ('owner', 'manager', 'cashier', 'technician', 'support', 'seller', 'read_only')),
  active     boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT work.platform_now()
);
COMMENT ON COLUMN staff.subject IS 'Who Keycloak says it is, from the first sign-in with this address on; never changed.';

--changeset washa:tenant-api splitStatements:false
CREATE TABLE api_idempotency (
  key          text PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 255),
  request_hash text NOT NULL,
  status       int,
  answer       text,
  claimed_at   timestamptz NOT NULL DEFAULT work.platform_now()
);
CREATE INDEX api_idempotency_by_age ON api_idempotency (claimed_at);
COMMENT ON TABLE api_idempotency IS 'Answers that a repeated request gets again, for a day; without status the request is being worked on.';

--changeset washa:tenant-hotspot splitStatements:false
ALTER TABLE plan
  ADD devices int NOT NULL DEFAULT 1 CHECK (devices BETWEEN 1 AND 100),
  ADD data_cap_mb bigint CHECK (data_cap_mb > 0);
COMMENT ON COLUMN plan.devices IS 'How many devices of one hotspot pass may be online at a time.';
ALTER TABLE access
  ADD devices int NOT NULL DEFAULT 1,
  ADD device text;
COMMENT ON COLUMN access.device IS 'MAC address of the hotspot device that waits to be let in.';
CREATE TABLE device (
  mac        text PRIMARY KEY CHECK (mac ~ '^([0-9A-F]{2}:){5}[0-9A-F]{2}$'),
  site_id    uuid NOT NULL REFERENCES site,
  address    text NOT NULL,
  service_id uuid REFERENCES service,
  first_seen timestamptz NOT NULL DEFAULT work.platform_now(),
  last_seen  timestamptz NOT NULL DEFAULT work.platform_now(),
  let_in_at  timestamptz
);
CREATE INDEX device_by_service ON device (service_id);
COMMENT ON TABLE device IS 'Devices that stood before a hotspot''s door, and the pass each last had.';

--changeset washa:tenant-settings splitStatements:false
CREATE TABLE setting (
  name       text PRIMARY KEY,
  content    jsonb NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT work.platform_now(),
  changed_by text NOT NULL
);
COMMENT ON TABLE setting IS 'What the ISP chose where it has a choice; a name without row stands at its default.';

CREATE TABLE audit (
  id      uuid PRIMARY KEY DEFAULT uuidv7(),
  at      timestamptz NOT NULL DEFAULT work.platform_now(),
  actor   text NOT NULL,
  action  text NOT NULL,
  subject text NOT NULL DEFAULT '',
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_by_subject ON audit (subject, id DESC) WHERE subject <> '';
COMMENT ON TABLE audit IS 'Who did what; only ever appended to.';

--changeset washa:tenant-whose-money splitStatements:false
CREATE TABLE alias (
  value      text NOT NULL CHECK (value ~ '^[A-Z0-9]{3,40}$'),
  service_id uuid NOT NULL REFERENCES service,
  kind       text NOT NULL CHECK (kind IN ('phone', 'account', 'name')),
  PRIMARY KEY (value, service_id)
);
CREATE INDEX alias_by_service ON alias (service_id);
COMMENT ON TABLE alias IS 'What else people type when they pay for a service: another phone, an old account number, a name.';
CREATE INDEX service_by_typed_name ON service (upper(regexp_replace(username, '[^[:alnum:]]', '', 'g')));

ALTER TABLE subscriber
  ADD phone_hash text GENERATED ALWAYS AS (encode(sha256(phone::bytea), 'hex')) STORED;
CREATE INDEX subscriber_by_phone_hash ON subscriber (phone_hash);
CREATE INDEX subscriber_by_tail ON subscriber (right(phone, 3), upper(first_name));
COMMENT ON COLUMN subscriber.phone_hash IS 'SHA-256 of the phone, as C2B v1 names a payer.';

ALTER TABLE device ADD pay_code text UNIQUE CHECK (pay_code ~ '^[A-Z0-9]{5}$');
COMMENT ON COLUMN device.pay_code IS 'What whoever waits before the door types as account at the PayBill.';

ALTER TABLE shortcode
  ADD store_number text,
  ADD site_id uuid REFERENCES site;
COMMENT ON COLUMN shortcode.store_number IS 'A till''s head office number: what it prompts with, and what its messages may carry.';
COMMENT ON COLUMN shortcode.site_id IS 'The site a till stands at; null for all.';

ALTER TABLE payment
  DROP CONSTRAINT payment_door_check,
  ALTER shortcode_id DROP NOT NULL,
  ADD CONSTRAINT payment_door_check CHECK (door IN
    ('stk', 'c2b', 'query', 'pull', 'statement', 'status', 'hand', 'cash', 'bank')),
  ADD CONSTRAINT payment_has_shortcode CHECK (shortcode_id IS NOT NULL OR door IN ('cash', 'bank')),
  ADD payer_hash text,
  ADD payer_tail text,
  ADD matched_by text,
  ADD round int NOT NULL DEFAULT 0,
  ADD reversed_at timestamptz,
  ADD reversal text,
  DROP CONSTRAINT payment_check,
  ADD CONSTRAINT payment_is_known CHECK
    (receipt IS NOT NULL OR intent_id IS NOT NULL OR door IN ('cash', 'bank'));
CREATE INDEX payment_by_payer_hash ON payment (payer_hash) WHERE subscriber_id IS NOT NULL;
CREATE INDEX payment_by_payer_tail ON payment (payer_tail) WHERE subscriber_id IS NOT NULL;
COMMENT ON COLUMN payment.payer_hash IS 'SHA-256 of the payer''s phone, where a door tells the phone or the hash.';
COMMENT ON COLUMN payment.payer_tail IS 'Last three digits and first name, where a door tells both.';
COMMENT ON COLUMN payment.matched_by IS 'How it was found whose money it is, for people.';
COMMENT ON COLUMN payment.round IS 'How often its match was taken back; names its journal entries and its period.';
COMMENT ON COLUMN payment.reversal IS 'Receipt under which M-Pesa took the money back.';

ALTER TABLE payment_application
  ADD round int NOT NULL DEFAULT 0,
  DROP CONSTRAINT payment_application_pkey,
  ADD PRIMARY KEY (payment_id, round);
ALTER TABLE period ADD cancelled_at timestamptz;

--changeset washa:tenant-found splitStatements:false
CREATE TABLE mpesa_line (
  shortcode_id uuid NOT NULL REFERENCES shortcode,
  receipt      text NOT NULL,
  kind         text NOT NULL CHECK (kind IN
                 ('payment', 'charge', 'withdrawal', 'deposit', 'reversal', 'other')),
  source       text NOT NULL CHECK (source IN ('pull', 'statement')),
  completed_at timestamptz NOT NULL,
  amount       bigint NOT NULL CHECK (amount <> 0),
  details      text NOT NULL DEFAULT '',
  other_party  text NOT NULL DEFAULT '',
  account      text NOT NULL DEFAULT '',
  linked       text NOT NULL DEFAULT '',
  noted_at     timestamptz NOT NULL DEFAULT work.platform_now(),
  PRIMARY KEY (shortcode_id, receipt, kind)
);
CREATE INDEX mpesa_line_by_time ON mpesa_line (shortcode_id, completed_at);
COMMENT ON TABLE mpesa_line IS 'M-Pesa''s side of the books: every line that Pull or a statement told of, once.';
COMMENT ON COLUMN mpesa_line.amount IS 'Minor units; below 0 for money that left.';

ALTER TABLE shortcode
  ADD mode text NOT NULL DEFAULT 'api' CHECK (mode IN ('api', 'manual')),
  ADD initiator text,
  ADD initiator_password bytea,
  ADD initiator_certificate text,
  ADD initiator_stopped text,
  ADD nominated_number text,
  ADD pull text NOT NULL DEFAULT 'missing' CHECK (pull IN ('missing', 'registered', 'refused')),
  ADD pull_text text,
  ADD pulled_at timestamptz,
  ADD told tstzmultirange NOT NULL DEFAULT '{}',
  ADD relay_url text,
  ADD proof_at timestamptz,
  ADD proof_difference bigint;
COMMENT ON COLUMN shortcode.mode IS 'manual: no Daraja yet, a cashier confirms what subscribers claim.';
COMMENT ON COLUMN shortcode.initiator_stopped IS 'Why its initiator is not used until somebody looks: M-Pesa locks it after wrong tries.';
COMMENT ON COLUMN shortcode.told IS 'For which times Pull or a statement has told everything.';

CREATE TABLE daraja_request (
  id              uuid PRIMARY KEY DEFAULT uuidv7(),
  shortcode_id    uuid NOT NULL REFERENCES shortcode,
  kind            text NOT NULL CHECK (kind IN ('status', 'reversal')),
  receipt         text NOT NULL,
  amount          bigint,
  asked_by        text NOT NULL,
  state           text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'accepted', 'done', 'failed', 'unknown')),
  conversation_id text,
  result_code     text,
  result_text     text,
  asked_at        timestamptz NOT NULL DEFAULT work.platform_now(),
  ended_at        timestamptz
);
CREATE UNIQUE INDEX daraja_request_open ON daraja_request (shortcode_id, kind, receipt)
  WHERE state IN ('asked', 'accepted');
COMMENT ON TABLE daraja_request IS 'What an initiator asked M-Pesa for, and what came of it.';

ALTER TABLE callback
  DROP CONSTRAINT callback_kind_check,
  ADD CONSTRAINT callback_kind_check CHECK (kind IN ('stk', 'confirmation', 'validation', 'result', 'timeout')),
  ADD source text NOT NULL DEFAULT '';
COMMENT ON COLUMN callback.source IS 'Address it came from.';
ALTER TABLE payment ADD ours boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN payment.ours IS 'false: paid to the shortcode for another business of the owner''s.';

INSERT INTO account (code, name, kind) VALUES
  ('1000', 'Cash on hand', 'asset'),
  ('1150', 'Bank', 'asset'),
  ('2400', 'Deposits held', 'liability'),
  ('2900', 'M-Pesa lines to be explained', 'liability'),
  ('3100', 'Owner''s other business', 'liability'),
  ('4200', 'Fees', 'income'),
  ('5100', 'M-Pesa charges', 'expense'),
  ('5200', 'Given away', 'expense')
ON CONFLICT DO NOTHING;

--changeset washa:tenant-terms splitStatements:false
ALTER TABLE subscription
  DROP CONSTRAINT subscription_state_check,
  ADD CONSTRAINT subscription_state_check CHECK (state IN
    ('new', 'active', 'grace', 'promised', 'expired', 'suspended', 'closed')),
  ADD lent_from timestamptz,
  ADD lent_until timestamptz,
  ADD promised boolean NOT NULL DEFAULT false;
CREATE INDEX subscription_lent ON subscription (lent_until) WHERE state IN ('grace', 'promised');
COMMENT ON COLUMN subscription.lent_from IS 'Time given before it was paid, as grace or on a promise, begins here and ends at lent_until.';
COMMENT ON COLUMN subscription.promised IS 'A promise to pay was accepted since the last period.';

ALTER TABLE period
  ADD waits text CHECK (waits IN ('access', 'session'));
CREATE INDEX period_waiting ON period (access_id) WHERE waits IS NOT NULL;
CREATE INDEX period_of_waiting ON period (subscription_id) WHERE waits IS NOT NULL;
COMMENT ON COLUMN period.waits IS 'Its time begins only when the access is confirmed, or with the first session.';

ALTER TABLE service ADD payer_id uuid REFERENCES subscriber;
CREATE INDEX service_by_payer ON service (payer_id) WHERE payer_id IS NOT NULL;
COMMENT ON COLUMN service.payer_id IS 'Who pays for it, if not its subscriber: a landlord, a company, a parent.';

ALTER TABLE payment_application
  DROP CONSTRAINT payment_application_outcome_check,
  ADD CONSTRAINT payment_application_outcome_check CHECK (outcome IN ('renewed', 'shortened', 'credited')),
  ADD missing bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN payment_application.missing IS 'What the wallet lacked of the price, minor units.';

CREATE TABLE closed_month (
  month     date PRIMARY KEY CHECK (extract(day FROM month) = 1),
  begins_at timestamptz NOT NULL,
  ends_at   timestamptz NOT NULL,
  closed_at timestamptz NOT NULL DEFAULT work.platform_now(),
  closed_by text NOT NULL
);
COMMENT ON TABLE closed_month IS 'Months by booking date in which nothing is booked any more.';
CREATE FUNCTION month_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM closed_month
              WHERE NEW.booked_at >= begins_at AND NEW.booked_at < ends_at) THEN
    RAISE EXCEPTION 'the month of % is closed', NEW.booked_at USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER journal_entry_in_open_month BEFORE INSERT ON journal_entry
  FOR EACH ROW EXECUTE FUNCTION month_is_open();

CREATE TABLE till (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  cashier    text NOT NULL,
  opened_at  timestamptz NOT NULL DEFAULT work.platform_now(),
  opening    bigint NOT NULL CHECK (opening >= 0),
  closed_at  timestamptz,
  expected   bigint,
  counted    bigint CHECK (counted >= 0),
  note       text NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX till_open ON till (cashier) WHERE closed_at IS NULL;
COMMENT ON TABLE till IS 'A cashier''s drawer from opening to closing; a closed one never changes.';
ALTER TABLE payment ADD till_id uuid REFERENCES till;
CREATE INDEX payment_by_till ON payment (till_id) WHERE till_id IS NOT NULL;

--changeset washa:tenant-documents splitStatements:false
INSERT INTO account (code, name, kind) VALUES
  ('1200', 'Receivables', 'asset'),
  ('1300', 'Tax withheld by customers', 'asset'),
  ('2300', 'Taxes payable', 'liability')
ON CONFLICT DO NOTHING;

CREATE TABLE tax_rate (
  code      text NOT NULL CHECK (code ~ '^[A-Z0-9]{1,10}$'),
  from_date date NOT NULL,
  name      text NOT NULL,
  step      smallint NOT NULL CHECK (step > 0),
  rate_bp   int NOT NULL CHECK (rate_bp BETWEEN 0 AND 100000),
  PRIMARY KEY (code, from_date)
);
COMMENT ON TABLE tax_rate IS 'Taxes by the date they hold from; each is levied on the price and the taxes of earlier steps. A rate of 0 ends a tax.';
COMMENT ON COLUMN tax_rate.rate_bp IS 'Hundredths of a percent.';

CREATE TABLE seller (
  one  boolean PRIMARY KEY DEFAULT true CHECK (one),
  name text NOT NULL,
  pin  text CHECK (pin ~ '^[A-Z][0-9]{9}[A-Z]$')
);
COMMENT ON TABLE seller IS 'One row: who sells, in law; without it the ISP''s trade name stands on documents.';

CREATE TABLE document_series (
  kind        text PRIMARY KEY CHECK (kind IN ('invoice', 'credit_note', 'proforma')),
  prefix      text NOT NULL UNIQUE CHECK (prefix ~ '^[A-Z]{1,6}$'),
  last_number bigint NOT NULL DEFAULT 0
);
INSERT INTO document_series (kind, prefix) VALUES
  ('invoice', 'INV'), ('credit_note', 'CRN'), ('proforma', 'PRO');
COMMENT ON TABLE document_series IS 'The last number given; raised in the document''s own transaction, so that a rolled back one leaves no gap.';

CREATE TABLE document (
  id             uuid PRIMARY KEY DEFAULT uuidv7(),
  kind           text NOT NULL REFERENCES document_series,
  number         bigint NOT NULL,
  label          text NOT NULL UNIQUE,
  cause          text,
  subscriber_id  uuid NOT NULL REFERENCES subscriber,
  refers_to      uuid REFERENCES document,
  issued_at      timestamptz NOT NULL,
  issued_on      date NOT NULL,
  due_on         date,
  seller_name    text NOT NULL,
  seller_pin     text,
  buyer_name     text NOT NULL,
  buyer_pin      text,
  lpo            text NOT NULL DEFAULT '',
  note           text NOT NULL DEFAULT '',
  currency       text NOT NULL DEFAULT 'KES',
  lines          jsonb NOT NULL,
  tax            bigint NOT NULL CHECK (tax >= 0),
  total          bigint NOT NULL CHECK (total > 0 AND tax <= total),
  etims_state    text NOT NULL CHECK (etims_state IN ('none', 'queued', 'not_connected', 'accepted', 'refused')),
  etims_control  text,
  etims_link     text,
  etims_error    text,
  etims_at       timestamptz,
  UNIQUE (kind, number),
  UNIQUE (kind, cause),
  CHECK ((kind = 'credit_note') = (refers_to IS NOT NULL)),
  CHECK ((kind = 'proforma') = (etims_state = 'none'))
);
CREATE INDEX document_by_subscriber ON document (subscriber_id, issued_at);
CREATE INDEX document_by_reference ON document (refers_to) WHERE refers_to IS NOT NULL;
CREATE INDEX document_unsent ON document (id) WHERE etims_state = 'not_connected';
COMMENT ON TABLE document IS 'What was issued, whole: only what eTIMS answered may change afterwards.';
COMMENT ON COLUMN document.total IS 'Minor units, taxes included.';
COMMENT ON COLUMN document.cause IS 'Why it was issued, as subscription:<id>:2026-11; one cause, one document.';

CREATE TABLE settlement (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  invoice_id uuid NOT NULL REFERENCES document,
  kind       text NOT NULL CHECK (kind IN ('payment', 'credit', 'withholding', 'refund')),
  amount     bigint NOT NULL CHECK (amount <> 0 AND (amount < 0) = (kind = 'refund')),
  cause      text NOT NULL,
  settled_at timestamptz NOT NULL,
  UNIQUE (invoice_id, kind, cause)
);
CREATE INDEX settlement_by_cause ON settlement (cause);
COMMENT ON TABLE settlement IS 'What made an invoice smaller, never rewritten; a refund is negative: it went back to the wallet.';

--changeset washa:tenant-claims splitStatements:false
CREATE TABLE claim (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  receipt    text NOT NULL CHECK (receipt ~ '^[A-Z0-9]{8,12}$'),
  service_id uuid NOT NULL REFERENCES service,
  plan_id    uuid REFERENCES plan,
  proof      text NOT NULL,
  amount     bigint,
  message    text NOT NULL DEFAULT '',
  state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'matched', 'refused')),
  reason     text,
  payment_id uuid REFERENCES payment,
  decided_by text,
  created_at timestamptz NOT NULL DEFAULT work.platform_now(),
  ended_at   timestamptz
);
CREATE UNIQUE INDEX claim_open ON claim (receipt, service_id) WHERE state = 'open';
CREATE INDEX claim_by_service ON claim (service_id, created_at DESC);
COMMENT ON TABLE claim IS 'Somebody who says "I have paid", with the M-Pesa code; open until the money is found or a person decides.';
COMMENT ON COLUMN claim.proof IS 'The payer''s last digits, or whole number, as the claimant knows them.';

--changeset washa:tenant-same-money splitStatements:false
ALTER TABLE payment
  ADD merged_into uuid REFERENCES payment,
  DROP CONSTRAINT payment_is_known,
  ADD CONSTRAINT payment_is_known CHECK (receipt IS NOT NULL OR intent_id IS NOT NULL
                                         OR door IN ('cash', 'bank') OR merged_into IS NOT NULL);
COMMENT ON COLUMN payment.merged_into IS 'The payment that this one turned out to be, told by two doors that share no key; taken out of the books.';
CREATE INDEX payment_without_prompt ON payment (shortcode_id, amount, paid_at)
  WHERE intent_id IS NULL AND account_reference = '';
CREATE INDEX payment_intent_by_amount ON payment_intent (shortcode_id, amount, created_at);

ALTER TABLE claim ADD tries int NOT NULL DEFAULT 1;
COMMENT ON COLUMN claim.tries IS 'How often it was made, while it was open.';

CREATE TABLE callback_settled (
  callback_id uuid PRIMARY KEY REFERENCES callback,
  settled_by  text NOT NULL,
  flag        text,
  settled_at  timestamptz NOT NULL DEFAULT work.platform_now()
);
COMMENT ON TABLE callback_settled IS 'Callbacks that were kept unsettled, and what came of them later: callback itself is never rewritten.';

CREATE FUNCTION names_of_phone(of text) RETURNS TABLE (first_name text)
LANGUAGE sql STABLE AS $$
  SELECT upper(split_part(btrim(payer_name), ' ', 1)) FROM payment
   WHERE payer_hash = encode(sha256(of::bytea), 'hex') AND payer_name <> ''
     AND subscriber_id IS NOT NULL
  UNION
  SELECT upper(split_part(btrim(c.first_name), ' ', 1)) FROM subscriber c
   WHERE c.phone = of AND c.first_name <> 'Guest'
$$;
COMMENT ON FUNCTION names_of_phone IS 'First names under which the owner of a phone is known here.';

--changeset washa:tenant-found-2 splitStatements:false
ALTER TABLE mpesa_line
  ADD ordinal int NOT NULL DEFAULT 1 CHECK (ordinal > 0),
  ADD entry text GENERATED ALWAYS AS (shortcode_id::text || ':' || receipt
    || CASE ordinal WHEN 1 THEN '' ELSE ':' || ordinal::text END) STORED,
  ADD explained_by uuid UNIQUE REFERENCES journal_entry,
  DROP CONSTRAINT mpesa_line_pkey,
  ADD PRIMARY KEY (shortcode_id, receipt, kind, ordinal);
CREATE INDEX mpesa_line_by_linked ON mpesa_line (linked) WHERE linked <> '';
COMMENT ON COLUMN mpesa_line.ordinal IS 'Which of several lines of this receipt and kind, in the order in which they became known.';
COMMENT ON COLUMN mpesa_line.entry IS 'Reference of its journal entries.';
COMMENT ON COLUMN mpesa_line.explained_by IS 'What had been booked for it before its line came, as a refund.';

ALTER TABLE shortcode
  ADD told_all tstzmultirange NOT NULL DEFAULT '{}',
  ADD proof_day date,
  ADD proof_state text CHECK (proof_state IN ('zero', 'differs', 'not_told'));
COMMENT ON COLUMN shortcode.told IS 'For which times Pull or a statement has told every payment.';
COMMENT ON COLUMN shortcode.told_all IS 'For which times a statement has told every line, charges and all.';
COMMENT ON COLUMN shortcode.proof_day IS 'The day that the last proof is about: the oldest that differs, or else yesterday.';

CREATE INDEX payment_by_paid_at ON payment (shortcode_id, paid_at);
CREATE INDEX payment_taken_back ON payment (shortcode_id, reversed_at) WHERE reversed_at IS NOT NULL;
CREATE INDEX journal_entry_by_value_date ON journal_entry USING brin (value_date);

CREATE TABLE statement_upload (
  id           uuid PRIMARY KEY DEFAULT uuidv7(),
  shortcode_id uuid NOT NULL REFERENCES shortcode,
  file         bytea,
  unnamed      boolean NOT NULL,
  uploaded_by  text NOT NULL,
  uploaded_at  timestamptz NOT NULL DEFAULT work.platform_now(),
  progress     int NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1000),
  state        text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'refused')),
  lines        int NOT NULL DEFAULT 0,
  fresh        int NOT NULL DEFAULT 0,
  problems     text[] NOT NULL DEFAULT '{}',
  ended_at     timestamptz
);
CREATE INDEX statement_upload_newest ON statement_upload (shortcode_id, uploaded_at DESC);
COMMENT ON TABLE statement_upload IS 'A statement that somebody uploaded, and what became of it; the file goes once it is taken in.';

--changeset washa:tenant-postpaid splitStatements:false
ALTER TABLE service
  ADD billing text NOT NULL DEFAULT 'prepaid' CHECK (billing IN ('prepaid', 'postpaid')),
  ADD billed_to date,
  ADD cut_at timestamptz,
  ADD CONSTRAINT service_postpaid_is_billed CHECK (billing = 'prepaid' OR billed_to IS NOT NULL);
CREATE INDEX service_postpaid ON service (coalesce(payer_id, subscriber_id)) WHERE billing = 'postpaid';
COMMENT ON COLUMN service.billed_to IS 'Postpaid: the first day of the tenant''s calendar that no invoice holds.';
COMMENT ON COLUMN service.cut_at IS 'Postpaid: since when it is switched off for an invoice that is overdue.';

ALTER TABLE subscription ADD anchor_day smallint CHECK (anchor_day BETWEEN 1 AND 31);
COMMENT ON COLUMN subscription.anchor_day IS 'The day of the month on which months end that follow one another: the 31st, though February has none.';

ALTER TABLE payment_application
  DROP CONSTRAINT payment_application_outcome_check,
  ADD CONSTRAINT payment_application_outcome_check
    CHECK (outcome IN ('renewed', 'shortened', 'credited', 'settled'));

--changeset washa:tenant-approvals splitStatements:false
INSERT INTO account (code, name, kind) VALUES
  ('2250', 'Reversals under way', 'liability'),
  ('5300', 'Cash over and short', 'expense')
ON CONFLICT DO NOTHING;

CREATE TABLE approval (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  kind       text NOT NULL CHECK (kind IN ('refund', 'void', 'credit', 'reversal', 'strike')),
  subject    uuid NOT NULL,
  amount     bigint NOT NULL CHECK (amount > 0),
  paid_from  text,
  till_id    uuid REFERENCES till,
  reason     text NOT NULL CHECK (reason <> ''),
  request    text NOT NULL UNIQUE,
  asked_by   text NOT NULL,
  asked_at   timestamptz NOT NULL DEFAULT work.platform_now(),
  state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'refused', 'free')),
  decided_by text,
  decided_at timestamptz,
  answer     text NOT NULL DEFAULT '',
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK (state <> 'approved' OR decided_by <> asked_by)
);
CREATE UNIQUE INDEX approval_open_once ON approval (kind, subject)
  WHERE state = 'open' AND kind IN ('void', 'reversal', 'strike');
CREATE INDEX approval_open ON approval (asked_at) WHERE state = 'open';
CREATE INDEX approval_by_asker ON approval (asked_by, asked_at);
COMMENT ON TABLE approval IS 'What one person asked for and another approved or refused; free: within what the first may do alone.';
COMMENT ON COLUMN approval.subject IS 'A subscriber for a refund and a credit, a payment for the others.';

CREATE TABLE till_move (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  till_id    uuid NOT NULL REFERENCES till,
  kind       text NOT NULL CHECK (kind IN ('refund', 'banking')),
  amount     bigint NOT NULL CHECK (amount > 0),
  request    text NOT NULL UNIQUE,
  who        text NOT NULL,
  slip       text NOT NULL DEFAULT '',
  moved_at   timestamptz NOT NULL DEFAULT work.platform_now()
);
CREATE INDEX till_move_by_till ON till_move (till_id);
COMMENT ON TABLE till_move IS 'Cash that left a drawer: given back, or taken to the bank with its slip.';

CREATE FUNCTION till_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the drawer % is closed', OLD.id USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER till_stays_closed BEFORE UPDATE ON till
  FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION till_is_closed();
CREATE FUNCTION till_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM till WHERE id = NEW.till_id AND closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the drawer % is closed', NEW.till_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER till_move_in_open_till BEFORE INSERT ON till_move
  FOR EACH ROW EXECUTE FUNCTION till_is_open();
CREATE TRIGGER payment_in_open_till BEFORE INSERT OR UPDATE OF till_id, amount, reversed_at ON payment
  FOR EACH ROW WHEN (NEW.till_id IS NOT NULL) EXECUTE FUNCTION till_is_open();

ALTER TABLE payment ADD request text UNIQUE;
COMMENT ON COLUMN payment.request IS 'What names one try to take money over the counter, so that a second click takes nothing.';

CREATE TABLE bank_receipt (
  id            uuid PRIMARY KEY DEFAULT uuidv7(),
  kind          text NOT NULL CHECK (kind IN ('cheque', 'transfer')),
  bank          text NOT NULL CHECK (bank <> ''),
  number        text NOT NULL CHECK (number <> ''),
  amount        bigint NOT NULL CHECK (amount > 0),
  value_on      date NOT NULL,
  service_id    uuid NOT NULL REFERENCES service,
  state         text NOT NULL CHECK (state IN ('pending', 'cleared', 'bounced')),
  payment_id    uuid UNIQUE REFERENCES payment,
  taken_by      text NOT NULL,
  taken_at      timestamptz NOT NULL DEFAULT work.platform_now(),
  ended_by      text,
  ended_at      timestamptz,
  UNIQUE (bank, number)
);
CREATE INDEX bank_receipt_pending ON bank_receipt (value_on) WHERE state = 'pending';
COMMENT ON TABLE bank_receipt IS 'Cheques and bank transfers; a pending cheque is in no book and in no wallet.';

CREATE TABLE discount (
  id         uuid PRIMARY KEY DEFAULT uuidv7(),
  service_id uuid NOT NULL REFERENCES service,
  percent_bp int CHECK (percent_bp BETWEEN 1 AND 10000),
  amount     bigint CHECK (amount > 0),
  periods    int CHECK (periods >= 0),
  reason     text NOT NULL CHECK (reason <> ''),
  given_by   text NOT NULL,
  given_at   timestamptz NOT NULL DEFAULT work.platform_now(),
  ended_at   timestamptz,
  CHECK ((percent_bp IS NULL) <> (amount IS NULL))
);
CREATE UNIQUE INDEX discount_open ON discount (service_id) WHERE ended_at IS NULL;
COMMENT ON TABLE discount IS 'What comes off a service''s price, as hundredths of a percent or minor units.';
COMMENT ON COLUMN discount.periods IS 'How many periods more; null for ever.';

CREATE FUNCTION discounted(service uuid, price bigint) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT (price - coalesce((
           SELECT least(price, coalesce(d.amount, price * d.percent_bp / 10000)) FROM discount d
            WHERE d.service_id = service AND d.ended_at IS NULL AND coalesce(d.periods, 1) > 0),
         0)) / 100 * 100
$$;
COMMENT ON FUNCTION discounted IS 'What a service pays of a price, in whole shillings, for M-Pesa moves no cents.';

ALTER TABLE subscriber
  ADD wants_invoice boolean NOT NULL DEFAULT false,
  ADD tax_pin text CHECK (tax_pin ~ '^[A-Z][0-9]{9}[A-Z]$');
COMMENT ON COLUMN subscriber.wants_invoice IS 'Whether a prepaid sale is followed by a tax invoice.';

ALTER TABLE settlement
  DROP CONSTRAINT settlement_kind_check,
  DROP CONSTRAINT settlement_check,
  ADD CONSTRAINT settlement_kind_check
    CHECK (kind IN ('payment', 'credit', 'withholding', 'refund', 'unwithheld')),
  ADD CONSTRAINT settlement_check
    CHECK (amount <> 0 AND (amount < 0) = (kind IN ('refund', 'unwithheld')));

ALTER TABLE document
  DROP CONSTRAINT document_etims_state_check,
  ADD CONSTRAINT document_etims_state_check CHECK (etims_state IN
    ('none', 'queued', 'not_connected', 'accepted', 'refused', 'given_up'));

-- Whoever books holds the lock in common until the commit; whoever closes waits for all of them.
CREATE OR REPLACE FUNCTION month_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended(current_schema() || ':month', 2));
  IF EXISTS (SELECT FROM closed_month
              WHERE NEW.booked_at >= begins_at AND NEW.booked_at < ends_at) THEN
    RAISE EXCEPTION 'the month of % is closed', NEW.booked_at USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE FUNCTION entry_in_open_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM journal_entry e JOIN closed_month m
                      ON e.booked_at >= m.begins_at AND e.booked_at < m.ends_at
              WHERE e.id = NEW.entry_id) THEN
    RAISE EXCEPTION 'the month of entry % is closed', NEW.entry_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER posting_in_open_month BEFORE INSERT ON posting
  FOR EACH ROW EXECUTE FUNCTION entry_in_open_month();

--changeset washa:tenant-setup splitStatements:false
ALTER TABLE shortcode
  ALTER consumer_key DROP NOT NULL,
  ALTER consumer_secret DROP NOT NULL,
  ALTER passkey DROP NOT NULL,
  ADD last_validation_at timestamptz,
  ADD CONSTRAINT shortcode_has_app CHECK (mode = 'manual'
    OR consumer_key IS NOT NULL AND consumer_secret IS NOT NULL AND passkey IS NOT NULL);
COMMENT ON COLUMN shortcode.consumer_key IS 'Of its Daraja app; null while the papers for one are under way.';
COMMENT ON COLUMN shortcode.last_validation_at IS 'When M-Pesa last asked before a payment: only then is External Validation on.';

ALTER TABLE daraja_token
  ADD error text,
  ADD error_at timestamptz;
COMMENT ON COLUMN daraja_token.error IS 'Why the last try to get a token failed; null since one was got.';

CREATE TABLE self_test (
  id                  uuid PRIMARY KEY DEFAULT uuidv7(),
  shortcode_id        uuid NOT NULL REFERENCES shortcode,
  phone               text NOT NULL,
  reference           text NOT NULL UNIQUE CHECK (reference ~ '^WASHATEST[A-Z0-9]{3}$'),
  checkout_request_id text,
  asked_by            text NOT NULL,
  created_at          timestamptz NOT NULL DEFAULT work.platform_now(),
  prompted_at         timestamptz,
  answered_at         timestamptz,
  callback_at         timestamptz,
  receipt             text,
  problem             text
);
CREATE INDEX self_test_by_shortcode ON self_test (shortcode_id, created_at DESC);
COMMENT ON TABLE self_test IS 'A prompt of one shilling by which staff see whether a shortcode works; renews nothing, booked as the owner''s.';

CREATE INDEX callback_flagged ON callback (id) WHERE flag IS NOT NULL;

--changeset washa:tenant-posting-check splitStatements:false
-- One look at the end of the transaction instead of two at each line: whether the entry balances,
-- and whether nobody has added to one of a month that is closed.
DROP TRIGGER posting_in_open_month ON posting;
DROP FUNCTION entry_in_open_month();
CREATE OR REPLACE FUNCTION entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  balance numeric;
  closed boolean;
BEGIN
  SELECT coalesce(sum(p.amount), 0),
         EXISTS (SELECT FROM journal_entry e JOIN closed_month m
                            ON e.booked_at >= m.begins_at AND e.booked_at < m.ends_at
                  WHERE e.id = NEW.entry_id)
    INTO balance, closed
    FROM posting p WHERE p.entry_id = NEW.entry_id;
  IF balance <> 0 THEN
    RAISE EXCEPTION 'journal entry % does not balance', NEW.entry_id USING ERRCODE = 'check_violation';
  END IF;
  IF closed THEN
    RAISE EXCEPTION 'the month of entry % is closed', NEW.entry_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
--changeset washa:tenant-desired splitStatements:false
ALTER TABLE plan
  ADD burst_down_kbps int CHECK (burst_down_kbps > 0),
  ADD burst_up_kbps int CHECK (burst_up_kbps > 0),
  ADD burst_above_down_kbps int CHECK (burst_above_down_kbps > 0),
  ADD burst_above_up_kbps int CHECK (burst_above_up_kbps > 0),
  ADD burst_seconds int CHECK (burst_seconds > 0),
  ADD CONSTRAINT plan_burst_is_whole CHECK (num_nulls(burst_down_kbps, burst_up_kbps,
    burst_above_down_kbps, burst_above_up_kbps, burst_seconds) IN (0, 5)),
  ADD pool text NOT NULL DEFAULT '',
  ADD address_list text NOT NULL DEFAULT '',
  ADD online_minutes int CHECK (online_minutes > 0),
  ADD mac_cookie boolean NOT NULL DEFAULT true,
  ADD sites uuid[] CHECK (cardinality(sites) > 0);
COMMENT ON COLUMN plan.burst_above_down_kbps IS 'A burst lasts as long as the average of burst_seconds is below this.';
COMMENT ON COLUMN plan.pool IS 'Address pool on the routers; empty: each router''s own.';
COMMENT ON COLUMN plan.address_list IS 'Firewall list of whoever is online with it; empty: none.';
COMMENT ON COLUMN plan.online_minutes IS 'How long one period of a hotspot''s plan may be online in all; null: all of it.';
COMMENT ON COLUMN plan.mac_cookie IS 'Whether a hotspot lets in a device that it knows without asking again.';
COMMENT ON COLUMN plan.sites IS 'Where it is sold; null: everywhere.';

ALTER TABLE service
  ADD address inet CHECK (family(address) = 4 AND masklen(address) = 32),
  ADD mac text CHECK (mac ~ '^([0-9A-F]{2}:){5}[0-9A-F]{2}$'),
  ADD always_in text[] NOT NULL DEFAULT '{}';
CREATE UNIQUE INDEX service_address ON service (site_id, address) WHERE address IS NOT NULL;
CREATE UNIQUE INDEX service_lease ON service (site_id, mac)
  WHERE method = 'static' AND mac IS NOT NULL;
COMMENT ON COLUMN service.address IS 'The one address it gets; null: any of the pool.';
COMMENT ON COLUMN service.mac IS 'The one device that may use it; null: any.';
COMMENT ON COLUMN service.always_in IS 'Devices of a hotspot''s service that need no login, as televisions.';

ALTER TABLE access
  ADD pool text NOT NULL DEFAULT '',
  ADD address_list text NOT NULL DEFAULT '',
  ADD mac_cookie boolean NOT NULL DEFAULT true,
  ADD sites uuid[],
  ADD fixed_address text,
  ADD mac text,
  ADD always_in text[] NOT NULL DEFAULT '{}',
  ADD limit_seconds bigint NOT NULL DEFAULT 0 CHECK (limit_seconds >= 0),
  ADD limit_bytes bigint NOT NULL DEFAULT 0 CHECK (limit_bytes >= 0),
  ADD used_seconds bigint NOT NULL DEFAULT 0,
  ADD used_bytes bigint NOT NULL DEFAULT 0,
  ADD before_seconds bigint NOT NULL DEFAULT 0,
  ADD before_bytes bigint NOT NULL DEFAULT 0,
  ADD removed boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT access_service_id_key,
  ADD CONSTRAINT access_removed_is_off CHECK (NOT (removed AND enabled));
CREATE UNIQUE INDEX access_of_service ON access (service_id) WHERE NOT removed;
CREATE UNIQUE INDEX access_at_router ON access (service_id, router_id);
COMMENT ON COLUMN access.limit_seconds IS 'How long it may have been online in all, on every router together; 0: no limit.';
COMMENT ON COLUMN access.used_seconds IS 'How long it was online on this router, as far as was told.';
COMMENT ON COLUMN access.before_seconds IS 'How long it was online before this router made its user, so that its counters began at 0.';
COMMENT ON COLUMN access.removed IS 'It went to another router: to disappear from this one.';

ALTER TABLE router
  ADD report_only boolean NOT NULL DEFAULT false,
  ADD confirmed_serial text,
  ADD hotspot_directory text CHECK (hotspot_directory ~ '^[A-Za-z0-9._/-]{1,60}$'),
  ADD drift jsonb,
  ADD drift_at timestamptz;
COMMENT ON COLUMN router.report_only IS 'Its agent compares and reports, and writes nothing.';
COMMENT ON COLUMN router.confirmed_serial IS 'The box that a person confirmed; nothing is written to another. Null: any.';
COMMENT ON COLUMN router.hotspot_directory IS 'Where its hotspot''s login files go; null: it has no hotspot of ours.';
COMMENT ON COLUMN router.drift IS 'What the last full comparison found, as its agent said it.';
--changeset washa:tenant-sessions splitStatements:false
CREATE TABLE session (
  id        uuid PRIMARY KEY DEFAULT uuidv7(),
  router_id uuid NOT NULL REFERENCES router,
  access_id uuid NOT NULL REFERENCES access,
  number    text NOT NULL CHECK (number <> ''),
  mac       text,
  address   text,
  began_at  timestamptz NOT NULL,
  uptime    bigint NOT NULL CHECK (uptime >= 0),
  ended_at  timestamptz,
  cause     text CHECK (cause IN ('off', 'replaced', 'restart', 'lost')),
  up        bigint NOT NULL DEFAULT 0 CHECK (up >= 0),
  down      bigint NOT NULL DEFAULT 0 CHECK (down >= 0),
  up_seen   bigint NOT NULL DEFAULT 0,
  down_seen bigint NOT NULL DEFAULT 0,
  UNIQUE (router_id, access_id, number)
);
CREATE INDEX session_open ON session (router_id) WHERE ended_at IS NULL;
CREATE INDEX session_by_access ON session (access_id, began_at DESC);
CREATE INDEX session_by_end ON session (ended_at) WHERE ended_at IS NOT NULL;
COMMENT ON TABLE session IS 'Every session of an access, live or past; a session''s number is the router''s, with the time it began, and never comes twice.';
COMMENT ON COLUMN session.uptime IS 'Seconds, the most that was told: what is told with less is late news.';
COMMENT ON COLUMN session.cause IS 'off: we switched it off; replaced: its device has another; restart: of the router; lost: not seen any more. Null: the subscriber went, or nobody knows.';
COMMENT ON COLUMN session.up_seen IS 'The router''s own counter when last told; it wraps or begins anew, up does not.';

CREATE TABLE usage (
  access_id uuid NOT NULL REFERENCES access,
  grain     text NOT NULL CHECK (grain IN ('hour', 'day', 'ever')),
  begins_at timestamptz NOT NULL,
  up        bigint NOT NULL,
  down      bigint NOT NULL,
  PRIMARY KEY (access_id, grain, begins_at)
);
CREATE INDEX usage_to_prune ON usage USING brin (begins_at) WHERE grain <> 'ever';
COMMENT ON TABLE usage IS 'Bytes of an access by hour and by day of the tenant''s calendar, and in all.';

CREATE FUNCTION bytes_grown(seen bigint, told bigint, later boolean) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN told < 0 THEN 0
  WHEN told >= seen THEN told - seen
  WHEN NOT later THEN 0
  -- Some routers count in 32 bits: from the upper half of these to below it is a wrap.
  WHEN seen BETWEEN 2147483648 AND 4294967295 THEN told + 4294967296 - seen
  ELSE told
END;
COMMENT ON FUNCTION bytes_grown IS 'How much a session''s counter has counted since it was seen; told is -1 if unknown, later whether the session was older when told.';

ALTER TABLE site
  ADD outages jsonb NOT NULL DEFAULT '[]',
  ADD dropped_out boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN site.outages IS 'When people there could not be online who had paid, and whom it affected: the newest first, a few.';
COMMENT ON COLUMN site.dropped_out IS 'Whether an outage lasts in which many people dropped together.';
CREATE VIEW outage WITH (security_invoker = true) AS
  SELECT o.id, o.kind, s.id AS site_id, o.router AS router_id, o.reason, o.services,
         o.began AS began_at, o.noticed AS noticed_at, o.ended AS ended_at,
         o."declaredBy" AS declared_by, o."endedBy" AS ended_by
    FROM site s CROSS JOIN LATERAL jsonb_to_recordset(s.outages)
           AS o(id uuid, kind text, router uuid, reason text, services uuid[], began timestamptz,
                noticed timestamptz, ended timestamptz, "declaredBy" text, "endedBy" text);
COMMENT ON VIEW outage IS 'The sites'' outages as rows; a tenant has no table to spare for them.';

ALTER TABLE router
  ADD heard_at timestamptz,
  ADD down_since timestamptz,
  ADD outage uuid,
  ADD health_at timestamptz,
  ADD cpu_percent int,
  ADD memory_free bigint,
  ADD memory_total bigint,
  ADD uptime_seconds bigint,
  ADD sessions int,
  ADD clock_off_seconds bigint,
  ADD interfaces jsonb,
  ADD refusals jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN router.heard_at IS 'When its site''s agent last said anything of it.';
COMMENT ON COLUMN router.down_since IS 'Since when it does not answer its agent; null if it does.';
COMMENT ON COLUMN router.outage IS 'Its outage that lasts; null if none does.';
COMMENT ON COLUMN router.interfaces IS 'What each interface carries, bits a second, as of health_at.';
COMMENT ON COLUMN router.refusals IS 'The last names it refused that are no access of its own.';

ALTER TABLE access
  ADD refusals jsonb NOT NULL DEFAULT '[]',
  ADD slow_rate text;
COMMENT ON COLUMN access.refusals IS 'Why its router last did not let it in, and how often.';
COMMENT ON COLUMN access.slow_rate IS 'The speed in place of the plan''s, as RouterOS writes it, while fair use is exceeded.';

ALTER TABLE plan
  ADD fair_use_mb bigint CHECK (fair_use_mb > 0),
  ADD fair_use_window text CHECK (fair_use_window IN ('day', 'week', 'month')),
  ADD slow_down_kbps int CHECK (slow_down_kbps > 0),
  ADD slow_up_kbps int CHECK (slow_up_kbps > 0),
  ADD CONSTRAINT plan_fair_use_is_whole CHECK (num_nonnulls(fair_use_mb, fair_use_window, slow_down_kbps, slow_up_kbps) IN (0, 4));
COMMENT ON COLUMN plan.data_cap_mb IS 'Data of one period, in millions of bytes both ways together; when it is used up, access ends until a renewal or a top-up.';
COMMENT ON COLUMN plan.fair_use_mb IS 'After so much in a day, week or month of the tenant''s calendar the plan goes on slower until that ends.';

ALTER TABLE period
  ADD used_before bigint,
  ADD used_up_at timestamptz,
  ADD extra_mb bigint NOT NULL DEFAULT 0 CHECK (extra_mb >= 0);
COMMENT ON COLUMN period.used_before IS 'What its access had used in all when it began; null until that is noted.';
COMMENT ON COLUMN period.used_up_at IS 'When its data was used up.';
COMMENT ON COLUMN period.extra_mb IS 'Data that was added to the plan''s.';
