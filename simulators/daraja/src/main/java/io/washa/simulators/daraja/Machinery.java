package io.washa.simulators.daraja;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Everything behind the listening socket, put together. */
final class Machinery {
  private final Setup setup;
  private final Books books;
  private final Courier courier;
  private final Ids ids = new Ids();
  private final Sms sms = new Sms();
  private final Prompts prompts = new Prompts(ids);
  private final FaultBoard faults;
  private final Gate gate;
  private final Tokens tokens;
  private final C2b c2b;
  private final Stk stk;
  private final BackOffice office;
  private final Credentials credentials;

  /** How it is started. */
  record Setup(InstantSource clock, Timing timing, Switches switches, boolean c2bCopy) {}

  Machinery(Setup setup, Books books, Courier courier) {
    this.setup = setup;
    this.books = books;
    this.courier = courier;
    Switches switches = setup.switches();
    faults = new FaultBoard(Faults.NONE.withCopy(setup.c2bCopy()));
    tokens = new Tokens(setup.clock(), switches);
    gate = new Gate(tokens);
    c2b =
        new C2b(
            new C2b.Parts(books, faults, switches, courier, sms), setup.clock(), setup.timing());
    stk =
        new Stk(
            new Stk.Parts(books, prompts, c2b, faults, switches, courier, sms),
            setup.clock(),
            setup.timing());
    office = new BackOffice(books, sms, setup.clock());
    credentials = new Credentials(books);
  }

  BackOffice office() {
    return office;
  }

  Credentials credentials() {
    return credentials;
  }

  Routes routes() {
    Map<String, Endpoint> daraja = new HashMap<>();
    putStk(daraja);
    putC2b(daraja);
    putPull(daraja);
    putInitiated(daraja);
    NextErrors nextErrors = new NextErrors();
    Endpoint settings =
        new ControlSettings(
            new ControlSettings.Parts(books, c2b, faults, setup.switches(), nextErrors),
            daraja.keySet());
    Endpoint payments = new ControlApi(new ControlApi.Parts(books, prompts, stk, c2b), settings);
    Endpoint control =
        new ControlMoney(
            new ControlMoney.Parts(books, office, credentials, setup.clock()), payments);
    Endpoint phone = new Phone(new Phone.Parts(books, prompts, stk, c2b, sms));
    return new Routes(daraja, nextErrors, new Routes.Ours(control, phone), ids);
  }

  private void putStk(Map<String, Endpoint> daraja) {
    StkChecks checks = new StkChecks(books);
    daraja.put("/oauth/v1/generate", new OAuth(books, tokens, ids));
    daraja.put("/mpesa/stkpush/v1/processrequest", new StkPush(gate, checks, stk, ids));
    daraja.put(
        "/mpesa/stkpushquery/v1/query",
        new StkQuery(
            gate,
            checks,
            ids,
            new StkQuery.Parts(prompts, faults, setup.switches(), setup.clock(), setup.timing())));
  }

  private void putC2b(Map<String, Endpoint> daraja) {
    C2bRegister.Parts register = new C2bRegister.Parts(gate, books, setup.switches(), ids);
    Endpoint simulate = new C2bSimulate(gate, books, ids, new C2bSimulate.Engine(c2b, courier));
    daraja.put("/mpesa/c2b/v1/registerurl", new C2bRegister(1, register));
    daraja.put("/mpesa/c2b/v2/registerurl", new C2bRegister(2, register));
    daraja.put("/mpesa/c2b/v1/simulate", simulate);
    daraja.put("/mpesa/c2b/v2/simulate", simulate);
  }

  private void putPull(Map<String, Endpoint> daraja) {
    daraja.put("/pulltransactions/v1/register", new PullRegister(gate, books, ids));
    daraja.put(
        "/pulltransactions/v1/query",
        new PullQuery(gate, books, ids, new PullQuery.Settings(setup.switches(), setup.clock())));
  }

  private void putInitiated(Map<String, Endpoint> daraja) {
    InitiatorApi.Parts parts =
        new InitiatorApi.Parts(
            books, credentials, faults, setup.switches(), courier, ids, setup.clock());
    daraja.put(
        "/mpesa/transactionstatus/v1/query",
        new InitiatorApi(new TransactionStatus(gate, books), parts));
    daraja.put(
        "/mpesa/reversal/v1/request", new InitiatorApi(new Reversals(gate, books, office), parts));
  }
}
