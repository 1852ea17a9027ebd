package io.washa.customers;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.audit.Audit;
import io.washa.customers.Aliases.Added;
import io.washa.customers.Aliases.Alias;
import io.washa.customers.Customers.AliasKind;
import io.washa.customers.Customers.PayerAnswer;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who pays for a service, and what else is typed for it. */
@CoreTest
class PayersAndAliasesTest {
  private final World world;
  private final Customers customers;
  private final Aliases aliases;
  private final Audit audit;
  private final JdbcClient jdbc;
  private final Isp isp;
  private final Isp.ASubscriber mary;
  private final Isp.ASubscriber landlord;

  PayersAndAliasesTest(
      World world, Customers customers, Aliases aliases, Audit audit, JdbcClient jdbc) {
    this.world = world;
    this.customers = customers;
    this.aliases = aliases;
    this.audit = audit;
    this.jdbc = jdbc;
    this.isp = world.anIsp();
    this.mary = world.aSubscriber(isp);
    this.landlord = world.aSubscriber(isp);
  }

  @Test
  void anotherSubscriberPaysUntilItIsTakenBackAndTheAuditKnowsWhoSaidSo() {
    assertThat(paidBy(landlord.id())).isEqualTo(PayerAnswer.SET);
    assertThat(payer()).contains(landlord.id());
    assertThat(paidBy(landlord.id())).isEqualTo(PayerAnswer.ALREADY);
    assertThat(isp.asks(() -> customers.setPayer(mary.service(), Optional.empty(), "jane")))
        .isEqualTo(PayerAnswer.SET);
    assertThat(payer()).isEmpty();
    assertThat(isp.asks(() -> customers.setPayer(mary.service(), Optional.empty(), "jane")))
        .isEqualTo(PayerAnswer.ALREADY);

    assertThat(isp.asks(() -> audit.of("service:" + mary.service())))
        .hasSize(2)
        .allMatch(entry -> entry.deed().actor().equals("jane"))
        .first()
        .extracting(entry -> entry.deed().details().get("before"))
        .isEqualTo(landlord.id().toString());
  }

  @Test
  void nobodyIsPayerOfAnOwnServiceAndNeitherServiceNorPayerIsMadeUp() {
    assertThat(paidBy(mary.id())).isEqualTo(PayerAnswer.ITSELF);
    assertThat(paidBy(UUID.randomUUID())).isEqualTo(PayerAnswer.NO_SUBSCRIBER);
    assertThat(
            isp.asks(
                () -> customers.setPayer(UUID.randomUUID(), Optional.of(landlord.id()), "jane")))
        .isEqualTo(PayerAnswer.NO_SERVICE);
    assertThat(payer()).isEmpty();
    assertThat(isp.asks(() -> audit.of("service:" + mary.service()))).isEmpty();
    assertThat(paidBy(landlord.id())).isEqualTo(PayerAnswer.SET);
  }

  @Test
  void whoIsInvoicedForMonthsStaysThePayerUntilThatEnds() {
    billing("postpaid");
    assertThat(paidBy(landlord.id())).isEqualTo(PayerAnswer.POSTPAID);
    billing("prepaid");
    assertThat(paidBy(landlord.id())).isEqualTo(PayerAnswer.SET);
  }

  @Test
  void anotherIspsSubscriberPaysForNothingHere() {
    Isp other = world.anIsp();
    Isp.ASubscriber stranger = world.aSubscriber(other);
    assertThat(paidBy(stranger.id())).isEqualTo(PayerAnswer.NO_SUBSCRIBER);
    assertThat(
            other.asks(
                () -> customers.setPayer(mary.service(), Optional.of(stranger.id()), "thief")))
        .isEqualTo(PayerAnswer.NO_SERVICE);
    assertThat(other.<Boolean>asks(() -> aliases.remove(mary.service(), "HOME42", "thief")))
        .isFalse();
    assertThat(paidBy(landlord.id())).as("its own does").isEqualTo(PayerAnswer.SET);
  }

  @Test
  void anAliasIsAddedOnceListedAndRemoved() {
    assertThat(add(AliasKind.ACCOUNT, "home-42")).isEqualTo(Added.DONE);
    assertThat(add(AliasKind.ACCOUNT, "HOME 42")).isEqualTo(Added.ALREADY);
    assertThat(add(AliasKind.PHONE, "0722 111 222")).isEqualTo(Added.DONE);
    assertThat(isp.asks(() -> aliases.of(mary.service())))
        .containsExactly(
            new Alias(AliasKind.ACCOUNT, "HOME42"), new Alias(AliasKind.PHONE, "254722111222"));

    assertThat(isp.<Boolean>asks(() -> aliases.remove(mary.service(), "HOME42", "jane"))).isTrue();
    assertThat(isp.<Boolean>asks(() -> aliases.remove(mary.service(), "HOME42", "jane"))).isFalse();
    assertThat(isp.asks(() -> audit.of("service:" + mary.service())))
        .extracting(entry -> entry.deed().action())
        .containsExactly("alias.removed", "alias.added", "alias.added");
  }

  @Test
  void aRefusedAliasSaysWhy() {
    assertThat(add(AliasKind.NAME, "x")).isEqualTo(Added.UNREADABLE);
    assertThat(add(AliasKind.PHONE, "12")).isEqualTo(Added.UNREADABLE);
    assertThat(add(AliasKind.ACCOUNT, landlord.account().digits())).isEqualTo(Added.ANOTHERS);
    assertThat(add(AliasKind.ACCOUNT, mary.account().digits())).isEqualTo(Added.DONE);
    assertThat(
            isp.asks(
                () -> aliases.add(UUID.randomUUID(), new Alias(AliasKind.NAME, "shop"), "jane")))
        .isEqualTo(Added.NO_SERVICE);
  }

  private Added add(AliasKind kind, String typed) {
    return isp.asks(() -> aliases.add(mary.service(), new Alias(kind, typed), "jane"));
  }

  private PayerAnswer paidBy(UUID payer) {
    return isp.asks(() -> customers.setPayer(mary.service(), Optional.of(payer), "jane"));
  }

  private Optional<UUID> payer() {
    return isp.asks(() ->
        jdbc.sql("SELECT payer_id FROM service WHERE id = ? AND payer_id IS NOT NULL")
            .param(mary.service())
            .query((row, _) -> row.getObject(1, UUID.class))
            .optional());
  }

  private void billing(String how) {
    isp.does(() ->
        jdbc.sql(
                "UPDATE service SET billing = ?, billed_to = CASE WHEN ? = 'postpaid'"
                    + " THEN DATE '2026-11-01' END WHERE id = ?")
            .params(how, how, mary.service())
            .update());
  }
}
