package io.washa.agent.routeros;

import java.io.IOException;

/** The router answered, but does not let us in. */
public final class LoginRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  LoginRefusedException(String message) {
    super(message);
  }
}
