package io.washa.bench;

import io.washa.bench.IspMaker.Isp;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** All ISPs' books together, looked at from outside. */
final class Books {
  private Books() {}

  /** What the books say. */
  record Sum(long payments, long clearing, long imbalance, long wallets) {
    /** Whether the books hold these many payments of the one price, once each, and balance. */
    boolean agreesWith(long paid, long price) {
      return payments == paid && clearing == paid * price && imbalance == 0 && wallets == clearing;
    }
  }

  static Sum sum(Connection superuser, List<Isp> isps) throws SQLException {
    long payments = 0;
    long clearing = 0;
    long imbalance = 0;
    long wallets = 0;
    try (Statement statement = superuser.createStatement()) {
      for (Isp isp : isps) {
        statement.execute("SET search_path TO " + isp.schema());
        try (ResultSet row =
            statement.executeQuery(
                """
                SELECT (SELECT count(*) FROM payment),
                       (SELECT coalesce(sum(amount), 0) FROM posting WHERE account = '1100'),
                       (SELECT coalesce(sum(amount), 0) FROM posting),
                       (SELECT coalesce(-sum(amount), 0) FROM posting WHERE account <> '1100')
                """)) {
          row.next();
          payments += row.getLong(1);
          clearing += row.getLong(2);
          imbalance += row.getLong(3);
          wallets += row.getLong(4);
        }
      }
    }
    return new Sum(payments, clearing, imbalance, wallets);
  }
}
