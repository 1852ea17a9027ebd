package io.washa.bench;

import io.washa.bench.Confirmations.Confirmation;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Posts confirmations to the platform as Safaricom does. */
final class PostedConfirmation implements Load.Worker {
  private final Wire wire;
  private final Confirmations confirmations;
  private final AtomicLong acknowledged;

  PostedConfirmation(int port, Confirmations confirmations, AtomicLong acknowledged)
      throws IOException {
    this.wire = new Wire(port);
    this.confirmations = confirmations;
    this.acknowledged = acknowledged;
  }

  @Override
  public void once() throws IOException {
    Confirmation confirmation = confirmations.draw();
    int status = wire.post(confirmation.path(), confirmation.body());
    if (status != 200) {
      throw new IOException("the platform answered " + status);
    }
    acknowledged.incrementAndGet();
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
