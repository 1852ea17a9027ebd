package io.washa.tenancy;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A pooled connection between checkout and return: takes the tenant's role and search path in one
 * round trip, and gives both back in one. A connection that cannot give them back is thrown away.
 */
final class TenantConnection implements InvocationHandler {
  private final Connection pooled;
  private final HikariDataSource lane;
  private final Runnable released;
  private final AtomicBoolean open = new AtomicBoolean(true);

  private TenantConnection(Connection pooled, HikariDataSource lane, Runnable released) {
    this.pooled = pooled;
    this.lane = lane;
    this.released = released;
  }

  /**
   * Makes the pooled connection the tenant's.
   *
   * @param released called once, when the connection has been returned
   */
  static Connection open(
      Connection pooled, TenantId tenant, HikariDataSource lane, Runnable released)
      throws SQLException {
    // The name is made from a number, so that there is nothing in it to quote.
    execute(pooled, "SET ROLE " + tenant.schema() + "; SET search_path TO " + tenant.schema());
    return (Connection)
        Proxy.newProxyInstance(
            TenantConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new TenantConnection(pooled, lane, released));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "close" -> {
        giveBack();
        return null;
      }
      case "isClosed" -> {
        return !open.get() || pooled.isClosed();
      }
      case "equals" -> {
        return arguments != null
            && System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
      }
      case "hashCode" -> {
        return System.identityHashCode(proxy);
      }
      default -> {
        if (!open.get() && !method.getName().equals("toString")) {
          throw new SQLException("connection was returned to its lane");
        }
        try {
          return method.invoke(pooled, arguments);
        } catch (InvocationTargetException e) {
          throw e.getTargetException();
        }
      }
    }
  }

  private void giveBack() throws SQLException {
    if (!open.compareAndSet(true, false)) {
      return;
    }
    try (Connection returned = pooled) {
      if (!returned.isClosed()) {
        resetOrEvict(returned);
      }
    } finally {
      released.run();
    }
  }

  private void resetOrEvict(Connection returned) {
    try {
      if (!returned.getAutoCommit()) {
        returned.rollback();
        returned.setAutoCommit(true);
      }
      execute(returned, "RESET ROLE; RESET search_path");
    } catch (SQLException e) {
      lane.evictConnection(returned);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
