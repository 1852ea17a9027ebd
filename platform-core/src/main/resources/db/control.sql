--liquibase formatted sql

--changeset washa:control-1 splitStatements:false
CREATE TABLE tenant (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug         text NOT NULL UNIQUE CHECK (slug ~ '^[a-z][a-z0-9-]{1,29}$'),
  name         text NOT NULL,
  state        text NOT NULL DEFAULT 'provisioning' CHECK (state IN ('provisioning', 'active', 'suspended')),
  cell         text NOT NULL DEFAULT 'main',
  zone         text NOT NULL DEFAULT 'Africa/Nairobi',
  brand_colour text NOT NULL DEFAULT '#0b6e4f' CHECK (brand_colour ~ '^#[0-9a-f]{6}$'),
  support_phone text NOT NULL DEFAULT '',
  grace_seconds bigint NOT NULL DEFAULT 7200 CHECK (grace_seconds >= 0),
  created_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE tenant IS 'The directory: every ISP, and the number its schema and role are named from.';

CREATE TABLE tenant_host (
  host      text PRIMARY KEY CHECK (host = lower(host)),
  tenant_id bigint NOT NULL REFERENCES tenant
);

CREATE TABLE callback_route (
  token_hash bytea PRIMARY KEY,
  tenant_id  bigint NOT NULL REFERENCES tenant,
  shortcode  uuid NOT NULL,
  retired_at timestamptz
);
COMMENT ON TABLE callback_route IS 'Which tenant and shortcode a callback path belongs to; SHA-256 of the token, so that a copy of this table opens nothing.';

CREATE TABLE agent (
  id          uuid PRIMARY KEY,
  tenant_id   bigint NOT NULL REFERENCES tenant,
  site        uuid NOT NULL,
  public_key  bytea NOT NULL,
  enrolled_at timestamptz NOT NULL DEFAULT now(),
  revoked_at  timestamptz
);
CREATE UNIQUE INDEX agent_one_per_site ON agent (tenant_id, site) WHERE revoked_at IS NULL;

CREATE TABLE enrolment_code (
  code_hash  bytea PRIMARY KEY,
  tenant_id  bigint NOT NULL REFERENCES tenant,
  site       uuid NOT NULL,
  site_name  text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);

CREATE TABLE migration (
  schema_name text PRIMARY KEY,
  fingerprint text NOT NULL,
  migrated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE migration IS 'Which changelog each schema was last brought to and verified against.';

GRANT SELECT, INSERT, UPDATE ON tenant, tenant_host, callback_route, agent, enrolment_code TO washa_control;
GRANT SELECT ON migration TO washa_control;

--changeset washa:control-organizations splitStatements:false
ALTER TABLE tenant ADD organization text UNIQUE;
COMMENT ON COLUMN tenant.organization IS 'Id of its organisation at Keycloak; a token names the tenant by it.';

--changeset washa:control-agent-connection splitStatements:false
ALTER TABLE agent ADD newest_connection bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN agent.newest_connection IS 'Number of its newest connection, whichever pod has it; every older one is sent away.';
