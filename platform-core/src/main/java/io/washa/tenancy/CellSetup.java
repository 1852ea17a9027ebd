package io.washa.tenancy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.core.io.ClassPathResource;

/**
 * Makes a new database a cell: roles, schemas and revocations, as its superuser. Safe to repeat. A
 * person or a deployment does this once; the running platform never has a superuser's password.
 */
public final class CellSetup {
  private CellSetup() {}

  /** Passwords of the three login roles. */
  public record Passwords(String owner, String app, String control) {
    /** Leaves the passwords out. */
    @Override
    public String toString() {
      return "Passwords[…]";
    }
  }

  /**
   * Prepares the database that the connection is open to.
   *
   * @param superuser a superuser's connection; left open, in auto-commit mode
   */
  public static void prepare(Connection superuser, Passwords passwords) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      // Roles belong to the whole server: two databases prepared at once must take turns.
      statement.execute("SELECT pg_advisory_lock(8240)");
      try {
        statement.execute(resource("db/roles.sql"));
        String database = superuser.getCatalog();
        statement.execute(
            "GRANT CONNECT, CREATE ON DATABASE "
                + statement.enquoteIdentifier(database, true)
                + " TO washa_owner");
        for (String schema : new String[] {"control", "work"}) {
          statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema + " AUTHORIZATION washa_owner");
        }
        statement.execute("GRANT USAGE ON SCHEMA control TO washa_control");
        password(statement, "washa_owner", passwords.owner());
        password(statement, "washa_app", passwords.app());
        password(statement, "washa_control", passwords.control());
      } finally {
        statement.execute("SELECT pg_advisory_unlock(8240)");
      }
    }
  }

  private static void password(Statement statement, String role, String password)
      throws SQLException {
    // ALTER ROLE takes no parameters; the driver quotes the literal.
    statement.execute("ALTER ROLE " + role + " PASSWORD " + statement.enquoteLiteral(password));
  }

  static String resource(String path) {
    try {
      return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
