package io.washa.simulators.daraja;

/**
 * The terminal result of an STK push (facts §3.4).
 *
 * @param code as text; the callback sends it as a number when it is one
 * @param receipt of a paid prompt, otherwise ""
 */
record StkResult(String code, String description, String receipt) {
  static final StkResult NO_FUNDS = failed("1", "The balance is insufficient for the transaction.");
  static final StkResult RULE_LIMITED = failed("17", "Rule limited.");
  static final StkResult CANCELLED = failed("1032", "Request cancelled by user");
  static final StkResult UNREACHABLE = failed("1037", "DS timeout user cannot be reached");
  static final StkResult WRONG_PIN = failed("2001", "The initiator information is invalid.");
  static final StkResult NOT_PERMITTED =
      failed("2028", "The request is not permitted according to product assignment.");
  static final StkResult NO_OPERATOR = failed("SFC_IC0003", "The operator does not exist.");

  /**
   * The business refused the account at C2B validation. What M-Pesa answers then is unknown; this
   * code is the nearest one reported.
   */
  static final StkResult BAD_ACCOUNT = failed("20", "The element AccountReference is invalid.");

  /** Not terminal: said by the query only. */
  static final StkResult PENDING = failed("4999", "The transaction is still under processing");

  static StkResult paid(String receipt) {
    return new StkResult("0", "The service request is processed successfully.", receipt);
  }

  private static StkResult failed(String code, String description) {
    return new StkResult(code, description, "");
  }

  /** In the words of an SMS. */
  String forCustomer() {
    return this.equals(WRONG_PIN) ? "You entered a wrong PIN." : description;
  }
}
