package io.washa.payments.daraja;

/** What the payer is told about each result: what happened, and what to do now. */
final class StkWords {
  private StkWords() {}

  static Words of(StkResultCode code) {
    return switch (code) {
      case PAID -> words("paid", "Payment received. Thank you.", "Malipo yamepokelewa. Asante.");
      case NO_FUNDS ->
          words(
              "no-funds",
              "There is not enough money in your M-Pesa. Top up and try again.",
              "Salio lako la M-Pesa halitoshi. Ongeza pesa kisha ujaribu tena.");
      case BELOW_MINIMUM, ABOVE_MAXIMUM ->
          words(
              "amount-refused",
              "M-Pesa does not take this amount. Choose another plan or call us.",
              "M-Pesa haikubali kiasi hiki. Chagua kifurushi kingine au utupigie simu.");
      case DAILY_LIMIT ->
          words(
              "daily-limit",
              "You have reached your M-Pesa limit for today. Try again tomorrow, or from another"
                  + " phone.",
              "Umefikia kikomo chako cha M-Pesa cha leo. Jaribu tena kesho, au kwa simu"
                  + " nyingine.");
      case REPEATED_TOO_SOON, LINE_BUSY ->
          words(
              "wait-two-minutes",
              "M-Pesa is still busy with another request on your line. Wait two minutes and try"
                  + " again.",
              "M-Pesa bado inashughulikia ombi lingine kwenye laini yako. Subiri dakika mbili"
                  + " kisha ujaribu tena.");
      case OVERLOADED ->
          words(
              "overloaded",
              "M-Pesa is very busy. Try again in a few minutes.",
              "M-Pesa ina shughuli nyingi sasa. Jaribu tena baada ya dakika chache.");
      case EXPIRED ->
          words(
              "expired",
              "The request ran out before it was confirmed. Try again.",
              "Muda wa ombi umeisha kabla ya kuthibitishwa. Jaribu tena.");
      case NOT_SENT, SENDING_FAILED ->
          words(
              "not-sent",
              "M-Pesa could not send the request to your phone. Try again.",
              "M-Pesa haikuweza kutuma ombi kwa simu yako. Jaribu tena.");
      case CANCELLED, CANCELLED_OLD ->
          words(
              "cancelled",
              "The request was cancelled or not answered. You can try again.",
              "Ombi limeghairiwa au halikujibiwa. Unaweza kujaribu tena.");
      case UNREACHABLE, NO_ACKNOWLEDGEMENT ->
          words(
              "unreachable",
              "Your phone did not answer. Check that it is on and has signal, then try again, or"
                  + " pay from the M-Pesa menu.",
              "Simu yako haikujibu. Hakikisha imewashwa na ina mtandao, kisha ujaribu tena, au"
                  + " ulipe kupitia menyu ya M-Pesa.");
      case WRONG_PIN ->
          words(
              "wrong-pin",
              "The M-Pesa PIN was wrong. Try again with the right PIN.",
              "PIN ya M-Pesa si sahihi. Jaribu tena kwa PIN sahihi.");
      case PIN_LOCKED ->
          words(
              "pin-locked",
              "Your M-Pesa PIN is locked. Call Safaricom on 100 or 200 to unlock it.",
              "PIN yako ya M-Pesa imefungwa. Piga simu Safaricom 100 au 200 ili ifunguliwe.");
      case BUSINESS_FULL, BAD_FIELD, NOT_PERMITTED, NO_OPERATOR ->
          words(
              "our-side",
              "We cannot take this payment just now; the fault is on our side. Call us.",
              "Hatuwezi kupokea malipo haya kwa sasa; tatizo liko upande wetu. Tupigie simu.");
      case STILL_PROCESSING, UNKNOWN ->
          words(
              "in-progress",
              "We are waiting for M-Pesa. Do not pay again yet.",
              "Tunasubiri M-Pesa. Usilipe tena kwa sasa.");
    };
  }

  private static Words words(String key, String english, String swahili) {
    return new Words("stk." + key, english, swahili);
  }
}
