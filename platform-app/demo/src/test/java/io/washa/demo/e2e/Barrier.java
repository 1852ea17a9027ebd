package io.washa.demo.e2e;

import java.sql.SQLException;

/** Makes the updates of a table wait while somebody holds what {@link #take} takes. */
final class Barrier implements AutoCloseable {
  private static final long KEY = 4_711;

  private final Isp isp;
  private final String table;

  private Barrier(Isp isp, String table) {
    this.isp = isp;
    this.table = table;
  }

  static Barrier beforeUpdatesOf(Isp isp, String table) throws SQLException {
    isp.execute(
        """
        CREATE FUNCTION barrier() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM pg_advisory_xact_lock_shared(%d);
          RETURN NEW;
        END
        $$;
        CREATE TRIGGER barrier BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION barrier();
        """
            .formatted(KEY, table));
    return new Barrier(isp, table);
  }

  /** A statement that shuts the barrier until the end of its transaction. */
  String take() {
    return "SELECT pg_advisory_xact_lock(" + KEY + ")";
  }

  @Override
  public void close() throws SQLException {
    isp.execute("DROP TRIGGER barrier ON " + table + "; DROP FUNCTION barrier()");
  }
}
