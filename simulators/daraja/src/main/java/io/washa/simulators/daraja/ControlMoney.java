package io.washa.simulators.daraja;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The control API about money that moves otherwise than by a payment, and the portal's exports. */
final class ControlMoney implements Endpoint {
  private static final String EXPORT = "/control/export/";

  private final Books books;
  private final Initiators initiators;
  private final InstantSource clock;
  private final Endpoint others;

  ControlMoney(Books books, Initiators initiators, InstantSource clock, Endpoint others) {
    this.books = books;
    this.initiators = initiators;
    this.clock = clock;
    this.others = others;
  }

  @Override
  public Reply answer(Call call) {
    String path = call.path();
    if (path.startsWith(EXPORT) && !call.isPost()) {
      return export(path.substring(EXPORT.length()), call);
    }
    if (path.equals("/control/certificate") && !call.isPost()) {
      return Reply.text(200, "application/x-pem-file", Initiators.certificate());
    }
    boolean ours =
        switch (path) {
          case "/control/movements", "/control/initiators" -> call.isPost();
          default -> false;
        };
    if (!ours) {
      return others.answer(call);
    }
    Optional<JsonNode> body = Json.object(call.body());
    Optional<Shortcode> shortcode =
        body.flatMap(json -> books.shortcode(Json.field(json, "shortcode")));
    if (body.isEmpty() || shortcode.isEmpty()) {
      return Reply.problem(404, "a JSON object with a known shortcode is needed");
    }
    return path.equals("/control/movements")
        ? move(shortcode.get(), body.get())
        : initiator(shortcode.get(), body.get());
  }

  /** From and until are instants; without them everything is exported. */
  private Reply export(String number, Call call) {
    Optional<Shortcode> shortcode = books.shortcode(number);
    if (shortcode.isEmpty()) {
      return Reply.problem(404, "no such shortcode");
    }
    try {
      Instant from = Instant.parse(call.query().getOrDefault("from", "2006-01-01T00:00:00Z"));
      Instant until =
          Instant.parse(
              call.query().getOrDefault("until", clock.instant().plusSeconds(60).toString()));
      return Reply.text(
          200,
          "text/csv; charset=utf-8",
          new StatementExport(books).csv(shortcode.get(), from, until));
    } catch (DateTimeException e) {
      return Reply.problem(400, "from and until are instants such as 2026-11-23T00:00:00Z");
    }
  }

  private Reply move(Shortcode shortcode, JsonNode body) {
    String amount = Json.field(body, "amount");
    String linked = Json.field(body, "receipt");
    return switch (Json.field(body, "kind")) {
      case "reversal" ->
          books
              .payment(linked)
              .filter(paid -> paid.payment().shortcode().equals(shortcode.number()))
              .filter(paid -> !books.reversed(paid))
              .map(paid ->
                  moved(shortcode, Movement.Kind.REVERSAL, linked, -paid.payment().amount()))
              .orElseGet(() -> Reply.problem(409, "no such payment, or given back already"));
      case "charge" ->
          amount.matches("[1-9]\\d{0,6}")
              ? moved(shortcode, Movement.Kind.CHARGE, linked, -Long.parseLong(amount))
              : Reply.problem(400, "amount is whole shillings");
      case "withdrawal" ->
          amount.matches("[1-9]\\d{0,8}")
              ? moved(shortcode, Movement.Kind.WITHDRAWAL, "", -Long.parseLong(amount))
              : Reply.problem(400, "amount is whole shillings");
      case "deposit" ->
          amount.matches("[1-9]\\d{0,8}")
              ? moved(shortcode, Movement.Kind.DEPOSIT, "", Long.parseLong(amount))
              : Reply.problem(400, "amount is whole shillings");
      default -> Reply.problem(400, "kind is reversal, charge, withdrawal or deposit");
    };
  }

  private Reply moved(Shortcode shortcode, Movement.Kind kind, String linked, long amount) {
    return Reply.json(
        200, books.move(shortcode, kind, linked, amount, clock.instant()).journalLine());
  }

  private Reply initiator(Shortcode shortcode, JsonNode body) {
    initiators.set(
        shortcode.number(),
        new Initiators.Operator(Json.field(body, "name"), Json.field(body, "password")));
    return Reply.json(200, java.util.Map.of("shortcode", shortcode.number()));
  }
}
