package io.washa.demo.e2e;

import io.washa.demo.RunningTown;
import io.washa.demo.seed.DemoIsp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One ISP's PayBill at the simulated Safaricom. */
final class Safaricom {
  private static final DateTimeFormatter TRANS_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneId.of("Africa/Nairobi"));

  private final DemoIsp isp;
  private final String control;

  Safaricom(DemoIsp isp) {
    this.isp = isp;
    this.control = "http://127.0.0.1:" + RunningTown.get().darajaPort() + "/control/";
  }

  /**
   * Money that left a payer's phone, whose confirmation is not delivered unless we do it.
   *
   * @param to where Safaricom would post the confirmation
   * @param confirmation its body
   */
  record Unconfirmed(String receipt, String to, String confirmation) {}

  /** A subscriber pays to the PayBill; Safaricom confirms it by itself. Returns the receipt. */
  String pay(Customer customer) throws IOException, InterruptedException {
    JsonNode paid = transfer(customer);
    if (!paid.path("confirmation").asString().equals("delivered")) {
      throw new IllegalStateException("the confirmation was not taken: " + paid);
    }
    return paid.path("receipt").asString();
  }

  /** A subscriber pays to the PayBill, and the confirmation is in our hands. */
  Unconfirmed payUnconfirmed(Customer customer) throws IOException, InterruptedException {
    Json.post(
        control + "faults", Map.of("shortcode", isp.shortcode(), "callback", "drop", "times", 1));
    JsonNode paid = transfer(customer);
    if (!paid.path("confirmation").asString().equals("dropped")) {
      throw new IllegalStateException("the confirmation was not dropped: " + paid);
    }
    return confirmation(paid.path("receipt").asString());
  }

  /** Ends what {@link #payUnconfirmed} began: messages are delivered once more. */
  void confirmsAgain() throws IOException, InterruptedException {
    Json.post(control + "faults", Map.of("shortcode", isp.shortcode(), "callback", "none"));
  }

  /** Somebody who pays. */
  record Payer(String account, String phone, long shillings) {}

  /** Many have paid within the last minutes; none of their confirmations was delivered. */
  List<Unconfirmed> paidUnconfirmed(List<Payer> payers) throws IOException, InterruptedException {
    List<Map<String, Object>> transactions = new ArrayList<>();
    Instant at = Instant.now().minus(Duration.ofMinutes(20));
    for (Payer payer : payers) {
      at = at.plusMillis(20);
      transactions.add(
          Map.of(
              "account", payer.account(),
              "amount", payer.shillings(),
              "msisdn", payer.phone(),
              "firstName", "NAME1",
              "at", at.toString()));
    }
    String to =
        Json.get(control + "registrations")
            .path(isp.shortcode())
            .path("confirmationUrl")
            .asString();
    List<Unconfirmed> paid = new ArrayList<>();
    for (JsonNode confirmation :
        Json.post(
            control + "history",
            Map.of("shortcode", isp.shortcode(), "transactions", transactions))) {
      paid.add(
          new Unconfirmed(confirmation.path("TransID").asString(), to, Json.write(confirmation)));
    }
    return paid;
  }

  /** Somebody pays and types this as account; Safaricom confirms it. Returns the receipt. */
  String pays(String account, String phone, int shillings)
      throws IOException, InterruptedException {
    JsonNode paid =
        Json.post(
            control + "paybill",
            Map.of(
                "shortcode", isp.shortcode(),
                "account", account,
                "amount", shillings,
                "msisdn", phone));
    return paid.path("receipt").asString();
  }

  /** Today's statement as its owner exports it from the M-Pesa portal. */
  byte[] statementOfToday() throws IOException, InterruptedException {
    String today = Instant.now().atZone(ZoneId.of("Africa/Nairobi")).toLocalDate().toString();
    return Json.bytes(
        control + "statement/" + isp.shortcode() + ".csv?from=" + today + "&until=" + today);
  }

  /** All that was ever paid, in shillings. */
  long total() throws IOException, InterruptedException {
    long total = 0;
    for (JsonNode line : lines()) {
      total +=
          line.path("amount")
              .asLong(Math.round(Double.parseDouble(line.path("amount").asString("0"))));
    }
    return total;
  }

  /** The confirmation of a payment that is on the statement, whether it was delivered or not. */
  Unconfirmed confirmation(String receipt) throws IOException, InterruptedException {
    for (JsonNode line : lines()) {
      if (line.path("receipt").asString().equals(receipt)) {
        String to =
            Json.get(control + "registrations")
                .path(isp.shortcode())
                .path("confirmationUrl")
                .asString();
        return new Unconfirmed(receipt, to, body(line));
      }
    }
    throw new IllegalStateException(receipt + " is not on the statement");
  }

  /** The receipt of what was paid to an account of the statement, if it was. */
  Optional<String> receiptOf(String account) throws IOException, InterruptedException {
    for (JsonNode line : lines()) {
      if (line.path("account").asString().equals(account)) {
        return Optional.of(line.path("receipt").asString());
      }
    }
    return Optional.empty();
  }

  private JsonNode transfer(Customer customer) throws IOException, InterruptedException {
    return Json.post(
        control + "paybill",
        Map.of(
            "shortcode", isp.shortcode(),
            "account", customer.account(),
            "amount", customer.shillings(),
            "msisdn", customer.phone()));
  }

  /** As production sends it: all strings, fields in this order, the phone masked. */
  private String body(JsonNode line) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("TransactionType", "Pay Bill");
    body.put("TransID", line.path("receipt").asString());
    body.put("TransTime", TRANS_TIME.format(Instant.parse(line.path("at").asString())));
    body.put("TransAmount", line.path("amount").asString() + ".00");
    body.put("BusinessShortCode", isp.shortcode());
    body.put("BillRefNumber", line.path("account").asString());
    body.put("InvoiceNumber", "");
    body.put("OrgAccountBalance", "100000.00");
    body.put("ThirdPartyTransID", "");
    body.put("MSISDN", "2547 ***** 126");
    body.put("FirstName", "NEEMA");
    return Json.write(body);
  }

  /** What Safaricom says was paid: minor units by receipt. */
  Map<String, Long> statement() throws IOException, InterruptedException {
    Map<String, Long> statement = new TreeMap<>();
    for (JsonNode line : lines()) {
      statement.put(line.path("receipt").asString(), line.path("amount").asLong() * 100);
    }
    return statement;
  }

  private JsonNode lines() throws IOException, InterruptedException {
    return Json.get(control + "statement/" + isp.shortcode());
  }
}
