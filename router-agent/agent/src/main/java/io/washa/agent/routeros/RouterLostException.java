package io.washa.agent.routeros;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The router could not be reached, or the connection broke. The connection is closed. */
public final class RouterLostException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean outcomeUnknown;

  RouterLostException(String message, boolean outcomeUnknown, @Nullable Throwable cause) {
    super(message, cause);
    this.outcomeUnknown = outcomeUnknown;
  }

  /** A read that everything rests on was refused; the caller has given the connection up. */
  public static RouterLostException refused(String message) {
    return new RouterLostException(message, false, null);
  }

  /** Whether a write had been sent that the router may or may not have done: read again. */
  public boolean outcomeUnknown() {
    return outcomeUnknown;
  }
}
