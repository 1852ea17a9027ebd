package io.washa.payments.daraja;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The closed list of results of an STK prompt (Daraja portal and captured traffic; facts §3.4).
 * Only these end a prompt; anything else is {@link #UNKNOWN}, neither paid nor failed.
 */
public enum StkResultCode {
  /** Paid. */
  PAID("0", Retry.NONE, Party.NOBODY),
  /** Not enough money on the payer's account. */
  NO_FUNDS("1", Retry.NOW, Party.PAYER),
  /** Less than M-Pesa's least amount. */
  BELOW_MINIMUM("2", Retry.NONE, Party.BUSINESS),
  /** More than M-Pesa's greatest amount. */
  ABOVE_MAXIMUM("3", Retry.NONE, Party.BUSINESS),
  /** The payer's limit of the day. */
  DAILY_LIMIT("4", Retry.LATER, Party.PAYER),
  /** The business account is full. */
  BUSINESS_FULL("8", Retry.NONE, Party.BUSINESS),
  /** The same amount from the same payer within two minutes. */
  REPEATED_TOO_SOON("17", Retry.LATER, Party.PAYER),
  /** A field of ours that M-Pesa does not take. */
  BAD_FIELD("20", Retry.NONE, Party.BUSINESS),
  /** M-Pesa is overloaded. */
  OVERLOADED("26", Retry.LATER, Party.MPESA),
  /** Another M-Pesa session is open on the line. */
  LINE_BUSY("1001", Retry.LATER, Party.PAYER),
  /** Not confirmed in time. */
  EXPIRED("1019", Retry.NOW, Party.PAYER),
  /** The prompt could not be sent, perhaps because its text is too long. */
  NOT_SENT("1025", Retry.NOW, Party.MPESA),
  /** The prompt could not be sent. */
  SENDING_FAILED("9999", Retry.NOW, Party.MPESA),
  /** Cancelled; the older code, on some phones a time-out. */
  CANCELLED_OLD("1031", Retry.NOW, Party.PAYER),
  /** Cancelled; on some phones a time-out. */
  CANCELLED("1032", Retry.NOW, Party.PAYER),
  /** The phone did not acknowledge. */
  NO_ACKNOWLEDGEMENT("1036", Retry.NOW, Party.PAYER),
  /** The phone is off, busy, has an old SIM, or nobody answered. */
  UNREACHABLE("1037", Retry.NOW, Party.PAYER),
  /** Wrong PIN. */
  WRONG_PIN("2001", Retry.NOW, Party.PAYER),
  /** Shortcode and transaction type do not fit. */
  NOT_PERMITTED("2028", Retry.NONE, Party.BUSINESS),
  /** The payer's PIN is locked. */
  PIN_LOCKED("8006", Retry.NONE, Party.PAYER),
  /** Shortcode and transaction type do not fit, as a word. */
  NO_OPERATOR("SFC_IC0003", Retry.NONE, Party.BUSINESS),
  /** The query came before the end. */
  STILL_PROCESSING("4999", Retry.NONE, Party.NOBODY),
  /** Any other code: keep asking, and let a person look. */
  UNKNOWN("", Retry.NONE, Party.NOBODY);

  private static final Map<String, StkResultCode> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(StkResultCode::code, Function.identity()));

  private final String code;
  private final Retry retry;
  private final Party fault;

  /** Whether the payer may be offered a new prompt. Never sent by the platform itself. */
  public enum Retry {
    /** No: something has to change first. */
    NONE,
    /** At once. */
    NOW,
    /** After some minutes. */
    LATER
  }

  /** Who can do something about it. */
  public enum Party {
    /** Nobody has to. */
    NOBODY,
    /** The person at the phone. */
    PAYER,
    /** The ISP: set-up, amount or a mistake of this platform. */
    BUSINESS,
    /** Safaricom. */
    MPESA
  }

  StkResultCode(String code, Retry retry, Party fault) {
    this.code = code;
    this.retry = retry;
    this.fault = fault;
  }

  /**
   * The meaning of a code.
   *
   * @param code a JSON number or string as text
   */
  public static StkResultCode of(String code) {
    return BY_CODE.getOrDefault(code.strip(), UNKNOWN);
  }

  /** The code itself; "" for {@link #UNKNOWN}. */
  public String code() {
    return code;
  }

  /** Whether the prompt has ended. */
  public boolean terminal() {
    return this != UNKNOWN && this != STILL_PROCESSING;
  }

  /** Whether money has moved. */
  public boolean paid() {
    return this == PAID;
  }

  /** Whether the prompt has ended without payment. */
  public boolean failed() {
    return terminal() && !paid();
  }

  /** Whether the payer may be offered a new prompt. */
  public Retry retry() {
    return retry;
  }

  /** Who can do something about it. */
  public Party fault() {
    return fault;
  }

  /** What the payer is told. */
  public Words words() {
    return StkWords.of(this);
  }
}
