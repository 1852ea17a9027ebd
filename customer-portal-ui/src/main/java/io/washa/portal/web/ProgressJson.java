package io.washa.portal.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.washa.insight.PaymentProgress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far a payment has come, for machines. Instants are UTC, ISO 8601.
 *
 * @param state {@code prompted}, {@code paid}, {@code failed} or {@code unknown}
 * @param stage what the page shows
 * @param reason why there is no money; null unless failed
 */
record ProgressJson(
    String state,
    String stage,
    boolean paid,
    boolean applied,
    boolean connected,
    boolean online,
    @Nullable String receipt,
    @Nullable Reason reason,
    @JsonProperty("access_error") @Nullable String accessError,
    @JsonProperty("ends_at") @Nullable Instant endsAt,
    List<PaymentProgress.Step> timeline) {

  /** Copies the timeline. */
  ProgressJson {
    timeline = List.copyOf(timeline);
  }

  /**
   * Why there is no money.
   *
   * @param code Daraja's
   * @param text for the subscriber
   */
  record Reason(@Nullable String code, String text) {}

  static ProgressJson of(Progressing.Payment payment, ProgressView view) {
    PaymentProgress progress = payment.progress();
    boolean failed = payment.stage() == Stage.FAILED;
    return new ProgressJson(
        progress.state().name().toLowerCase(Locale.ROOT),
        view.stage(),
        progress.paid(),
        progress.applied(),
        progress.connected(),
        progress.online(),
        progress.receipt(),
        failed ? new Reason(progress.resultCode(), view.text()) : null,
        progress.accessError(),
        progress.endsAt(),
        progress.timeline());
  }
}
