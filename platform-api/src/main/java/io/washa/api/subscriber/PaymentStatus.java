package io.washa.api.subscriber;

import io.washa.api.web.Amount;
import io.washa.api.web.Moments;
import io.washa.insight.PaymentProgress;
import io.washa.payments.daraja.StkResultCode;
import io.washa.payments.daraja.Words;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * How far a payment has come.
 *
 * @param reason why it failed; null unless it did
 * @param notConnected what the router or the way to it said; null if nothing is known to be wrong
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record PaymentStatus(
    UUID id,
    String state,
    @Nullable Reason reason,
    Amount amount,
    String plan,
    @Nullable String receipt,
    boolean connected,
    boolean online,
    @Nullable String notConnected,
    @Nullable OffsetDateTime endsAt,
    List<Moment> timeline) {

  /** Why a payment failed, for a program and for a person. */
  record Reason(String code, String text) {}

  /** Something that happened. */
  record Moment(String name, OffsetDateTime at) {}

  /** How a payment is told: in which zone and language. */
  record Telling(ZoneId zone, CurrencyUnit currency, Locale language) {}

  static PaymentStatus of(UUID id, PaymentProgress progress, Telling telling) {
    return new PaymentStatus(
        id,
        progress.state().name().toLowerCase(Locale.ROOT),
        progress.state() == PaymentProgress.State.FAILED
            ? reason(progress.resultCode(), telling.language())
            : null,
        Amount.of(Money.ofMinor(telling.currency(), progress.amount())),
        progress.plan(),
        progress.receipt(),
        progress.connected(),
        progress.online(),
        progress.connected() ? null : progress.accessError(),
        Moments.atOrNull(progress.endsAt(), telling.zone()),
        progress.timeline().stream()
            .map(step -> new Moment(step.name(), Moments.at(step.at(), telling.zone())))
            .toList());
  }

  /** Whether nothing more will happen by itself. */
  boolean isOver() {
    return online || state.equals("failed");
  }

  private static Reason reason(@Nullable String code, Locale language) {
    StkResultCode result = meaning(code);
    Words words = result.words();
    boolean swahili = language.getLanguage().equals("sw");
    return new Reason(
        result.name().toLowerCase(Locale.ROOT), swahili ? words.swahili() : words.english());
  }

  /** The codes "refused" and "later" are ours, of prompts that M-Pesa did not take. */
  private static StkResultCode meaning(@Nullable String code) {
    if (code == null || code.equals("later")) {
      return StkResultCode.OVERLOADED;
    }
    StkResultCode result = StkResultCode.of(code);
    return result.failed() ? result : StkResultCode.SENDING_FAILED;
  }
}
