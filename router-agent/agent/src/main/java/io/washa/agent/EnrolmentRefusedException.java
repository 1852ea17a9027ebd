package io.washa.agent;

/** The agent is not enrolled and cannot be: no code, or the hub refused it. */
public final class EnrolmentRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  EnrolmentRefusedException(String message) {
    super(message);
  }
}
