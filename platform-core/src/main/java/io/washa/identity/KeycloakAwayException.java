package io.washa.identity;

/** Keycloak did not answer, or not as it should: try again later. */
public class KeycloakAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeycloakAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
