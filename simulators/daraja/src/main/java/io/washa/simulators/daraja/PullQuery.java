package io.washa.simulators.daraja;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * {@code /pulltransactions/v1/query}, by POST or, as the portal has it, by GET with a body: the
 * payments that customers made in the last 48 hours, a page of rows from an offset (facts §8.1).
 */
final class PullQuery implements Endpoint {
  private static final Duration REACH = Duration.ofDays(2);
  private static final int PAGE = 100;

  /** The portal's own sample ends in {@code 10:10:000}. */
  private static final Pattern TIME =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2} \\d{1,2}:\\d{2}:\\d{2})\\d?");

  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd H:mm:ss");

  private final Gate gate;
  private final Books books;
  private final Ids ids;
  private final Settings settings;

  /** What decides about an answer beside the books. */
  record Settings(Switches switches, InstantSource clock) {}

  PullQuery(Gate gate, Books books, Ids ids, Settings settings) {
    this.gate = gate;
    this.books = books;
    this.ids = ids;
    this.settings = settings;
  }

  @Override
  public Reply answer(Call call) {
    return switch (gate.pull(call)) {
      case Checked.Refused<Gate.Authorised>(Refusal refusal) -> refusal.reply(ids.next());
      case Checked.Ok<Gate.Authorised>(Gate.Authorised authorised) -> query(authorised);
    };
  }

  private Reply query(Gate.Authorised authorised) {
    JsonNode body = authorised.body();
    Optional<Shortcode> shortcode =
        books.find(Json.field(body, "ShortCode"), authorised.consumerKey());
    Optional<Instant> start = time(Json.field(body, "StartDate"));
    Optional<Instant> end = time(Json.field(body, "EndDate"));
    String offset = Json.field(body, "OffSetValue");
    if (shortcode.isEmpty() || !books.isRegisteredForPull(shortcode.get().number())) {
      return Refusal.pullInvalid("ShortCode").reply(ids.next());
    }
    if (start.isEmpty()) {
      return Refusal.pullInvalid("StartDate").reply(ids.next());
    }
    if (end.isEmpty()) {
      return Refusal.pullInvalid("EndDate").reply(ids.next());
    }
    if (!offset.matches("\\d{1,7}")) {
      return Refusal.pullInvalid("OffSetValue").reply(ids.next());
    }
    return page(rows(shortcode.get(), start.get(), end.get()), Integer.parseInt(offset));
  }

  private static Optional<Instant> time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Eat.instant(LocalDateTime.parse(matcher.group(1), FORMAT)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /** Both ends belong to it; seconds are not divided further. */
  private List<Map<String, Object>> rows(Shortcode shortcode, Instant start, Instant end) {
    Instant oldest = settings.clock().instant().minus(REACH);
    return books.completed(shortcode.number()).stream()
        .filter(paid -> !paid.at().isBefore(oldest))
        .filter(paid -> !paid.at().isBefore(start) && paid.at().isBefore(end.plusSeconds(1)))
        .map(paid -> row(shortcode, paid))
        .toList();
  }

  private static Map<String, Object> row(Shortcode shortcode, Transaction paid) {
    Transaction.Payment payment = paid.payment();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("transactionId", paid.receipt());
    row.put("trxDate", Eat.pull(paid.at()));
    row.put("msisdn", Long.valueOf(payment.msisdn()));
    row.put("sender", payment.firstName());
    row.put("transactiontype", payment.isToTill() ? "c2b-buy-goods-debit" : "c2b-pay-bill-debit");
    row.put("billreference", payment.isToTill() ? "" : payment.account());
    row.put("amount", paid.change().toPlainString());
    row.put("organizationname", shortcode.businessName());
    return row;
  }

  private Reply page(List<Map<String, Object>> rows, int offset) {
    List<Map<String, Object>> page = rows.stream().skip(offset).limit(PAGE).toList();
    if (page.isEmpty() && settings.switches().isOn(Switch.PULL_EMPTY_AS_500)) {
      return Refusal.INTERNAL.reply(ids.next());
    }
    boolean text = page.isEmpty() && settings.switches().isOn(Switch.PULL_EMPTY_AS_TEXT);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ResponseRefID", UUID.randomUUID().toString());
    answer.put("ResponseCode", page.isEmpty() ? "1001" : "1000");
    answer.put("ResponseMessage", page.isEmpty() ? "No transactions found" : "Success");
    answer.put("Response", text ? (Object) "[[]]" : List.of(page));
    return Reply.json(200, answer);
  }
}
