package io.washa.agent.tools;

/** The router would not, or was asked for nonsense; the message is for a person. */
public final class ToolRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  ToolRefusedException(String message) {
    super(message);
  }
}
