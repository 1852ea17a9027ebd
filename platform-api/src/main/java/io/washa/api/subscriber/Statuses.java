package io.washa.api.subscriber;

import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.insight.PaymentTimelines;
import io.washa.insight.PromptAttempt;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells how far the bound tenant's payments have come. */
@Component
@ConditionalOnRole(Role.API)
class Statuses {
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("sw"));
  private static final CurrencyUnit SHILLING = CurrencyUnit.of("KES");

  private final PaymentTimelines timelines;
  private final PromptAttempt.Reader attempts;
  private final Plans plans;

  Statuses(PaymentTimelines timelines, PromptAttempt.Reader attempts, Plans plans) {
    this.timelines = timelines;
    this.attempts = attempts;
    this.plans = plans;
  }

  /** For whom a status is told. */
  record Listener(ZoneId zone, Locale language) {}

  /** How far the payment with this id has come; empty if the tenant has none such. */
  Optional<PaymentStatus> find(UUID id, Listener listener) {
    return timelines
        .ofIntent(id)
        .map(progress ->
            PaymentStatus.of(
                id,
                progress,
                new PaymentStatus.Telling(listener.zone(), currency(id), listener.language())));
  }

  private CurrencyUnit currency(UUID id) {
    return attempts
        .find(id)
        .flatMap(attempt -> plans.findById(attempt.plan()))
        .map(Plan::price)
        .map(price -> price.getCurrencyUnit())
        .orElse(SHILLING);
  }

  /** The language that an Accept-Language header asks for; English if it asks for none of ours. */
  static Locale language(@Nullable String header) {
    try {
      Locale found =
          header == null ? null : Locale.lookup(Locale.LanguageRange.parse(header), LANGUAGES);
      return found == null ? Locale.ENGLISH : found;
    } catch (IllegalArgumentException e) {
      return Locale.ENGLISH;
    }
  }
}
