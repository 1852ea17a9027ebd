package io.washa.simulators.daraja;

import io.washa.simulators.daraja.Transaction.Payment;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;

/** What M-Pesa knows and keeps: shortcodes, their URLs, and every payment that was completed. */
final class Books implements AutoCloseable {
  private static final String SHORTCODE = "shortcode";
  private static final String REGISTRATION = "registration";
  private static final String CALLBACK = "callback";
  private static final String TRANSACTION = "transaction";
  private static final String DECLINED = "declined";
  private static final String MOVEMENT = "movement";
  private static final String PULL = "pull";

  private final Journal journal;
  private final Receipts receipts = new Receipts();
  private final Map<String, Shortcode> shortcodes = new ConcurrentSkipListMap<>();
  private final Map<String, Registration> registrations = new ConcurrentHashMap<>();
  private final Map<String, URI> callbacks = new ConcurrentHashMap<>();
  private final Map<String, List<Transaction>> statements = new ConcurrentHashMap<>();
  private final Map<String, List<Movement>> movements = new ConcurrentHashMap<>();
  private final Map<String, Long> balances = new ConcurrentHashMap<>();
  private final Set<String> pulling = ConcurrentHashMap.newKeySet();

  /** Takes up what an earlier run left in the journal. */
  Books(Journal journal) throws IOException {
    this.journal = journal;
    journal.replay(this::replay);
  }

  private void replay(String kind, JsonNode value) {
    switch (kind) {
      case SHORTCODE -> shortcodes.put(Json.field(value, "number"), shortcode(value));
      case REGISTRATION ->
          registrations.put(Json.field(value, "shortcode"), Registration.fromJournal(value));
      case CALLBACK ->
          callbacks.put(Json.field(value, "shortcode"), URI.create(Json.field(value, "url")));
      case TRANSACTION -> {
        Transaction transaction = Transaction.fromJournal(value);
        receipts.taken(transaction.receipt());
        statement(transaction.payment().shortcode()).add(transaction);
        balances.put(transaction.payment().shortcode(), transaction.balanceAfter());
      }
      case MOVEMENT -> {
        Movement movement = Movement.fromJournal(value);
        receipts.taken(movement.receipt());
        movementsOf(movement.shortcode()).add(movement);
        balances.put(movement.shortcode(), movement.balanceAfter());
      }
      case PULL -> pulling.add(Json.field(value, "shortcode"));
      case DECLINED -> receipts.taken(Json.field(value, "receipt"));
      default -> throw new IllegalStateException("the journal has a line of kind '" + kind + "'");
    }
  }

  Optional<Shortcode> shortcode(String number) {
    return Optional.ofNullable(shortcodes.get(number));
  }

  /** The shortcode that goes by this number, or the till of this store. */
  Optional<Shortcode> merchant(String number) {
    return shortcode(number)
        .filter(found -> found.storeNumber().equals(number))
        .or(() ->
            shortcodes.values().stream()
                .filter(found -> found.storeNumber().equals(number))
                .findFirst());
  }

  List<Shortcode> shortcodes() {
    return List.copyOf(shortcodes.values());
  }

  /** Adds a shortcode or replaces the one of this number. */
  void put(Shortcode shortcode) {
    if (shortcode.equals(shortcodes.put(shortcode.number(), shortcode))) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("number", shortcode.number());
    line.put("businessName", shortcode.businessName());
    line.put("type", shortcode.type().name());
    line.put("consumerKey", shortcode.consumerKey());
    line.put("consumerSecret", shortcode.consumerSecret());
    line.put("passkey", shortcode.passkey());
    line.put("storeNumber", shortcode.storeNumber());
    journal.append(SHORTCODE, line);
  }

  private static Shortcode shortcode(JsonNode line) {
    return new Shortcode(
        Json.field(line, "number"),
        Json.field(line, "businessName"),
        Shortcode.Type.valueOf(Json.field(line, "type").toUpperCase(Locale.ROOT)),
        Json.field(line, "consumerKey"),
        Json.field(line, "consumerSecret"),
        Json.field(line, "passkey"),
        Json.field(line, "storeNumber").isEmpty()
            ? Json.field(line, "number")
            : Json.field(line, "storeNumber"));
  }

  Optional<Registration> registration(String shortcode) {
    return Optional.ofNullable(registrations.get(shortcode));
  }

  void register(String shortcode, Registration registration) {
    registrations.put(shortcode, registration);
    Map<String, Object> line = registration.asJson();
    line.put("shortcode", shortcode);
    journal.append(REGISTRATION, line);
  }

  /** The CallBackURL of the latest STK push. */
  Optional<URI> lastCallback(String shortcode) {
    return Optional.ofNullable(callbacks.get(shortcode));
  }

  void sawCallback(String shortcode, URI url) {
    if (!url.equals(callbacks.put(shortcode, url))) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("shortcode", shortcode);
      line.put("url", url.toString());
      journal.append(CALLBACK, line);
    }
  }

  String newReceipt(Instant at) {
    return receipts.next(at);
  }

  /** A receipt was issued for a payment that did not happen: it must not be issued again. */
  void declined(String receipt) {
    journal.append(DECLINED, Map.of("receipt", receipt));
  }

  /** Books a payment. From here on the money has moved. */
  Transaction complete(String receipt, Payment payment, Instant at, String thirdPartyTransId) {
    List<Transaction> statement = statement(payment.shortcode());
    synchronized (statement) {
      long balance = balances.merge(payment.shortcode(), (long) payment.amount(), Long::sum);
      Transaction transaction = new Transaction(receipt, payment, at, thirdPartyTransId, balance);
      journal.append(TRANSACTION, transaction.journalLine());
      statement.add(transaction);
      return transaction;
    }
  }

  /**
   * Moves money otherwise than by a payment.
   *
   * @param linked the payment it is about; "" for none
   * @param amount whole shillings; below 0 if it leaves
   */
  Movement move(Shortcode shortcode, Movement.Kind kind, String linked, long amount, Instant at) {
    List<Transaction> statement = statement(shortcode.number());
    synchronized (statement) {
      String receipt = kind == Movement.Kind.CHARGE && !linked.isEmpty() ? linked : newReceipt(at);
      String details =
          switch (kind) {
            case CHARGE -> "Pay Merchant Charge";
            case WITHDRAWAL -> "Business Account to Bank transfer of Organization Settlement";
            case REVERSAL -> "Reversal of " + linked;
            case DEPOSIT -> "Funds received from bank";
          };
      Movement movement =
          new Movement(
              receipt,
              shortcode.number(),
              kind,
              details,
              linked,
              amount,
              at,
              balances.merge(shortcode.number(), amount, Long::sum));
      journal.append(MOVEMENT, movement.journalLine());
      movementsOf(shortcode.number()).add(movement);
      return movement;
    }
  }

  /** Everything that moved money otherwise than by a payment. */
  List<Movement> moved(String shortcode) {
    synchronized (statement(shortcode)) {
      return List.copyOf(movementsOf(shortcode));
    }
  }

  /** Whole shillings that a shortcode holds. */
  long balance(String shortcode) {
    return balances.getOrDefault(shortcode, 0L);
  }

  /** The payment with this receipt. */
  Optional<Transaction> payment(String receipt) {
    return statements.values().stream()
        .flatMap(statement -> {
          synchronized (statement) {
            return List.copyOf(statement).stream();
          }
        })
        .filter(transaction -> transaction.receipt().equals(receipt))
        .findFirst();
  }

  /** Whether a payment was given back. */
  boolean reversed(Transaction transaction) {
    return moved(transaction.payment().shortcode()).stream()
        .anyMatch(movement ->
            movement.kind() == Movement.Kind.REVERSAL
                && movement.linked().equals(transaction.receipt()));
  }

  /** Registers a shortcode for Pull; false if it was before. */
  boolean registerPull(String shortcode) {
    boolean fresh = pulling.add(shortcode);
    if (fresh) {
      journal.append(PULL, Map.of("shortcode", shortcode));
    }
    return fresh;
  }

  boolean pulls(String shortcode) {
    return pulling.contains(shortcode);
  }

  private List<Movement> movementsOf(String shortcode) {
    return movements.computeIfAbsent(shortcode, key -> new ArrayList<>());
  }

  /** All completed payments of a shortcode in the order of their time. */
  List<Transaction> completed(String shortcode) {
    List<Transaction> statement = statement(shortcode);
    synchronized (statement) {
      return statement.stream().sorted(Comparator.comparing(Transaction::at)).toList();
    }
  }

  private List<Transaction> statement(String shortcode) {
    return statements.computeIfAbsent(shortcode, key -> new ArrayList<>());
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
