--liquibase formatted sql

--changeset washa:work-1 splitStatements:false
-- The number of the tenant whose role is in force; null for any other role, which then sees no row.
CREATE FUNCTION tenant_of_role() RETURNS bigint
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN current_user ~ '^t_[0-9]+$' THEN substr(current_user, 3)::bigint END;

-- One row: how far the platform's time is ahead of the server's. Tests move it; in production it is zero.
CREATE TABLE clock (
  one   boolean PRIMARY KEY DEFAULT true CHECK (one),
  shift interval NOT NULL DEFAULT '0'
);
INSERT INTO clock DEFAULT VALUES;

-- The platform's now. Everything that is due is compared with this, and the Clock bean follows it.
CREATE FUNCTION platform_now() RETURNS timestamptz
  LANGUAGE sql STABLE
  RETURN clock_timestamp() + (SELECT shift FROM work.clock);

--changeset washa:work-2 splitStatements:false
CREATE TABLE scheduled_tasks (
  task_name            text NOT NULL,
  task_instance        text NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (priority DESC, execution_time ASC) WHERE NOT picked;
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat) WHERE picked;
COMMENT ON TABLE scheduled_tasks IS 'db-scheduler''s table; the instance id begins with the tenant''s number and a colon.';

CREATE TABLE parked_task (
  tenant        bigint NOT NULL,
  task_name     text NOT NULL,
  task_instance text NOT NULL,
  task_data     bytea,
  error         text NOT NULL,
  failures      int NOT NULL,
  parked_at     timestamptz NOT NULL DEFAULT work.platform_now(),
  PRIMARY KEY (tenant, task_name, task_instance)
);
COMMENT ON TABLE parked_task IS 'Tasks given up after their last retry, waiting for a person.';

--changeset washa:work-3 splitStatements:false
CREATE TABLE due (
  tenant  bigint NOT NULL,
  kind    text NOT NULL,
  subject uuid NOT NULL,
  due_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant, kind, subject)
);
CREATE INDEX due_by_time ON due (due_at, tenant);
COMMENT ON TABLE due IS 'The due index: when something ends, for every tenant; written in the transaction that sets the end.';

CREATE TABLE router_sync (
  tenant     bigint NOT NULL,
  router     uuid NOT NULL,
  epoch      bigint NOT NULL DEFAULT 1,
  desired    bigint NOT NULL DEFAULT 0,
  observed   bigint NOT NULL DEFAULT 0,
  changed_at timestamptz NOT NULL DEFAULT work.platform_now(),
  PRIMARY KEY (tenant, router)
);
CREATE INDEX router_sync_behind ON router_sync (tenant, router) WHERE desired > observed;
COMMENT ON TABLE router_sync IS 'How far each router''s desired state was raised, and how far the agent holds it. Locked last.';

CREATE TABLE router_lease (
  tenant     bigint NOT NULL,
  router     uuid NOT NULL,
  holder     text,
  held_until timestamptz,
  not_before timestamptz,
  failures   int NOT NULL DEFAULT 0,
  error      text,
  PRIMARY KEY (tenant, router)
);
COMMENT ON TABLE router_lease IS 'Who is sending a router its desired state; apart from router_sync, whose rows business transactions hold.';

--changeset washa:work-4 splitStatements:false
GRANT EXECUTE ON FUNCTION tenant_of_role(), platform_now() TO washa_tenant, washa_worker;
GRANT USAGE ON SCHEMA work TO washa_tenant, washa_worker;
GRANT SELECT ON clock TO washa_tenant, washa_worker;
GRANT SELECT, INSERT, DELETE ON scheduled_tasks, parked_task TO washa_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON due, router_sync TO washa_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON scheduled_tasks, parked_task, router_lease TO washa_worker;
-- The worker finds what is due or behind; only the tenant's own role changes it.
GRANT SELECT ON due, router_sync TO washa_worker;

ALTER TABLE scheduled_tasks ENABLE ROW LEVEL SECURITY;
ALTER TABLE parked_task ENABLE ROW LEVEL SECURITY;
ALTER TABLE due ENABLE ROW LEVEL SECURITY;
ALTER TABLE router_sync ENABLE ROW LEVEL SECURITY;
ALTER TABLE router_lease ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_rows ON scheduled_tasks TO washa_tenant
  USING (starts_with(task_instance, work.tenant_of_role() || ':'))
  WITH CHECK (starts_with(task_instance, work.tenant_of_role() || ':'));
CREATE POLICY own_rows ON parked_task TO washa_tenant
  USING (tenant = work.tenant_of_role()) WITH CHECK (tenant = work.tenant_of_role());
CREATE POLICY own_rows ON due TO washa_tenant
  USING (tenant = work.tenant_of_role()) WITH CHECK (tenant = work.tenant_of_role());
CREATE POLICY own_rows ON router_sync TO washa_tenant
  USING (tenant = work.tenant_of_role()) WITH CHECK (tenant = work.tenant_of_role());
CREATE POLICY every_row ON scheduled_tasks TO washa_worker USING (true) WITH CHECK (true);
CREATE POLICY every_row ON parked_task TO washa_worker USING (true) WITH CHECK (true);
CREATE POLICY every_row ON due FOR SELECT TO washa_worker USING (true);
CREATE POLICY every_row ON router_sync FOR SELECT TO washa_worker USING (true);
CREATE POLICY every_row ON router_lease TO washa_worker USING (true) WITH CHECK (true);
