package io.washa.payments.daraja;

import io.washa.payments.daraja.DarajaGateway.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Calls Daraja for a shortcode of the bound tenant. Never inside a transaction: a call takes as
 * long as Safaricom likes.
 */
public final class DarajaClient {
  private static final String PUSH = "/mpesa/stkpush/v1/processrequest";
  private static final String QUERY = "/mpesa/stkpushquery/v1/query";
  private static final String PULL = "/pulltransactions/v1/query";

  /** Words that Safaricom refuses in an address (Daraja portal). */
  private static final Pattern FORBIDDEN =
      Pattern.compile("m-?pesa|safaricom|exe|cmd|sql|query", Pattern.CASE_INSENSITIVE);

  private final DarajaGateway gateway;
  private final DarajaTokens tokens;
  private final Clock clock;

  DarajaClient(DarajaGateway gateway, DarajaTokens tokens, Clock clock) {
    this.gateway = gateway;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Asks M-Pesa to prompt a phone (Daraja portal, M-Pesa Express). Sent at most once, but for an
   * invalid token, which is refused at the gateway.
   *
   * @throws IllegalStateException inside a transaction
   */
  public PromptOutcome push(Shortcode shortcode, PushRequest request) {
    return Outcomes.push(call(shortcode, PUSH, () -> pushBody(shortcode, request)));
  }

  /**
   * Asks what became of a prompt (Daraja portal, M-Pesa Express Query). A failure said here never
   * overrules a recorded payment: the sandbox was seen to say one for a paid prompt.
   *
   * @throws IllegalStateException inside a transaction
   */
  public QueryOutcome query(Shortcode shortcode, String checkoutRequestId) {
    return Outcomes.query(
        call(shortcode, QUERY, () -> queryBody(shortcode, checkoutRequestId)), checkoutRequestId);
  }

  /**
   * Tells M-Pesa where to send C2B messages (Daraja portal, Register URL). If the validation
   * address does not answer, M-Pesa completes the payment.
   *
   * @throws IllegalStateException inside a transaction
   */
  public RegisterOutcome registerUrls(
      Shortcode shortcode, String validationUrl, String confirmationUrl) {
    if (FORBIDDEN.matcher(validationUrl).find() || FORBIDDEN.matcher(confirmationUrl).find()) {
      return new RegisterOutcome.Refused(
          DarajaFault.BAD_REQUEST,
          StkResultCode.NOT_PERMITTED.words(),
          "Safaricom refuses addresses that contain mpesa, safaricom, exe, cmd, sql or query");
    }
    String version = shortcode.c2bVersion() == Shortcode.C2bVersion.V1 ? "v1" : "v2";
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ShortCode", shortcode.number());
    body.put("ResponseType", "Completed");
    body.put("ConfirmationURL", confirmationUrl);
    body.put("ValidationURL", validationUrl);
    return Outcomes.register(call(shortcode, "/mpesa/c2b/" + version + "/registerurl", () -> body));
  }

  /**
   * Asks to be allowed to pull transactions (Daraja portal, Pull Transactions).
   *
   * @param nominated a Safaricom line of the organisation
   * @throws IllegalStateException inside a transaction
   */
  public RegisterOutcome registerPull(Shortcode shortcode, String nominated, String callbackUrl) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ShortCode", shortcode.number());
    body.put("RequestType", "Pull");
    body.put("NominatedNumber", nominated);
    body.put("CallBackURL", callbackUrl);
    return PullMessages.registered(call(shortcode, "/pulltransactions/v1/register", () -> body));
  }

  /**
   * What customers paid, in pages; Safaricom reaches back 48 hours.
   *
   * @param offset how many rows were read before
   * @throws IllegalStateException inside a transaction
   */
  public PullOutcome pull(Shortcode shortcode, Instant from, Instant until, int offset) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("ShortCode", shortcode.number());
    body.put("StartDate", Eat.spaced(from));
    body.put("EndDate", Eat.spaced(until));
    body.put("OffSetValue", Integer.toString(offset));
    return PullMessages.pulled(call(shortcode, PULL, () -> body));
  }

  /**
   * Asks what became of a receipt; the answer comes to the result address (Daraja portal,
   * Transaction Status).
   *
   * @throws IllegalStateException inside a transaction
   */
  public AskOutcome askStatus(Shortcode shortcode, Initiator initiator, Ask ask) {
    Map<String, Object> body = asked(initiator, "TransactionStatusQuery", ask);
    body.put("TransactionID", ask.receipt());
    body.put("PartyA", shortcode.number());
    body.put("IdentifierType", "4");
    body.put("Occasion", "");
    return PullMessages.asked(call(shortcode, "/mpesa/transactionstatus/v1/query", () -> body));
  }

  /**
   * Asks to give a payment back in full; the answer comes to the result address (Daraja portal,
   * Reversal).
   *
   * @param shillings the whole amount of the payment
   * @throws IllegalStateException inside a transaction
   */
  public AskOutcome askReversal(Shortcode shortcode, Initiator initiator, Ask ask, long shillings) {
    Map<String, Object> body = asked(initiator, "TransactionReversal", ask);
    body.put("TransactionID", ask.receipt());
    body.put("Amount", Long.toString(shillings));
    body.put("ReceiverParty", shortcode.number());
    body.put("RecieverIdentifierType", "11");
    return PullMessages.asked(call(shortcode, "/mpesa/reversal/v1/request", () -> body));
  }

  /**
   * What an initiator asks about.
   *
   * @param resultUrl where the answer is to be posted
   * @param remarks 2 to 100 letters
   */
  public record Ask(String receipt, String resultUrl, String timeoutUrl, String remarks) {}

  private static Map<String, Object> asked(Initiator initiator, String command, Ask ask) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Initiator", initiator.name());
    body.put("SecurityCredential", initiator.credential());
    body.put("CommandID", command);
    body.put("ResultURL", ask.resultUrl());
    body.put("QueueTimeOutURL", ask.timeoutUrl());
    body.put("Remarks", ask.remarks());
    return body;
  }

  /** An answer, or why there is none. */
  sealed interface Called {
    record Answered(Reply.Answer answer) implements Called {}

    /** Daraja has not seen the request, or refused it for lack of a token. */
    record NotTaken(String reason) implements Called {}

    record NoAnswer(String reason) implements Called {}

    /** There is no token, and will be none until staff mend the set-up. */
    record NoToken(DarajaError error) implements Called {}
  }

  private Called call(Shortcode shortcode, String path, Supplier<Map<String, Object>> body) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("Daraja is not called inside a transaction");
    }
    if (!shortcode.credentials().complete()) {
      return new Called.NoToken(
          new DarajaError(DarajaFault.CONFIGURATION, 0, "", "the Daraja app is not set up yet"));
    }
    return switch (tokens.get(shortcode)) {
      case DarajaTokens.Outcome.Ready ready -> {
        Reply reply = send(path, ready.token(), body.get());
        yield invalidToken(reply) ? again(shortcode, path, body, ready.token()) : called(reply);
      }
      case DarajaTokens.Outcome.Refused refused -> withoutToken(refused);
      case DarajaTokens.Outcome.NotNow notNow -> new Called.NotTaken(notNow.reason());
    };
  }

  private Reply send(String path, DarajaTokens.Token token, Map<String, Object> body) {
    return path.equals(PULL)
        ? gateway.pull(path, token.authorization(), body)
        : gateway.post(path, token.authorization(), body);
  }

  private Called again(
      Shortcode shortcode,
      String path,
      Supplier<Map<String, Object>> body,
      DarajaTokens.Token failed) {
    return switch (tokens.replace(shortcode, failed)) {
      case DarajaTokens.Outcome.Ready ready -> called(send(path, ready.token(), body.get()));
      case DarajaTokens.Outcome.Refused refused -> withoutToken(refused);
      case DarajaTokens.Outcome.NotNow notNow -> new Called.NotTaken(notNow.reason());
    };
  }

  private static Called withoutToken(DarajaTokens.Outcome.Refused refused) {
    DarajaError error = refused.error();
    return error.fault() == DarajaFault.CONFIGURATION
        ? new Called.NoToken(error)
        : new Called.NotTaken("no token: " + error.forStaff());
  }

  private static boolean invalidToken(Reply reply) {
    return reply instanceof Reply.Answer answer
        && !answer.ok()
        && DarajaErrors.classify(answer.status(), answer.body()).fault()
            == DarajaFault.INVALID_TOKEN;
  }

  private static Called called(Reply reply) {
    return switch (reply) {
      case Reply.Answer answer -> new Called.Answered(answer);
      case Reply.NotSent notSent -> new Called.NotTaken(notSent.reason());
      case Reply.Lost lost -> new Called.NoAnswer(lost.reason());
    };
  }

  private Map<String, Object> pushBody(Shortcode shortcode, PushRequest request) {
    Map<String, Object> body = signed(shortcode);
    body.put("TransactionType", shortcode.kind().transactionType());
    body.put("Amount", request.amount());
    body.put("PartyA", Long.valueOf(request.phone()));
    body.put("PartyB", shortcode.number());
    body.put("PhoneNumber", Long.valueOf(request.phone()));
    body.put("CallBackURL", request.callbackUrl());
    body.put("AccountReference", request.accountReference());
    Optional.of(request.description())
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> body.put("TransactionDesc", text));
    return body;
  }

  private Map<String, Object> queryBody(Shortcode shortcode, String checkoutRequestId) {
    Map<String, Object> body = signed(shortcode);
    body.put("CheckoutRequestID", checkoutRequestId);
    return body;
  }

  private Map<String, Object> signed(Shortcode shortcode) {
    String timestamp = Eat.timestamp(clock.instant());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("BusinessShortCode", shortcode.storeNumber());
    body.put("Password", password(shortcode, timestamp));
    body.put("Timestamp", timestamp);
    return body;
  }

  static String password(Shortcode shortcode, String timestamp) {
    String clear = shortcode.storeNumber() + shortcode.credentials().passkey() + timestamp;
    return Base64.getEncoder().encodeToString(clear.getBytes(StandardCharsets.UTF_8));
  }
}
