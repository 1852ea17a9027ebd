package io.washa.insight;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@CoreTest
class DeskReadersTest {
  private final World world;
  private final JdbcClient jdbc;
  private final SubscriberList subscribers;
  private final PaymentList payments;
  private final TodayFigures.Reader figures;
  private final ServiceStatus.Reader statuses;
  private final MissingMoney.Reader missing;
  private final PaymentTimelines timelines;
  private final Isp isp;
  private final Isp other;
  private final Isp.ASubscriber mary;

  DeskReadersTest(
      World world,
      JdbcClient jdbc,
      SubscriberList subscribers,
      PaymentList payments,
      TodayFigures.Reader figures,
      ServiceStatus.Reader statuses,
      MissingMoney.Reader missing,
      PaymentTimelines timelines) {
    this.world = world;
    this.jdbc = jdbc;
    this.subscribers = subscribers;
    this.payments = payments;
    this.figures = figures;
    this.statuses = statuses;
    this.missing = missing;
    this.timelines = timelines;
    this.isp = world.anIsp();
    this.other = world.anIsp();
    this.mary = world.aSubscriber(isp);
  }

  @Test
  void pagesOfSubscribersFollowOneAnotherAndNameEachOnce() {
    List<String> accounts = new ArrayList<>(List.of(mary.account().digits()));
    for (int i = 0; i < 4; i++) {
      accounts.add(world.aSubscriber(isp).account().digits());
    }
    List<String> seen = new ArrayList<>();
    String after = null;
    for (int page = 0; page < 3; page++) {
      String last = after;
      List<SubscriberList.Line> lines = isp.asks(() -> subscribers.page("", last, 2));
      lines.forEach(line -> seen.add(line.account()));
      after = lines.getLast().account();
    }
    assertThat(seen).isSorted().containsExactlyInAnyOrderElementsOf(accounts);
  }

  @Test
  void aSubscriberIsFoundByTheStartOfNamePhoneOrAccount() {
    String phone = mary.phone().msisdn();
    for (String typed :
        List.of(
            "mar",
            " Wanj",
            "mary wan",
            phone.substring(0, 9),
            "0" + phone.substring(3),
            mary.account().digits())) {
      assertThat(found(typed)).as(typed).contains(mary.account().digits());
    }
  }

  @Test
  void whatIsNotTheStartOfAnythingFindsNobodyAndAWildcardIsALetter() {
    for (String typed : List.of("anjiku", "%", "m_ry", "0799999999")) {
      assertThat(found(typed)).as(typed).isEmpty();
    }
  }

  @Test
  void anotherIspSeesNeitherTheSubscriberNorThePayment() {
    world.paysByStk(isp, mary);
    eventually("the payment is listed", () -> !isp.asks(() -> payments.page(null, 10)).isEmpty());
    var payment = isp.asks(() -> payments.page(null, 10)).getFirst();

    assertThat(isp.asks(() -> subscribers.find(mary.id()))).isPresent();
    assertThat(other.asks(() -> subscribers.find(mary.id()))).isEmpty();
    assertThat(isp.asks(() -> payments.find(payment.id()))).isPresent();
    assertThat(other.asks(() -> payments.find(payment.id()))).isEmpty();
    assertThat(other.asks(() -> payments.page(null, 10))).isEmpty();
    assertThat(other.asks(figures::now).payments()).isZero();
  }

  @Test
  void whoNeverPaidHasNoEndAndWhoPaidIsActive() {
    assertThat(line().endsAt()).isNull();
    assertThat(line().active()).isFalse();

    world.paysByStk(isp, mary);

    eventually("the service is renewed", () -> line().active());
    assertThat(line().endsAt()).isNotNull();
  }

  @Test
  void whoHasGraceOrAPromiseIsOnAndWhoExpiredIsNot() {
    world.paysByStk(isp, mary);
    eventually("the service is renewed", () -> line().active());
    for (String state : List.of("grace", "promised", "active")) {
      in(state);
      assertThat(line().active()).as(state).isTrue();
      assertThat(isp.asks(figures::now).active()).as(state).isEqualTo(1);
      assertThat(isp.asks(() -> statuses.find(mary.service())).orElseThrow().active())
          .as(state)
          .isTrue();
    }
    in("expired");
    assertThat(line().active()).isFalse();
    assertThat(isp.asks(figures::now).active()).isZero();
    assertThat(isp.asks(() -> statuses.find(mary.service())).orElseThrow().active()).isFalse();
  }

  @Test
  void whatIsMissingIsKnownUntilItHasCome() {
    String _ = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "15");
    eventually("it is known", () -> isp.asks(() -> missing.find(mary.service())).isPresent());
    assertThat(isp.asks(() -> missing.find(mary.service())).orElseThrow().missing()).isEqualTo(500);
    UUID payment = isp.asks(() -> payments.page(null, 10)).getFirst().id();
    assertThat(isp.asks(() -> timelines.ofPayment(payment)).orElseThrow().missing()).isEqualTo(500);

    String _ = Safaricom.paysPayBill(isp.payBill().number(), mary.account().digits(), "5");
    eventually("the service is renewed", () -> line().active());
    assertThat(isp.asks(() -> missing.find(mary.service()))).isEmpty();
  }

  private void in(String state) {
    isp.does(() -> jdbc.sql("UPDATE subscription SET state = ?").param(state).update());
  }

  @Test
  void aPaymentRaisesTheDaysFiguresAndOneOfYesterdayDoesNot() {
    world.paysByStk(isp, mary);
    eventually("the service is renewed", () -> isp.asks(figures::now).active() == 1);
    TodayFigures today = isp.asks(figures::now);
    assertThat(today.payments()).isEqualTo(1);
    assertThat(today.collected()).isPositive();

    isp.does(() ->
        jdbc.sql("UPDATE payment SET received_at = received_at - interval '24 hours'").update());

    assertThat(isp.asks(figures::now).payments()).isZero();
    assertThat(isp.asks(figures::now).collected()).isZero();
    assertThat(isp.asks(figures::now).active()).isEqualTo(1);
  }

  private SubscriberList.Line line() {
    return isp.asks(() -> subscribers.find(mary.id())).orElseThrow();
  }

  private List<String> found(String typed) {
    return isp.asks(() -> subscribers.page(typed, null, 100)).stream()
        .map(SubscriberList.Line::account)
        .toList();
  }
}
