package io.washa.payments;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.insight.PaymentProgress;
import io.washa.insight.PaymentTimelines;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@CoreTest
class WatchPromptTest {
  private final World world;
  private final WatchPrompt watching;
  private final PaymentTimelines timelines;
  private final JdbcClient jdbc;
  private final Isp isp;
  private final Isp.ASubscriber mary;

  WatchPromptTest(World world, WatchPrompt watching, PaymentTimelines timelines, JdbcClient jdbc) {
    this.world = world;
    this.watching = watching;
    this.timelines = timelines;
    this.jdbc = jdbc;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
  }

  @Test
  void aPaymentWhoseCallbackWasLostIsFoundByAskingAndTakesItsReceiptLater() {
    Safaricom.faults(isp.payBill().number(), Map.of("callback", "drop"));
    UUID intent = world.paysByStk(isp, mary);
    assertThat(progress(intent).paid()).isFalse();

    look(intent, 0);

    eventually("the service is renewed", () -> progress(intent).applied());
    assertThat(progress(intent).receipt()).isNull();

    String receipt = Safaricom.statement(isp.payBill().number()).get(0).get("receipt").asString();
    String copy =
        """
        {"TransactionType":"Pay Bill","TransID":"%s","TransTime":"20261123120000",
        "TransAmount":"20.00","BusinessShortCode":"%s","BillRefNumber":"%s","InvoiceNumber":"",
        "OrgAccountBalance":"20.00","ThirdPartyTransID":"","MSISDN":"2547 ***** 001",
        "FirstName":"MARY"}
        """
            .formatted(receipt, isp.payBill().number(), reference(intent));
    String address =
        Safaricom.registration(isp.payBill().number()).get("confirmationUrl").asString();
    assertThat(Safaricom.posts(address, copy)).isEqualTo(200);

    assertThat(progress(intent).receipt()).isEqualTo(receipt);
    assertThat(payments()).isEqualTo(1);
  }

  @Test
  void aPromptThatStillWaitsIsNeitherPaidNorFailed() {
    UUID intent = world.isPrompted(isp, mary);

    look(intent, 0);

    assertThat(progress(intent).state()).isEqualTo(PaymentProgress.State.PROMPTED);
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "cancel");
  }

  @Test
  void aFailureWhoseCallbackWasLostIsFoundByAsking() {
    Safaricom.faults(isp.payBill().number(), Map.of("callback", "drop"));
    UUID intent = world.isPrompted(isp, mary);
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "no-funds");

    look(intent, 0);

    assertThat(progress(intent).state()).isEqualTo(PaymentProgress.State.FAILED);
    assertThat(progress(intent).resultCode()).isEqualTo("1");
    assertThat(payments()).isZero();
  }

  @Test
  void aStoredPaymentIsNotUndoneByAskingAgain() {
    UUID intent = world.paysByStk(isp, mary);
    eventually("it is paid", () -> progress(intent).applied());
    Safaricom.faults(isp.payBill().number(), Map.of("callback", "none", "queryFails", true));

    look(intent, 3);

    assertThat(progress(intent).state()).isEqualTo(PaymentProgress.State.PAID);
    assertThat(payments()).isEqualTo(1);
  }

  @Test
  void afterThreeMinutesWithoutAnEndANewPromptIsAllowed() {
    UUID first = world.isPrompted(isp, mary);
    isp.does(() ->
        jdbc.sql(
                "UPDATE payment_intent SET created_at = created_at - interval '4 minutes'"
                    + " WHERE id = ?")
            .param(first)
            .update());

    look(first, 4);
    assertThat(progress(first).state()).isEqualTo(PaymentProgress.State.UNKNOWN);
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "cancel");

    assertThat(world.isPrompted(isp, mary)).isNotEqualTo(first);
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "cancel");
  }

  private void look(UUID intent, int attempt) {
    isp.does(() -> watching.handle(new WatchPrompt.Look(intent, attempt)));
  }

  private String reference(UUID intent) {
    return isp.asks(() ->
        jdbc.sql("SELECT reference FROM payment_intent WHERE id = ?")
            .param(intent)
            .query((row, _) -> row.getString(1))
            .single());
  }

  private long payments() {
    return isp.asks(
        () -> jdbc.sql("SELECT count(*) FROM payment").query((row, _) -> row.getLong(1)).single());
  }

  private PaymentProgress progress(UUID intent) {
    return isp.asks(() -> timelines.ofIntent(intent).orElseThrow());
  }
}
