package io.washa.payments;

import io.washa.audit.Audit;
import io.washa.payments.daraja.Initiator;
import io.washa.payments.daraja.NewShortcode;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.tenancy.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What an owner sets about how money is taken, each with a line in the audit that tells who and
 * what, and no secret. A refusal comes back as the key of its words.
 */
@Component
public class ShortcodeDesk {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F:]*:[0-9a-fA-F:]+");
  private static final int MOST_ADDRESSES = 100;

  private final Shortcodes shortcodes;
  private final Settings settings;
  private final Audit audit;

  ShortcodeDesk(Shortcodes shortcodes, Settings settings, Audit audit) {
    this.shortcodes = shortcodes;
    this.settings = settings;
    this.audit = audit;
  }

  /**
   * Adds a shortcode to be worked with by hand; outside of any transaction.
   *
   * @return empty if the number is none
   */
  public Optional<Shortcode> add(String number, Shortcode.Kind kind, String who) {
    try {
      Shortcode added = shortcodes.add(NewShortcode.manual(number.strip(), kind));
      audit.note(
          new Audit.Deed(
              who, "shortcode.added", "shortcode:" + added.id(), Map.of("number", added.number())));
      return Optional.of(added);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Sets the secrets of the Daraja app. */
  @Transactional
  public Optional<String> setCredentials(UUID id, Shortcode.Credentials app, String who) {
    if (!app.complete()) {
      return Optional.of("setup.app.incomplete");
    }
    shortcodes.setCredentials(id, app);
    note(id, who, "shortcode.app-set", Map.of());
    return Optional.empty();
  }

  /** Sets how a shortcode is worked with. */
  @Transactional
  public Optional<String> setMode(UUID id, Shortcodes.Mode mode, String who) {
    if (mode == Shortcodes.Mode.API && !shortcodes.get(id).credentials().complete()) {
      return Optional.of("setup.app.incomplete");
    }
    shortcodes.setMode(id, mode);
    note(id, who, "shortcode.mode-set", Map.of("mode", mode.name()));
    return Optional.empty();
  }

  /** Says which C2B product the Daraja app has. */
  @Transactional
  public void setC2bVersion(UUID id, Shortcode.C2bVersion version, String who) {
    shortcodes.setC2bVersion(id, version);
    note(id, who, "shortcode.c2b-version-set", Map.of("version", version.name()));
  }

  /** Says at which site a till stands; null: at none in particular. */
  @Transactional
  public void setSite(UUID id, @Nullable UUID site, String who) {
    shortcodes.setSite(id, site);
    note(id, who, "shortcode.site-set", Map.of("site", String.valueOf(site)));
  }

  /** Passes confirmations on to another address; "" ends it. */
  @Transactional
  public Optional<String> setRelay(UUID id, String address, String who) {
    try {
      shortcodes.setRelay(id, address.isBlank() ? null : URI.create(address.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.of("setup.relay.wrong");
    }
    note(id, who, "shortcode.relay-set", Map.of("address", address.strip()));
    return Optional.empty();
  }

  /**
   * Sets the API operator.
   *
   * @return what is wrong with it, as a sentence
   */
  @Transactional
  public Optional<String> setInitiator(UUID id, Initiator initiator, String who) {
    Optional<String> problem = initiator.problem();
    if (problem.isEmpty()) {
      shortcodes.setInitiator(id, initiator);
      note(id, who, "shortcode.initiator-set", Map.of("name", initiator.name()));
    }
    return problem;
  }

  /** Says what M-Pesa is answered when it asks before a payment. */
  @Transactional
  public void setValidation(ValidationRules rules, String who) {
    settings.write(ValidationRules.CHOICE, rules, who);
    audit.note(
        new Audit.Deed(
            who,
            "setting.changed",
            "",
            Map.of("payments.validation", Boolean.toString(rules.refuseUnknown()))));
  }

  /**
   * Says where callbacks may come from.
   *
   * @param typed addresses, one a line
   */
  @Transactional
  public Optional<String> setSources(SourceRules.Mode mode, String typed, String who) {
    List<String> addresses =
        typed.lines().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
    if (addresses.size() > MOST_ADDRESSES
        || !addresses.stream().allMatch(one -> ADDRESS.matcher(one).matches())) {
      return Optional.of("setup.sources.wrong");
    }
    if (mode == SourceRules.Mode.ENFORCE && addresses.isEmpty()) {
      return Optional.of("setup.sources.empty");
    }
    settings.write(SourceRules.CHOICE, new SourceRules(mode, addresses), who);
    audit.note(
        new Audit.Deed(
            who,
            "setting.changed",
            "",
            Map.of("payments.sources", mode + " " + String.join(" ", addresses))));
    return Optional.empty();
  }

  private void note(UUID id, String who, String action, Map<String, String> details) {
    audit.note(new Audit.Deed(who, action, "shortcode:" + id, details));
  }
}
