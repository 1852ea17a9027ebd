package io.washa.admin.mpesa;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.washa.admin.desk.Chip;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Words;
import io.washa.payments.C2bRegistration;
import io.washa.payments.daraja.ShortcodeHealth;
import io.washa.payments.daraja.Shortcodes;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a shortcode stands, fact by fact. */
final class HealthPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient Words words = Words.current();

  HealthPanel(ShortcodeHealth health, C2bRegistration.Addresses addresses) {
    super(new H2(text("mpesa.state")));
    addClassName("panel");
    setId("health");
    boolean manual = health.mode() == Shortcodes.Mode.MANUAL;
    row("mode", manual ? text("mode.manual") : text("mode.api"), manual ? null : health.app());
    token(health.token(), health.app());
    registration("addresses", health.registration(), health.text());
    row("callback", when(health.lastCallback()), health.lastCallback().isPresent());
    row("validation", when(health.lastValidation()), health.lastValidation().isPresent());
    registration("pull", health.pull().registration(), health.pull().text());
    row("told", when(health.pull().last()), health.pull().last().isPresent());
    initiator(health.operator());
    row(
        "proof",
        health
            .proof()
            .map(last ->
                text("health.proof.of", words.money(last.difference()), words.date(last.at())))
            .orElse(text("health.never")),
        health.proof().map(last -> last.difference() == 0).orElse(false));
    address("confirmation", addresses.confirmation());
    address("validation-url", addresses.validation());
  }

  private String when(Optional<Instant> at) {
    return at.map(words::date).orElse(text("health.never"));
  }

  private void token(ShortcodeHealth.Token token, boolean app) {
    String said =
        token
            .error()
            .or(() -> token.until().map(until -> text("health.token.until", words.date(until))))
            .orElse(text(app ? "health.token.none" : "health.app.none"));
    row("token", said, token.error().isEmpty() && token.until().isPresent());
  }

  private void initiator(ShortcodeHealth.Operator operator) {
    String said =
        operator
            .name()
            .map(name ->
                operator
                    .stopped()
                    .map(why -> text("health.initiator.stopped", name, why))
                    .orElse(name))
            .orElse(text("health.initiator.none"));
    row("initiator", said, operator.name().isPresent() && operator.stopped().isEmpty());
  }

  private void registration(String name, ShortcodeHealth.Registration state, String said) {
    String word = text("registration." + state.name().toLowerCase(Locale.ROOT));
    row(name, Parts.dotted(word, said), state == ShortcodeHealth.Registration.REGISTERED);
  }

  /**
   * Adds a fact.
   *
   * @param good null where neither is better
   */
  private void row(String name, String said, @Nullable Boolean good) {
    Component chip =
        good == null
            ? new Chip(text("health.so"), Chip.Tone.CALM)
            : new Chip(
                text(good ? "health.good" : "health.look"), good ? Chip.Tone.GOOD : Chip.Tone.WARN);
    Div row = new Div(Parts.twoLines(text("health." + name), said), chip);
    row.addClassName("service");
    row.setId("health-" + name);
    add(row);
  }

  private void address(String name, String url) {
    Span address = new Span(url);
    address.addClassNames("mono", "url");
    Div lines = new Div(new Span(text("health." + name)), address);
    lines.addClassName("two-lines");
    Div row = new Div(lines);
    row.addClassName("service");
    add(row);
  }
}
