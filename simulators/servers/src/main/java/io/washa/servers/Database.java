package io.washa.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * One database of a running PostgreSQL, with the server's superuser.
 *
 * @param name the database's name
 * @param jdbcUrl its address, without credentials
 * @param superuser a role that may do everything
 * @param password that role's password
 */
public record Database(String name, String jdbcUrl, String superuser, String password) {

  /** Opens a connection as the superuser. The caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, superuser, password);
  }

  /** The same database as another role sees it. */
  public Connection connectAs(String role, String rolePassword) throws SQLException {
    return DriverManager.getConnection(jdbcUrl, role, rolePassword);
  }
}
