package io.washa.simulators.daraja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The callback of an STK push, in the shapes captured in production. */
final class StkMessage {
  /** A callback is dated this much after the C2B copy of the same payment (1 to 6 s seen). */
  private static final int SECONDS_AFTER_COMPLETION = 1;

  private StkMessage() {}

  static Map<String, Object> callback(
      Prompt prompt, StkResult result, Optional<Transaction> transaction, Faults faults) {
    Map<String, Object> callback = new LinkedHashMap<>();
    callback.put("MerchantRequestID", prompt.merchantRequestId());
    callback.put("CheckoutRequestID", prompt.checkoutRequestId());
    callback.put("ResultCode", faults.textCodes() ? result.code() : code(result));
    callback.put("ResultDesc", result.description());
    transaction.ifPresent(
        paid -> callback.put("CallbackMetadata", Map.of("Item", metadata(paid, faults.balance()))));
    return Map.of("Body", Map.of("stkCallback", callback));
  }

  /** A number, except for the codes that are none. */
  private static Object code(StkResult result) {
    boolean number = result.code().chars().allMatch(Character::isDigit);
    return number ? (Object) Integer.valueOf(result.code()) : result.code();
  }

  private static List<Map<String, Object>> metadata(Transaction paid, Faults.Balance balance) {
    String date = Eat.compact(paid.at().plusSeconds(SECONDS_AFTER_COMPLETION));
    List<Map<String, Object>> items = new ArrayList<>();
    items.add(Json.item("Amount", paid.change()));
    items.add(Json.item("MpesaReceiptNumber", paid.receipt()));
    switch (balance) {
      case VALUELESS -> items.add(Map.of("Name", "Balance"));
      case PRESENT -> items.add(Json.item("Balance", paid.balanceAfter()));
      case ABSENT -> {}
    }
    items.add(Json.item("TransactionDate", Long.valueOf(date)));
    items.add(Json.item("PhoneNumber", Long.valueOf(paid.payment().msisdn())));
    return items;
  }
}
