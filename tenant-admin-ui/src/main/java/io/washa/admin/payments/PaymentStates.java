package io.washa.admin.payments;

import static io.washa.admin.desk.Texts.text;

import io.washa.admin.desk.Chip;
import io.washa.insight.PaymentList;
import java.util.Locale;

/** A payment's state as a word with a colour. */
public final class PaymentStates {
  private PaymentStates() {}

  /** The chip of a payment. */
  public static Chip chip(PaymentList.Line payment) {
    Chip.Tone tone =
        switch (payment.state()) {
          case ONLINE, CONNECTED -> Chip.Tone.GOOD;
          case PAID -> Chip.Tone.CALM;
          case RENEWED -> payment.problem() == null ? Chip.Tone.CALM : Chip.Tone.BAD;
          case TAKEN_BACK -> Chip.Tone.CALM;
          case SUSPENSE -> Chip.Tone.WARN;
        };
    Chip chip = new Chip(text("state." + payment.state().name().toLowerCase(Locale.ROOT)), tone);
    String problem = payment.problem();
    if (problem != null) {
      chip.setTitle(problem);
    }
    return chip;
  }
}
