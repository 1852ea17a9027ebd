package io.washa.payments.daraja;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a shortcode works: what Safaricom has of us, what arrives, and what is missing.
 *
 * @param app whether the secrets of a Daraja app are known
 * @param text what Safaricom said at the last registration of our addresses; may be empty
 * @param lastCallback when anything last arrived
 * @param lastValidation when M-Pesa last asked before a payment
 */
public record ShortcodeHealth(
    Shortcode.Kind kind,
    Shortcodes.Mode mode,
    boolean app,
    Registration registration,
    String text,
    Optional<Instant> lastCallback,
    Optional<Instant> lastValidation,
    Pull pull,
    Token token,
    Operator operator,
    Optional<Proof> proof) {

  /** State of something that Safaricom has to know of. */
  public enum Registration {
    /** Never tried. */
    MISSING,
    /** Safaricom has it. */
    REGISTERED,
    /** Safaricom did not take it. */
    REFUSED
  }

  /**
   * Whether we may pull transactions.
   *
   * @param text what Safaricom said; may be empty
   * @param last when anything was last pulled, or read from a statement
   */
  public record Pull(Registration registration, String text, Optional<Instant> last) {}

  /**
   * The OAuth token of the Daraja app.
   *
   * @param until when the one in force ends; empty if none was ever got
   * @param error why the last try failed; empty since one was got
   */
  public record Token(Optional<Instant> until, Optional<String> error) {}

  /**
   * The API operator.
   *
   * @param name empty if none is set
   * @param stopped why it is used no more; empty if it is
   */
  public record Operator(Optional<String> name, Optional<String> stopped) {}

  /**
   * The last daily proof.
   *
   * @param difference minor units
   */
  public record Proof(Instant at, long difference) {}

  /** Something to do, or to ask Safaricom for. */
  public enum Missing {
    /** There is no Daraja app yet: go live at the portal. */
    APP,
    /** The app is there and not used. */
    MODE,
    /** Daraja gives no token for these secrets. */
    TOKEN,
    /** Our addresses are not registered. */
    ADDRESSES,
    /** They are, and nothing ever came. */
    SILENCE,
    /** External Validation is off at Safaricom, or was never asked of us. */
    EXTERNAL_VALIDATION,
    /** Pull is not enabled, or not registered. */
    PULL,
    /** There is no API operator. */
    INITIATOR,
    /** M-Pesa refused the API operator. */
    INITIATOR_STOPPED,
    /** The last proof found a difference. */
    PROOF;

    /** Key of its words. */
    public String key() {
      return "missing." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What is missing, the most pressing first; empty if all is well. */
  public List<Missing> missing() {
    List<Missing> missing = new ArrayList<>();
    if (!app) {
      missing.add(Missing.APP);
    } else {
      missingOfApp(missing);
    }
    if (proof.filter(last -> last.difference() != 0).isPresent()) {
      missing.add(Missing.PROOF);
    }
    return List.copyOf(missing);
  }

  private void missingOfApp(List<Missing> missing) {
    if (mode == Shortcodes.Mode.MANUAL) {
      missing.add(Missing.MODE);
    }
    if (token.error().isPresent()) {
      missing.add(Missing.TOKEN);
    }
    if (registration != Registration.REGISTERED) {
      missing.add(Missing.ADDRESSES);
    } else if (lastCallback.isEmpty()) {
      missing.add(Missing.SILENCE);
    }
    if (kind == Shortcode.Kind.PAYBILL && lastValidation.isEmpty()) {
      missing.add(Missing.EXTERNAL_VALIDATION);
    }
    if (pull.registration() != Registration.REGISTERED) {
      missing.add(Missing.PULL);
    }
    if (operator.name().isEmpty()) {
      missing.add(Missing.INITIATOR);
    } else if (operator.stopped().isPresent()) {
      missing.add(Missing.INITIATOR_STOPPED);
    }
  }
}
