-- Roles and schemas of one cell, run by a superuser at set-up and safe to run again.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'washa_owner') THEN
    CREATE ROLE washa_owner LOGIN CREATEROLE;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'washa_app') THEN
    CREATE ROLE washa_app LOGIN NOINHERIT;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'washa_control') THEN
    CREATE ROLE washa_control LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'washa_worker') THEN
    CREATE ROLE washa_worker NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'washa_tenant') THEN
    CREATE ROLE washa_tenant NOLOGIN;
  END IF;
END
$$;

GRANT washa_worker TO washa_app WITH INHERIT FALSE, SET TRUE;
-- The owner makes tenants' roles and puts them into the group.
GRANT washa_tenant TO washa_owner WITH ADMIN OPTION, INHERIT FALSE, SET FALSE;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- A tenant's role could otherwise name another search path, or read a table through a function.
REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.query_to_xml(text, boolean, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.query_to_xmlschema(text, boolean, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.query_to_xml_and_xmlschema(text, boolean, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.table_to_xml(regclass, boolean, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.table_to_xml_and_xmlschema(regclass, boolean, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.schema_to_xml(name, boolean, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.schema_to_xml_and_xmlschema(name, boolean, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.database_to_xml(boolean, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.database_to_xml_and_xmlschema(boolean, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.cursor_to_xml(refcursor, integer, boolean, boolean, text) FROM PUBLIC;
