package io.washa.payments;

import io.washa.payments.daraja.C2bMessage;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.payments.matching.Matching;
import io.washa.payments.matching.PayerTraits;
import io.washa.tenancy.Settings;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.Tenants;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers M-Pesa's question before a payment, from the database alone: it waits about eight seconds
 * and then decides by itself (Daraja portal). In doubt the answer is yes, for money in suspense is
 * less trouble than a subscriber who cannot pay.
 */
@Component
class Validating {
  private static final Logger log = LoggerFactory.getLogger(Validating.class);

  /** The most that one transaction may move, minor units (Daraja portal). */
  private static final long MOST = 250_000_00L;

  private final Tenants tenants;
  private final Shortcodes shortcodes;
  private final Matching matching;
  private final Settings settings;
  private final TransactionTemplate transaction;

  Validating(
      Tenants tenants,
      Shortcodes shortcodes,
      Matching matching,
      Settings settings,
      TransactionTemplate transaction) {
    this.tenants = tenants;
    this.shortcodes = shortcodes;
    this.matching = matching;
    this.settings = settings;
    this.transaction = transaction;
  }

  /** What is answered, with Daraja's code (Daraja portal). */
  enum Verdict {
    ACCEPTED("0"),
    UNKNOWN_ACCOUNT("C2B00012"),
    WRONG_AMOUNT("C2B00013"),
    WRONG_SHORTCODE("C2B00015"),
    /** The path's token was never given out. */
    UNKNOWN_TOKEN("");

    private final String code;

    Verdict(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  Verdict validate(String token, String body) {
    return tenants
        .findCallbackRoute(token)
        .map(route ->
            TenantContext.<Verdict, RuntimeException>call(
                route.tenant(), () -> validateSafely(route.shortcode(), body)))
        .orElse(Verdict.UNKNOWN_TOKEN);
  }

  private Verdict validateSafely(UUID shortcode, String body) {
    try {
      Verdict verdict =
          transaction.execute(_ -> {
            shortcodes.noteValidation(shortcode);
            return validate(shortcodes.get(shortcode), body);
          });
      return verdict == null ? Verdict.ACCEPTED : verdict;
    } catch (RuntimeException e) {
      log.error("a validation could not be judged and is accepted", e);
      return Verdict.ACCEPTED;
    }
  }

  private Verdict validate(Shortcode shortcode, String body) {
    return switch (C2bMessage.parse(body)) {
      case C2bMessage.Malformed malformed ->
          malformed.reason().contains("TransAmount") ? Verdict.WRONG_AMOUNT : Verdict.ACCEPTED;
      case C2bMessage.Parsed parsed when !shortcode.goesBy(parsed.shortcode()) ->
          Verdict.WRONG_SHORTCODE;
      case C2bMessage.Parsed parsed when parsed.amount() <= 0 || parsed.amount() > MOST ->
          Verdict.WRONG_AMOUNT;
      case C2bMessage.Parsed parsed ->
          shortcode.kind() == Shortcode.Kind.TILL || mayPay(parsed)
              ? Verdict.ACCEPTED
              : Verdict.UNKNOWN_ACCOUNT;
    };
  }

  private boolean mayPay(C2bMessage.Parsed parsed) {
    String reference = parsed.accountReference();
    return matching.knows(reference)
        || !settings.read(ValidationRules.CHOICE).refuseUnknown()
        || settings.read(OtherBusiness.CHOICE).owns(reference)
        || matching.knowsSomethingLike(reference)
        || matching.knowsPayer(PayerTraits.of(parsed.extras().msisdn(), parsed.extras().name()));
  }
}
