package io.washa.simulators.daraja;

import io.washa.simulators.daraja.Transaction.Payment;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
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
  private static final String INITIATOR = "initiator";
  private static final String SECURITY_KEY = "security-key";

  private final Journal journal;
  private final Receipts receipts = new Receipts();
  private final Map<String, Shortcode> shortcodes = new ConcurrentSkipListMap<>();
  private final Map<String, Registration> registrations = new ConcurrentHashMap<>();
  private final Map<String, URI> callbacks = new ConcurrentHashMap<>();
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Map<String, Transaction> byReceipt = new ConcurrentHashMap<>();
  private final Map<String, Transaction> byOrigin = new ConcurrentHashMap<>();
  private final Map<String, Initiator> initiators = new ConcurrentHashMap<>();
  private final Set<String> pulls = ConcurrentHashMap.newKeySet();
  private final AtomicReference<String> securityKey = new AtomicReference<>("");

  /** What became of an order to take money from a shortcode. */
  enum Taking {
    DONE,
    NO_FUNDS,
    ALREADY_REVERSED
  }

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
        enter(transaction);
      }
      case MOVEMENT -> {
        Movement movement = Movement.fromJournal(value);
        receipts.taken(movement.receipt());
        account(movement.shortcode()).add(movement);
      }
      case PULL -> pulls.add(Json.field(value, "shortcode"));
      case INITIATOR ->
          initiators.put(Json.field(value, "shortcode"), Initiator.fromJournal(value));
      case SECURITY_KEY -> securityKey.set(Json.field(value, "pkcs8"));
      case DECLINED -> receipts.taken(Json.field(value, "receipt"));
      default -> throw new IllegalStateException("the journal has a line of kind '" + kind + "'");
    }
  }

  Optional<Shortcode> shortcode(String number) {
    return Optional.ofNullable(shortcodes.get(number));
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
    line.put("store", shortcode.store());
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
        Json.field(line, "store"));
  }

  /** By the number that customers type or, of a till, by that of its store. */
  Optional<Shortcode> find(String number) {
    return shortcode(number)
        .or(() -> shortcodes().stream().filter(s -> s.store().equals(number)).findFirst());
  }

  /** The one of this number, if it belongs to the app. */
  Optional<Shortcode> find(String number, String consumerKey) {
    return find(number).filter(known -> known.consumerKey().equals(consumerKey));
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
    Account account = account(payment.shortcode());
    synchronized (account) {
      BigDecimal balance = account.balance().add(BigDecimal.valueOf(payment.amount()));
      Transaction transaction = new Transaction(receipt, payment, at, thirdPartyTransId, balance);
      journal.append(TRANSACTION, transaction.journalLine());
      enter(transaction);
      return transaction;
    }
  }

  private void enter(Transaction transaction) {
    account(transaction.payment().shortcode()).add(transaction);
    byReceipt.put(transaction.receipt(), transaction);
    if (!transaction.payment().origin().isEmpty()) {
      byOrigin.put(transaction.payment().origin(), transaction);
    }
  }

  /** Takes money out, unless there is too little or the payment was reversed before. */
  Taking take(Movement movement) {
    Account account = account(movement.shortcode());
    synchronized (account) {
      if (movement.kind() == Movement.Kind.REVERSAL && account.isReversed(movement.linked())) {
        return Taking.ALREADY_REVERSED;
      }
      if (account.balance().add(movement.change()).signum() < 0) {
        return Taking.NO_FUNDS;
      }
      journal.append(MOVEMENT, movement.journalLine());
      account.add(movement);
      return Taking.DONE;
    }
  }

  BigDecimal balance(String shortcode) {
    return account(shortcode).balance();
  }

  Optional<Transaction> payment(String receipt) {
    return Optional.ofNullable(byReceipt.get(receipt));
  }

  /** The payment that the prompt with this MerchantRequestID led to. */
  Optional<Transaction> paymentOf(String merchantRequestId) {
    return Optional.ofNullable(byOrigin.get(merchantRequestId));
  }

  /** Every movement of a shortcode's money in the order of time. */
  List<Entry> entries(String shortcode) {
    return account(shortcode).byTime();
  }

  /** All completed payments of a shortcode in the order of their time. */
  List<Transaction> completed(String shortcode) {
    return entries(shortcode).stream()
        .filter(Transaction.class::isInstance)
        .map(Transaction.class::cast)
        .toList();
  }

  private Account account(String shortcode) {
    return accounts.computeIfAbsent(shortcode, key -> new Account());
  }

  boolean isRegisteredForPull(String shortcode) {
    return pulls.contains(shortcode);
  }

  /** False if it was registered before. */
  boolean registerForPull(String shortcode) {
    boolean added = pulls.add(shortcode);
    if (added) {
      journal.append(PULL, Map.of("shortcode", shortcode));
    }
    return added;
  }

  /** Who may give orders for a shortcode; the sandbox's own until another is set. */
  Initiator initiator(String shortcode) {
    return initiators.getOrDefault(shortcode, Initiator.SANDBOX);
  }

  void setInitiator(String shortcode, Initiator initiator) {
    initiators.put(shortcode, initiator);
    Map<String, Object> line = initiator.journalLine();
    line.put("shortcode", shortcode);
    journal.append(INITIATOR, line);
  }

  /** The private key behind the certificate, PKCS #8 in base64, or "" while there is none. */
  String securityKey() {
    return securityKey.get();
  }

  void keepSecurityKey(String pkcs8) {
    securityKey.set(pkcs8);
    journal.append(SECURITY_KEY, Map.of("pkcs8", pkcs8));
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
