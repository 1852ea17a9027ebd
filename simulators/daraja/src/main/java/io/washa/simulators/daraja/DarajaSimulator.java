package io.washa.simulators.daraja;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    web.start(routes(builder));
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

  private Routes routes(Builder builder) {
    InstantSource clock = builder.clock;
    Switches switches = builder.switches;
    Ids ids = new Ids();
    Prompts prompts = new Prompts(ids);
    FaultBoard faults = new FaultBoard(Faults.NONE.withCopy(builder.c2bCopy));
    Sms sms = new Sms();
    C2b c2b = new C2b(new C2b.Parts(books, faults, courier, sms), clock, builder.timing);
    Stk stk =
        new Stk(
            new Stk.Parts(books, prompts, c2b, faults, switches, courier, sms),
            clock,
            builder.timing);
    Tokens tokens = new Tokens(clock, switches);
    Gate gate = new Gate(tokens);
    StkChecks checks = new StkChecks(books);
    C2bRegister.Parts register = new C2bRegister.Parts(gate, books, switches, ids);
    Endpoint simulate = new C2bSimulate(gate, books, ids, new C2bSimulate.Engine(c2b, courier));

    Map<String, Endpoint> daraja = new HashMap<>();
    daraja.put("/oauth/v1/generate", new OAuth(books, tokens, ids));
    daraja.put("/mpesa/stkpush/v1/processrequest", new StkPush(gate, checks, stk, ids));
    daraja.put(
        "/mpesa/stkpushquery/v1/query",
        new StkQuery(
            gate,
            checks,
            ids,
            new StkQuery.Parts(prompts, faults, switches, clock, builder.timing)));
    daraja.put("/mpesa/c2b/v1/registerurl", new C2bRegister(1, register));
    daraja.put("/mpesa/c2b/v2/registerurl", new C2bRegister(2, register));
    daraja.put("/mpesa/c2b/v1/simulate", simulate);
    daraja.put("/mpesa/c2b/v2/simulate", simulate);

    Initiators initiators = new Initiators(books);
    Results results = new Results(courier, switches, ids, clock);
    Parties parties = new Parties(gate, books, initiators, ids);
    daraja.put("/pulltransactions/v1/register", new PullRegister(gate, books, ids));
    daraja.put(
        "/pulltransactions/v1/query",
        new PullQuery(gate, books, ids, new PullQuery.Behaviour(switches, clock)));
    daraja.put("/mpesa/transactionstatus/v1/query", new StatusQuery(parties, books, results));
    daraja.put("/mpesa/reversal/v1/request", new Reversal(parties, books, results, clock));

    NextErrors nextErrors = new NextErrors();
    Endpoint settings =
        new ControlSettings(
            new ControlSettings.Parts(books, faults, switches, nextErrors), daraja.keySet());
    Endpoint money = new ControlMoney(books, initiators, clock, settings);
    Endpoint control = new ControlApi(new ControlApi.Parts(books, prompts, stk, c2b), money);
    Endpoint phone = new Phone(new Phone.Parts(books, prompts, stk, c2b, sms));
    return new Routes(daraja, nextErrors, new Routes.Ours(control, phone), ids);
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
