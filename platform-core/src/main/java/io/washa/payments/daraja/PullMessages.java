package io.washa.payments.daraja;

import io.washa.payments.daraja.DarajaClient.Called;
import io.washa.payments.daraja.DarajaGateway.Reply;
import io.washa.payments.daraja.PullOutcome.Payer;
import io.washa.payments.daraja.PullOutcome.Pulled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads the answers about Pull, Transaction Status and Reversal. */
final class PullMessages {
  private static final int SERVER_ERROR = 500;

  private PullMessages() {}

  static RegisterOutcome registered(Called called) {
    return ask(
        called,
        answer -> {
          JsonNode json = InboundMessages.read(answer.body());
          String status = json == null ? "" : InboundMessages.text(json, "ResponseStatus");
          String text = json == null ? "" : InboundMessages.text(json, "ResponseDescription");
          return switch (status) {
            case "1000" -> Optional.of(new RegisterOutcome.Registered(text));
            case "1001" -> Optional.of(new RegisterOutcome.AlreadyRegistered(text));
            default -> Optional.empty();
          };
        },
        new Failing<>(
            error ->
                new RegisterOutcome.Refused(error.fault(), FaultWords.of(error), error.forStaff()),
            reason -> new RegisterOutcome.TryLater(reason, Optional.empty()),
            reason -> new RegisterOutcome.TryLater(reason, Optional.empty())));
  }

  static PullOutcome pulled(Called called) {
    if (called instanceof Called.Answered answered && maybeNothing(answered.answer())) {
      return new PullOutcome.NothingOrTrouble("HTTP 500, which Safaricom also says for nothing");
    }
    return ask(
        called,
        PullMessages::page,
        new Failing<>(
            error -> new PullOutcome.Refused(error.forStaff()),
            PullOutcome.TryLater::new,
            PullOutcome.TryLater::new));
  }

  private static boolean maybeNothing(Reply.Answer answer) {
    return answer.status() == SERVER_ERROR
        && DarajaErrors.classify(answer.status(), answer.body()).fault()
            == DarajaFault.OUTCOME_UNKNOWN;
  }

  static AskOutcome asked(Called called) {
    return ask(
        called,
        answer -> {
          JsonNode json = InboundMessages.read(answer.body());
          return json != null && InboundMessages.text(json, "ResponseCode").equals("0")
              ? Optional.of(new AskOutcome.Taken(InboundMessages.text(json, "ConversationID")))
              : Optional.empty();
        },
        new Failing<>(
            error -> new AskOutcome.Refused(error.forStaff()),
            AskOutcome.TryLater::new,
            AskOutcome.Unknown::new));
  }

  /** What to make of each way to fail. */
  private record Failing<T>(
      Function<DarajaError, T> refused, Function<String, T> later, Function<String, T> unknown) {}

  private static <T> T ask(
      Called called, Function<Reply.Answer, Optional<? extends T>> read, Failing<T> failing) {
    return switch (called) {
      case Called.Answered answered -> {
        Reply.Answer answer = answered.answer();
        Optional<? extends T> good = answer.ok() ? read.apply(answer) : Optional.empty();
        if (good.isPresent()) {
          yield good.get();
        }
        yield failed(DarajaErrors.classify(answer.status(), answer.body()), failing);
      }
      case Called.NotTaken notTaken -> failing.later().apply(notTaken.reason());
      case Called.NoAnswer noAnswer -> failing.unknown().apply(noAnswer.reason());
      case Called.NoToken noToken -> failing.refused().apply(noToken.error());
    };
  }

  private static <T> T failed(DarajaError error, Failing<T> failing) {
    return switch (error.fault()) {
      case CONFIGURATION, BAD_REQUEST, ALREADY_REGISTERED, DUPLICATE ->
          failing.refused().apply(error);
      case INVALID_TOKEN, BUSY, QUOTA, GATEWAY, SUBSCRIBER_BUSY ->
          failing.later().apply(error.forStaff());
      case STILL_PROCESSING, NOT_YET_KNOWN, OUTCOME_UNKNOWN ->
          failing.unknown().apply(error.forStaff());
    };
  }

  /**
   * 1000 with an array in an array; 1001, whose response is a text, for nothing (Daraja portal).
   * That a pull of nothing can also answer HTTP 500 is judged by whoever knows what came before.
   */
  private static Optional<PullOutcome> page(Reply.Answer answer) {
    JsonNode json = InboundMessages.read(answer.body());
    String code = json == null ? "" : InboundMessages.text(json, "ResponseCode");
    if (json == null || !code.equals("1000")) {
      return code.equals("1001")
          ? Optional.of(new PullOutcome.Page(List.of(), 0))
          : Optional.empty();
    }
    List<Pulled> rows = new ArrayList<>();
    int unreadable = 0;
    for (JsonNode outer : json.path("Response")) {
      for (JsonNode row : outer.isArray() ? outer : List.of(outer)) {
        Optional<Pulled> read = row(row);
        read.ifPresent(rows::add);
        unreadable += read.isEmpty() ? 1 : 0;
      }
    }
    return Optional.of(new PullOutcome.Page(rows, unreadable));
  }

  private static Optional<Pulled> row(JsonNode row) {
    String receipt = InboundMessages.text(row, "transactionId").strip().toUpperCase(Locale.ROOT);
    OptionalLong amount = InboundMessages.minorUnits(InboundMessages.text(row, "amount"));
    return receipt.isEmpty() || amount.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Pulled(
                receipt,
                amount.getAsLong(),
                InboundMessages.instant(InboundMessages.text(row, "trxDate")),
                InboundMessages.text(row, "billreference"),
                new Payer(
                    InboundMessages.text(row, "msisdn"), InboundMessages.text(row, "sender"))));
  }
}
