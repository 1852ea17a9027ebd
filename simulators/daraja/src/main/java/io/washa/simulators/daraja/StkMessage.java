package io.washa.simulators.daraja;

import java.math.BigDecimal;
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
      Prompt prompt, StkResult result, Optional<Transaction> transaction) {
    Map<String, Object> callback = new LinkedHashMap<>();
    callback.put("MerchantRequestID", prompt.merchantRequestId());
    callback.put("CheckoutRequestID", prompt.checkoutRequestId());
    callback.put("ResultCode", code(result));
    callback.put("ResultDesc", result.description());
    transaction.ifPresent(paid -> callback.put("CallbackMetadata", Map.of("Item", metadata(paid))));
    return Map.of("Body", Map.of("stkCallback", callback));
  }

  /** A number, except for the codes that are none. */
  private static Object code(StkResult result) {
    boolean number = result.code().chars().allMatch(Character::isDigit);
    return number ? (Object) Integer.valueOf(result.code()) : result.code();
  }

  private static List<Map<String, Object>> metadata(Transaction paid) {
    String date = Eat.compact(paid.at().plusSeconds(SECONDS_AFTER_COMPLETION));
    return List.of(
        Json.item("Amount", BigDecimal.valueOf(paid.payment().amount()).setScale(2)),
        Json.item("MpesaReceiptNumber", paid.receipt()),
        Map.of("Name", "Balance"),
        Json.item("TransactionDate", Long.valueOf(date)),
        Json.item("PhoneNumber", Long.valueOf(paid.payment().msisdn())));
  }
}
