package io.washa.simulators.daraja;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A running Daraja: gateway, M-Pesa behind it, virtual phone at {@code /phone}, control API below
 * {@code /control}. The README of this module describes the control API.
 *
 * <pre>{@code
 * try (var daraja = DarajaSimulator.builder().shortcode(myPayBill).start()) {
 *   client.connectTo(daraja.url());
 * }
 * }</pre>
 */
public final class DarajaSimulator implements AutoCloseable {
  private final String host;
  private final Web web;
  private final Courier courier;
  private final Books books;
  private final BackOffice office;
  private final Credentials credentials;
  private final Switches switches;

  private DarajaSimulator(Builder builder) throws IOException {
    this.host = builder.host;
    this.web = new Web(new InetSocketAddress(builder.host, builder.port));
    try {
      this.books = new Books(Journal.open(builder.data));
    } catch (IOException unusable) {
      web.close();
      throw unusable;
    }
    builder.shortcodes.forEach(books::put);
    this.courier = new Courier(builder.timing.deliveryTimeout());
    Machinery machinery = new Machinery(builder.setup(), books, courier);
    this.office = machinery.office();
    this.credentials = machinery.credentials();
    this.switches = builder.switches;
    web.start(machinery.routes());
  }

  /** A builder with a free port on the loopback, nothing kept, and no shortcode. */
  public static Builder builder() {
    return new Builder();
  }

  /** The port it listens on. */
  public int port() {
    return web.port();
  }

  /** The base URL without a slash at its end. */
  public String url() {
    return "http://" + host + ":" + port();
  }

  /** The certificate for SecurityCredentials, X.509 in PEM; its key is RSA of 2048 bits. */
  public String certificatePem() {
    return credentials.certificatePem();
  }

  /** Names the initiator of a shortcode and unlocks it; {@code testapi} until then. */
  public void initiator(String shortcode, String name, String password) {
    credentials.set(known(shortcode).number(), new Initiator(name, password));
  }

  /** Sets a switch while running. */
  public void set(Switch which, boolean on) {
    switches.set(which, on);
  }

  /**
   * Safaricom gives a payment back at the customer's request. The business is not told.
   *
   * @return the receipt of the reversal
   * @throws IllegalArgumentException if there is no such payment, if it was reversed before, or if
   *     the shortcode's money does not suffice
   */
  public String reverse(String receipt) {
    return done(office.reverse(receipt, "Customer Reversal"));
  }

  /**
   * Takes a fee.
   *
   * @param receipt of the payment it belongs to, whose receipt its line then carries, or ""
   * @return the receipt on its line
   * @throws IllegalArgumentException if the payment is unknown or the money does not suffice
   */
  public String charge(String shortcode, BigDecimal shillings, String receipt) {
    return done(office.charge(known(shortcode), shillings, receipt));
  }

  /**
   * Moves money to the business's bank.
   *
   * @return its receipt
   * @throws IllegalArgumentException if the money does not suffice
   */
  public String withdrawToBank(String shortcode, BigDecimal shillings) {
    return done(office.withdraw(known(shortcode), shillings));
  }

  /** What a shortcode holds, in shillings with two decimals. */
  public BigDecimal balance(String shortcode) {
    return books.balance(known(shortcode).number());
  }

  /** The lines of a statement, newest first: from an instant until before another one. */
  public List<StatementLine> statement(String shortcode, Instant from, Instant until) {
    return Statement.of(books, known(shortcode), from, until).lines();
  }

  /** The statement as the organisation portal exports it. */
  public String statementCsv(String shortcode, Instant from, Instant until) {
    return StatementFile.csv(
        Statement.of(books, known(shortcode), from, until), StatementFile.Style.PLAIN);
  }

  /** The same as an Excel workbook. */
  public byte[] statementXlsx(String shortcode, Instant from, Instant until) {
    return StatementFile.xlsx(
        Statement.of(books, known(shortcode), from, until), StatementFile.Style.PLAIN);
  }

  private Shortcode known(String shortcode) {
    return books
        .shortcode(shortcode)
        .orElseThrow(() -> new IllegalArgumentException("no such shortcode: " + shortcode));
  }

  private static String done(BackOffice.Outcome outcome) {
    return switch (outcome) {
      case BackOffice.Outcome.Done(Movement movement) -> movement.receipt();
      case BackOffice.Outcome.Refused(BackOffice.Reason reason) ->
          throw new IllegalArgumentException(reason.text());
    };
  }

  /** Stops listening and delivering; open prompts are forgotten, completed payments are kept. */
  @Override
  public void close() {
    web.close();
    courier.close();
    try {
      books.close();
    } catch (IOException unwritten) {
      throw new UncheckedIOException(unwritten);
    }
  }

  /** What a simulator is started with. */
  public static final class Builder {
    private String host = "127.0.0.1";
    private int port;
    private @Nullable Path data;
    private boolean c2bCopy;
    private Timing timing = Timing.USUAL;
    private InstantSource clock = InstantSource.system();
    private final Switches switches = new Switches();
    private final List<Shortcode> shortcodes = new ArrayList<>();

    private Builder() {}

    private Machinery.Setup setup() {
      return new Machinery.Setup(clock, timing, switches, c2bCopy);
    }

    /** The port to listen on; 0, the default, takes a free one. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** The address to listen on; the loopback by default. */
    public Builder host(String value) {
      host = value;
      return this;
    }

    /** The file that keeps statement, registrations and shortcodes; by default nothing is kept. */
    public Builder data(Path file) {
      data = file;
      return this;
    }

    /** Adds a shortcode; it replaces one of the same number in the data file. */
    public Builder shortcode(Shortcode value) {
      shortcodes.add(value);
      return this;
    }

    /** How long a prompt stays on the screen before it ends as code 1037; 60 s by default. */
    public Builder promptLifetime(Duration value) {
      timing = timing.withPromptLifetime(value);
      return this;
    }

    /** How long the STK query does not yet know a new id; 2 s by default. */
    public Builder queryBlindness(Duration value) {
      timing = timing.withQueryBlindness(value);
      return this;
    }

    /** How long the business may think about a validation; 8 s by default. */
    public Builder validationTimeout(Duration value) {
      timing = timing.withValidationTimeout(value);
      return this;
    }

    /** How long one delivery of a callback or confirmation may take; 10 s by default. */
    public Builder deliveryTimeout(Duration value) {
      timing = timing.withDeliveryTimeout(value);
      return this;
    }

    /** Whether a paid prompt also sends C2B validation and confirmation; not by default. */
    public Builder c2bCopy(boolean value) {
      c2bCopy = value;
      return this;
    }

    /** Sets a switch. */
    public Builder set(Switch which, boolean on) {
      switches.set(which, on);
      return this;
    }

    /** The time in tokens, ids, receipts and messages; delays run in real time all the same. */
    public Builder clock(InstantSource value) {
      clock = value;
      return this;
    }

    /**
     * Starts listening.
     *
     * @throws UncheckedIOException if the port is taken or the data file cannot be used; its
     *     message says which
     */
    public DarajaSimulator start() {
      try {
        return new DarajaSimulator(this);
      } catch (BindException taken) {
        throw new UncheckedIOException(
            "port " + port + " on " + host + " is already in use", taken);
      } catch (IOException unusable) {
        throw new UncheckedIOException(String.valueOf(unusable.getMessage()), unusable);
      }
    }
  }
}
