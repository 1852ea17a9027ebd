package io.washa.payments.daraja;

/**
 * An answer of Daraja other than success.
 *
 * @param status HTTP status
 * @param code as sent, "" if the answer had none
 * @param message as sent, shortened
 */
public record DarajaError(DarajaFault fault, int status, String code, String message) {
  /** In one line for staff and logs. */
  public String forStaff() {
    return fault + ": HTTP " + status + (code.isEmpty() ? "" : " " + code) + " " + message;
  }
}
