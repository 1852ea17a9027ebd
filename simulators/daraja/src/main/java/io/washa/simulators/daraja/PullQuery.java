package io.washa.simulators.daraja;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code /pulltransactions/v1/query}, POST or GET with a body: customers' payments of the last 48
 * hours, by rows from an offset, in an array in an array (Daraja portal). Times are asked in EAT.
 */
final class PullQuery implements Endpoint {
  private static final Duration REACH = Duration.ofDays(2);
  private static final int PAGE = 100;

  private final Gate gate;
  private final Books books;
  private final Ids ids;
  private final Behaviour behaviour;

  /** What its answers depend on. */
  record Behaviour(Switches switches, InstantSource clock) {}

  PullQuery(Gate gate, Books books, Ids ids, Behaviour behaviour) {
    this.gate = gate;
    this.books = books;
    this.ids = ids;
    this.behaviour = behaviour;
  }

  @Override
  public Reply answer(Call call) {
    return switch (gate.pull(call)) {
      case Checked.Refused<Gate.Authorised>(Refusal refusal) -> refusal.reply(ids.next());
      case Checked.Ok<Gate.Authorised>(Gate.Authorised authorised) -> query(authorised);
    };
  }

  private Reply query(Gate.Authorised call) {
    JsonNode asked = call.body();
    Optional<Shortcode> shortcode =
        books
            .shortcode(Json.field(asked, "ShortCode"))
            .filter(known -> known.consumerKey().equals(call.consumerKey()))
            .filter(known -> books.pulls(known.number()));
    Optional<Instant> from = Eat.asked(Json.field(asked, "StartDate"));
    Optional<Instant> until = Eat.asked(Json.field(asked, "EndDate"));
    String offset = Json.field(asked, "OffSetValue");
    if (shortcode.isEmpty() || from.isEmpty() || until.isEmpty() || !offset.matches("\\d{1,9}")) {
      return Refusal.PULL_PAYLOAD.reply(ids.next());
    }
    Instant reach = behaviour.clock().instant().minus(REACH);
    Instant start = from.get().isBefore(reach) ? reach : from.get();
    List<Map<String, Object>> rows =
        books.completed(shortcode.get().number()).stream()
            .filter(paid -> !paid.at().isBefore(start) && !paid.at().isAfter(until.get()))
            .sorted(Comparator.comparing(Transaction::at).thenComparing(Transaction::receipt))
            .skip(Integer.parseInt(offset))
            .limit(PAGE)
            .map(paid -> row(paid, shortcode.get()))
            .toList();
    return rows.isEmpty() ? nothing() : found(rows);
  }

  private Reply found(List<Map<String, Object>> rows) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ResponseRefID", ids.next());
    body.put("ResponseCode", "1000");
    body.put("ResponseMessage", "Success");
    body.put("Response", List.of(rows));
    return Reply.json(200, body);
  }

  private Reply nothing() {
    if (behaviour.switches().isOn(Switch.EMPTY_PULL_FAILS)) {
      return Refusal.INTERNAL.reply(ids.next());
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ResponseRefID", ids.next());
    body.put("ResponseCode", "1001");
    body.put("ResponseMessage", "No transactions found");
    body.put("Response", "[[]]");
    return Reply.json(200, body);
  }

  private static Map<String, Object> row(Transaction paid, Shortcode shortcode) {
    Transaction.Payment payment = paid.payment();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("transactionId", paid.receipt());
    row.put("trxDate", Eat.pull(paid.at()));
    row.put("msisdn", Long.valueOf(payment.msisdn()));
    row.put("sender", payment.firstName());
    row.put(
        "transactiontype",
        shortcode.type() == Shortcode.Type.TILL ? "c2b-buy-goods-debit" : "c2b-pay-bill-debit");
    row.put("billreference", payment.account());
    row.put("amount", payment.amount() + ".00");
    row.put("organizationname", shortcode.businessName());
    return row;
  }
}
