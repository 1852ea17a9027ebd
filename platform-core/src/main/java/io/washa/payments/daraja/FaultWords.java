package io.washa.payments.daraja;

import java.util.Locale;

/** What the payer is told when there is no prompt. */
final class FaultWords {
  private FaultWords() {}

  static Words of(DarajaError error) {
    String message = error.message().toLowerCase(Locale.ROOT);
    if (error.fault() == DarajaFault.SUBSCRIBER_BUSY) {
      return StkResultCode.LINE_BUSY.words();
    }
    if (error.fault() == DarajaFault.BAD_REQUEST
        && (message.contains("phonenumber") || message.contains("partya"))) {
      return new Words(
          "stk.phone-refused",
          "M-Pesa does not take this phone number. Check it and try again.",
          "M-Pesa haikubali nambari hii ya simu. Ihakikishe kisha ujaribu tena.");
    }
    return StkResultCode.NOT_PERMITTED.words();
  }
}
