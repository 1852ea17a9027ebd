package io.washa.simulators.daraja;

import io.washa.simulators.daraja.BackOffice.Outcome;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The control API about what the organisation portal can do: money out, statement, operators. */
final class ControlMoney implements Endpoint {
  private static final String STATEMENT = "/control/statement/";
  private static final String BALANCE = "/control/balance/";
  private static final Pattern AMOUNT = Pattern.compile("(?!0+(\\.0+)?$)\\d{1,9}(\\.\\d{1,2})?");

  private final Parts parts;
  private final Endpoint others;

  /** What the API steers. */
  record Parts(Books books, BackOffice office, Credentials credentials, InstantSource clock) {}

  /** Passes what it does not know on. */
  ControlMoney(Parts parts, Endpoint others) {
    this.parts = parts;
    this.others = others;
  }

  @Override
  public Reply answer(Call call) {
    return call.isPost() ? posted(call) : read(call);
  }

  private Reply read(Call call) {
    String path = call.path();
    if (path.equals("/control/certificate")) {
      return Reply.text(200, "application/x-pem-file", parts.credentials().certificatePem());
    }
    if (path.startsWith(BALANCE)) {
      return parts
          .books()
          .shortcode(path.substring(BALANCE.length()))
          .map(this::balance)
          .orElseGet(ControlMoney::noShortcode);
    }
    boolean file = path.endsWith(".csv") || path.endsWith(".xlsx");
    return path.startsWith(STATEMENT) && file
        ? statement(path.substring(STATEMENT.length()), call)
        : others.answer(call);
  }

  private Reply balance(Shortcode shortcode) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("shortcode", shortcode.number());
    json.put("balance", parts.books().balance(shortcode.number()));
    return Reply.json(200, json);
  }

  private Reply statement(String file, Call call) {
    int dot = file.lastIndexOf('.');
    Optional<Shortcode> shortcode = parts.books().shortcode(file.substring(0, dot));
    if (shortcode.isEmpty()) {
      return noShortcode();
    }
    Optional<Period> period = Period.parse(call.query(), parts.clock().instant());
    if (period.isEmpty()) {
      return Reply.problem(400, "from and until are instants or dates");
    }
    Statement statement =
        Statement.of(parts.books(), shortcode.get(), period.get().from(), period.get().until());
    StatementFile.Style style =
        new StatementFile.Style(
            call.query().getOrDefault("noise", "").equals("true"),
            call.query().getOrDefault("dates", "").equals("numbers"));
    return file.endsWith(".csv")
        ? Reply.text(200, "text/csv; charset=utf-8", StatementFile.csv(statement, style))
        : Reply.bytes(
            200,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            StatementFile.xlsx(statement, style));
  }

  private Reply posted(Call call) {
    Optional<JsonNode> body = Json.object(call.body());
    return switch (call.path()) {
      case "/control/reversal" -> body.map(this::reversal).orElseGet(ControlMoney::noJson);
      case "/control/charge",
          "/control/withdrawal",
          "/control/deposit",
          "/control/payout",
          "/control/charge-reversal" ->
          body.map(json -> moved(json, call.path().substring("/control/".length())))
              .orElseGet(ControlMoney::noJson);
      case "/control/initiators" -> body.map(this::initiator).orElseGet(ControlMoney::noJson);
      default -> others.answer(call);
    };
  }

  private Reply reversal(JsonNode json) {
    String part = Json.field(json, "amount");
    if (!part.isEmpty() && !AMOUNT.matcher(part).matches()) {
      return noAmount();
    }
    return answered(
        parts
            .office()
            .reverse(
                Json.field(json, "receipt"),
                "Customer Reversal",
                part.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(part))));
  }

  private static Reply noAmount() {
    return Reply.problem(400, "amount is shillings above 0 with at most two decimals");
  }

  private Reply moved(JsonNode json, String kind) {
    Optional<Shortcode> shortcode = parts.books().shortcode(Json.field(json, "shortcode"));
    if (shortcode.isEmpty()) {
      return noShortcode();
    }
    String amount = Json.field(json, "amount");
    if (!AMOUNT.matcher(amount).matches()) {
      return noAmount();
    }
    BigDecimal shillings = new BigDecimal(amount);
    String receipt = Json.field(json, "receipt");
    BackOffice office = parts.office();
    return answered(
        switch (kind) {
          case "charge" -> office.charge(shortcode.get(), shillings, receipt);
          case "withdrawal" -> office.withdraw(shortcode.get(), shillings);
          case "deposit" -> office.move(Movement.Kind.DEPOSIT, shortcode.get(), shillings, "");
          case "payout" -> office.move(Movement.Kind.PAYOUT, shortcode.get(), shillings, "");
          default ->
              office.move(Movement.Kind.CHARGE_REVERSAL, shortcode.get(), shillings, receipt);
        });
  }

  private Reply initiator(JsonNode json) {
    Optional<Shortcode> shortcode = parts.books().shortcode(Json.field(json, "shortcode"));
    if (shortcode.isEmpty()) {
      return noShortcode();
    }
    Initiator initiator =
        new Initiator(Json.field(json, "initiator"), Json.field(json, "password"));
    if (initiator.name().isBlank() || initiator.password().isBlank()) {
      return Reply.problem(400, "initiator and password are needed");
    }
    parts.credentials().set(shortcode.get().number(), initiator);
    return Reply.json(200, Map.of("initiator", initiator.name()));
  }

  private static Reply answered(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused(BackOffice.Reason reason) ->
          Reply.problem(reason == BackOffice.Reason.UNKNOWN ? 404 : 409, reason.text());
      case Outcome.Done(Movement movement) -> {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("receipt", movement.receipt());
        json.put("amount", movement.amount());
        json.put("at", movement.at().toString());
        yield Reply.json(200, json);
      }
    };
  }

  private static Reply noShortcode() {
    return Reply.problem(404, "no such shortcode");
  }

  private static Reply noJson() {
    return Reply.problem(400, "a JSON object is needed");
  }
}
