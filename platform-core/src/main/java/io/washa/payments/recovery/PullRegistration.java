package io.washa.payments.recovery;

import io.washa.customers.PhoneNumber;
import io.washa.payments.CallbackPaths;
import io.washa.payments.daraja.DarajaClient;
import io.washa.payments.daraja.RegisterOutcome;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.ShortcodeHealth;
import io.washa.payments.daraja.Shortcodes;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks Safaricom to let us pull a shortcode's transactions. */
@Component
public class PullRegistration {
  private final DarajaClient daraja;
  private final Shortcodes shortcodes;
  private final CallbackPaths paths;
  private final PullRounds rounds;
  private final NightRounds nights;
  private final TransactionTemplate transaction;

  PullRegistration(
      DarajaClient daraja,
      Shortcodes shortcodes,
      CallbackPaths paths,
      PullRounds rounds,
      NightRounds nights,
      TransactionTemplate transaction) {
    this.daraja = daraja;
    this.shortcodes = shortcodes;
    this.paths = paths;
    this.rounds = rounds;
    this.nights = nights;
    this.transaction = transaction;
  }

  /**
   * Registers, notes what came of it, and begins the rounds. Outside of any transaction.
   *
   * @param nominated a Safaricom line of the ISP's
   */
  public RegisterOutcome register(Shortcode shortcode, PhoneNumber nominated) {
    RegisterOutcome outcome =
        daraja.registerPull(shortcode, nominated.msisdn(), paths.pull(shortcode));
    transaction.executeWithoutResult(_ -> note(shortcode, outcome));
    return outcome;
  }

  private void note(Shortcode shortcode, RegisterOutcome outcome) {
    switch (outcome) {
      case RegisterOutcome.Registered done -> registered(shortcode, done.text());
      case RegisterOutcome.AlreadyRegistered done -> registered(shortcode, done.text());
      case RegisterOutcome.Refused refused ->
          shortcodes.notePull(
              shortcode.id(), ShortcodeHealth.Registration.REFUSED, refused.forStaff());
      case RegisterOutcome.TryLater _ -> {}
    }
  }

  private void registered(Shortcode shortcode, String text) {
    shortcodes.notePull(shortcode.id(), ShortcodeHealth.Registration.REGISTERED, text);
    rounds.begin(shortcode.id());
    nights.begin();
  }
}
