package io.washa.simulators.daraja;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The messages that M-Pesa sent to phones, newest first; only the latest are kept. */
final class Sms {
  private static final int KEPT = 500;

  private final Deque<Message> messages = new ArrayDeque<>();

  /** One SMS. */
  record Message(String phone, String text) {}

  /** A payment was completed. */
  void paid(Transaction transaction, String businessName) {
    Transaction.Payment payment = transaction.payment();
    String account = payment.account().isEmpty() ? "" : " for account " + payment.account();
    add(
        payment.msisdn(),
        String.format(
            Locale.ENGLISH,
            "%s Confirmed. Ksh%,d.00 sent to %s%s on %s. Transaction cost, Ksh0.00.",
            transaction.receipt(),
            payment.amount(),
            businessName,
            account,
            Eat.sms(transaction.at())));
  }

  /** A payment did not happen. */
  void failed(String phone, String businessName, String reason, Instant at) {
    add(phone, "Failed. Payment to " + businessName + " on " + Eat.sms(at) + ": " + reason);
  }

  /** A payment was given back. */
  void reversed(Transaction payment, Movement reversal) {
    add(
        payment.payment().msisdn(),
        String.format(
            Locale.ENGLISH,
            "%s Confirmed. Reversal of transaction %s: Ksh%,d.00 is back in your account on %s.",
            reversal.receipt(),
            payment.receipt(),
            payment.payment().amount(),
            Eat.sms(reversal.at())));
  }

  private synchronized void add(String phone, String text) {
    messages.addFirst(new Message(phone, text));
    if (messages.size() > KEPT) {
      messages.removeLast();
    }
  }

  /** The latest of one phone, or of all when the phone is "". */
  synchronized List<Message> latest(String phone, int limit) {
    return messages.stream()
        .filter(message -> phone.isEmpty() || message.phone().equals(phone))
        .limit(limit)
        .toList();
  }
}
