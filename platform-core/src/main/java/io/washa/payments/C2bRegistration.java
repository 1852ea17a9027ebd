package io.washa.payments;

import io.washa.payments.daraja.DarajaClient;
import io.washa.payments.daraja.RegisterOutcome;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.ShortcodeHealth;
import io.washa.payments.daraja.Shortcodes;
import org.springframework.stereotype.Component;

/** Tells Safaricom where a shortcode's payments are to be announced. */
@Component
public class C2bRegistration {
  private final DarajaClient daraja;
  private final Shortcodes shortcodes;
  private final CallbackPaths paths;

  C2bRegistration(DarajaClient daraja, Shortcodes shortcodes, CallbackPaths paths) {
    this.daraja = daraja;
    this.shortcodes = shortcodes;
    this.paths = paths;
  }

  /** The addresses that Safaricom is given for a shortcode. */
  public record Addresses(String validation, String confirmation) {}

  /** The addresses as they are registered; in the portal's URL Management they must be the same. */
  public Addresses addresses(Shortcode shortcode) {
    return new Addresses(paths.validation(shortcode), paths.confirmation(shortcode));
  }

  /** Registers the shortcode's addresses and notes what came of it. Outside of any transaction. */
  public RegisterOutcome register(Shortcode shortcode) {
    RegisterOutcome outcome =
        daraja.registerUrls(shortcode, paths.validation(shortcode), paths.confirmation(shortcode));
    switch (outcome) {
      case RegisterOutcome.Registered done ->
          shortcodes.noteRegistration(
              shortcode.id(), ShortcodeHealth.Registration.REGISTERED, done.text());
      case RegisterOutcome.AlreadyRegistered done ->
          shortcodes.noteRegistration(
              shortcode.id(), ShortcodeHealth.Registration.REGISTERED, done.text());
      case RegisterOutcome.Refused refused ->
          shortcodes.noteRegistration(
              shortcode.id(), ShortcodeHealth.Registration.REFUSED, refused.forStaff());
      case RegisterOutcome.TryLater _ -> {}
    }
    return outcome;
  }
}
