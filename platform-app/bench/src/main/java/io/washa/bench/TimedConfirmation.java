package io.washa.bench;

import io.washa.bench.Confirmations.Confirmation;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;

/** Posts each confirmation of a queue once, and notes when it was due to be posted. */
final class TimedConfirmation implements Load.Worker {
  private final Wire wire;
  private final Queue<Confirmation> confirmations;
  private final Map<String, Instant> posted;

  TimedConfirmation(int port, Queue<Confirmation> confirmations, Map<String, Instant> posted)
      throws IOException {
    this.wire = new Wire(port);
    this.confirmations = confirmations;
    this.posted = posted;
  }

  @Override
  public void once() throws IOException {
    once(Instant.now());
  }

  @Override
  public void once(Instant due) throws IOException {
    Confirmation confirmation = confirmations.remove();
    posted.put(confirmation.receipt(), due);
    int status = wire.post(confirmation.path(), confirmation.body());
    if (status != 200) {
      throw new IOException("the platform answered " + status);
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
