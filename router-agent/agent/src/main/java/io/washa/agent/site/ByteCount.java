package io.washa.agent.site;

/**
 * Bytes of one direction of one session. Only grows, although a router's counter may start again,
 * or wrap at 32 bits as old versions' do: read at least once a minute, a counter that fell from the
 * upper half of its range into the lower has wrapped.
 *
 * @param total since the session began, -1 if unknown
 * @param raw what the router showed last, -1 if nothing yet
 */
record ByteCount(long total, long raw) {
  static final ByteCount UNKNOWN = new ByteCount(-1, -1);

  private static final long WRAP = 1L << 32;

  /** After another look at the router's counter; negative: it showed none. */
  ByteCount read(long now) {
    if (now < 0) {
      return this;
    }
    if (raw < 0) {
      return new ByteCount(Math.max(total, now), now);
    }
    long more = now >= raw ? now - raw : hasWrapped(now) ? WRAP - raw + now : now;
    return new ByteCount(total + more, now);
  }

  private boolean hasWrapped(long now) {
    return raw < WRAP && raw >= WRAP / 2 && now < WRAP / 2;
  }
}
