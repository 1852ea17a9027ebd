package io.washa.bench;

import io.washa.bench.Confirmations.Confirmation;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Posts confirmations to the platform as Safaricom does. */
final class PostedConfirmation implements Load.Worker {
  private final Wire wire;
  private final Confirmations.Told told;
  private final AtomicLong acknowledged;

  PostedConfirmation(int port, Confirmations confirmations, AtomicLong acknowledged)
      throws IOException {
    this.wire = new Wire(port);
    this.told = confirmations.told();
    this.acknowledged = acknowledged;
  }

  @Override
  public void once() throws IOException {
    Confirmation confirmation = told.next();
    int status = wire.post(confirmation.path(), confirmation.body());
    if (status != 200) {
      throw new IOException("the platform answered " + status);
    }
    if (!told.isAgain()) {
      acknowledged.incrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
