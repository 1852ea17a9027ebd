package io.washa.payments;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.customers.PhoneNumber;
import io.washa.payments.matching.PayerTraits;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** C2B v1 tells the payer's phone as a SHA-256: nobody reads it, and yet it can be compared. */
@CoreTest
class HashedPhonesTest {
  private static final UUID NOBODY = new UUID(0, 0);
  private static final PhoneNumber PAYER = PhoneNumber.parse("0712345677").orElseThrow();

  private final World world;
  private final JdbcClient jdbc;
  private final Claims claims;
  private Isp isp;
  private Isp.ASubscriber mary;

  HashedPhonesTest(World world, JdbcClient jdbc, Claims claims) {
    this.world = world;
    this.jdbc = jdbc;
    this.claims = claims;
  }

  @BeforeEach
  void anIsp() {
    isp = world.anIsp();
    mary = world.aSubscriber(isp);
  }

  @Test
  void theSubscribersOwnHashWithTheRightAmountFindsHerService() {
    assertThat(pays("UKN2OWN001", "wifi", hash(mary.phone()))).isEqualTo(200);
    eventually("found", () -> mary.service().equals(serviceOf("UKN2OWN001")));

    assertThat(pays("UKN2OWN002", "wifi", hash(PAYER))).isEqualTo(200);
    identified();
    assertThat(serviceOf("UKN2OWN002")).as("a stranger's hash").isEqualTo(NOBODY);
  }

  @Test
  void whoPaidBeforeIsKnownByTheHashWhenTheAccountIsMistyped() {
    assertThat(pays("UKN2PAST01", mary.account().digits(), hash(PAYER))).isEqualTo(200);
    String typed = mary.account().digits().substring(1);

    assertThat(pays("UKN2PAST02", typed, hash(PAYER))).isEqualTo(200);

    eventually("found", () -> mary.service().equals(serviceOf("UKN2PAST02")));
  }

  @Test
  void aClaimNeedsThePayersWholeNumber() {
    assertThat(pays("UKN2CLAIM1", "wifi", hash(PAYER))).isEqualTo(200);
    identified();

    assertThat(claim("UKN2CLAIM1", "677")).isInstanceOf(ClaimAnswer.DoesNotFit.class);
    assertThat(claim("UKN2CLAIM1", "0712345670")).isInstanceOf(ClaimAnswer.DoesNotFit.class);
    assertThat(claim("UKN2CLAIM1", PAYER.local())).isInstanceOf(ClaimAnswer.Found.class);
    assertThat(serviceOf("UKN2CLAIM1")).isEqualTo(mary.service());
  }

  private ClaimAnswer claim(String code, String proof) {
    return isp.asks(() -> claims.claim(new Claims.NewClaim(mary.service(), null, code, proof)));
  }

  private static String hash(PhoneNumber phone) {
    return Objects.requireNonNull(PayerTraits.of(phone.msisdn(), "").hash());
  }

  private int pays(String receipt, String account, String msisdn) {
    return Safaricom.posts(
        Safaricom.registration(isp.payBill().number()).get("confirmationUrl").asString(),
        """
        {"TransactionType":"Pay Bill","TransID":"%s","TransTime":"20261123101500",
         "TransAmount":"20.00","BusinessShortCode":"%s","BillRefNumber":"%s","InvoiceNumber":"",
         "OrgAccountBalance":"","ThirdPartyTransID":"","MSISDN":"%s","FirstName":"NAME1"}
        """
            .formatted(receipt, isp.payBill().number(), account, msisdn));
  }

  private void identified() {
    eventually(
        "looked at",
        () ->
            isp.<Long>asks(() ->
                jdbc.sql(
                        "SELECT count(*) FROM work.scheduled_tasks"
                            + " WHERE task_name = 'identify-payment'")
                    .query(Long.class)
                    .single())
                == 0);
  }

  private UUID serviceOf(String receipt) {
    return isp.asks(() ->
        jdbc.sql("SELECT coalesce(service_id, ?) FROM payment WHERE receipt = ?")
            .params(NOBODY, receipt)
            .query((row, _) -> row.getObject(1, UUID.class))
            .single());
  }
}
