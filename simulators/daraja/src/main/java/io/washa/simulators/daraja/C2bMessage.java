package io.washa.simulators.daraja;

import io.washa.simulators.daraja.Transaction.Payment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Validation and confirmation bodies as production sends them: fields in this order, all strings,
 * FirstName without MiddleName and LastName (187 of 187 captured messages).
 */
final class C2bMessage {
  /**
   * What a business gets to see.
   *
   * @param version 1 hashes the phone, 2 masks it
   * @param businessShortCode of a till, its own number or that of its store
   */
  record Form(int version, String businessShortCode) {}

  private C2bMessage() {}

  static Map<String, Object> validation(Form form, String receipt, Payment payment, Instant at) {
    return message(form, payment, Map.of("TransID", receipt, "TransTime", Eat.compact(at)));
  }

  static Map<String, Object> confirmation(Form form, Transaction transaction) {
    return message(
        form,
        transaction.payment(),
        Map.of(
            "TransID",
            transaction.receipt(),
            "TransTime",
            Eat.compact(transaction.at()),
            "OrgAccountBalance",
            transaction.balanceAfter().toPlainString(),
            "ThirdPartyTransID",
            transaction.thirdPartyTransId()));
  }

  private static Map<String, Object> message(
      Form form, Payment payment, Map<String, String> completion) {
    boolean till = payment.isToTill();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "TransactionType", (till ? Shortcode.Type.TILL : Shortcode.Type.PAYBILL).transactionType());
    body.put("TransID", completion.getOrDefault("TransID", ""));
    body.put("TransTime", completion.getOrDefault("TransTime", ""));
    body.put("TransAmount", payment.amount() + ".00");
    body.put("BusinessShortCode", form.businessShortCode());
    body.put("BillRefNumber", till ? "" : payment.account());
    body.put("InvoiceNumber", "");
    body.put("OrgAccountBalance", completion.getOrDefault("OrgAccountBalance", ""));
    body.put("ThirdPartyTransID", completion.getOrDefault("ThirdPartyTransID", ""));
    body.put("MSISDN", form.version() == 1 ? sha256(payment.msisdn()) : masked(payment.msisdn()));
    body.put("FirstName", payment.firstName());
    return body;
  }

  /** Version 2: {@code 2547 ***** 126}. */
  static String masked(String msisdn) {
    return msisdn.substring(0, 4) + " ***** " + msisdn.substring(msisdn.length() - 3);
  }

  /** Version 1: SHA-256 of the 12 digits, lower-case hex. */
  static String sha256(String msisdn) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(msisdn.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
