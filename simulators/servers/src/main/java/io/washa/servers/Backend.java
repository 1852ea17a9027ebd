package io.washa.servers;

/** A running pair of PostgreSQL and Redis, whoever runs it. */
interface Backend extends AutoCloseable {

  /** The address of the named database, which need not exist. */
  String jdbcUrl(String database);

  /** The superuser's password. */
  String password();

  /** Redis, as {@code redis://host:port}. */
  String redisUrl();

  /** Ends both; a second call does nothing. */
  @Override
  void close();
}
