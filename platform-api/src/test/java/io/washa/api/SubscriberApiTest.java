package io.washa.api;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.washa.agents.SiteOnline;
import io.washa.customers.Customers;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.Safaricom;
import io.washa.testing.World;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** What a subscriber's own program can do. */
@CoreTest
class SubscriberApiTest {
  private static final String INITIATE = "/api/payments/initiate/";

  private final World world;
  private final SiteOnline sites;
  private final Customers customers;
  private final int port;

  SubscriberApiTest(
      World world, SiteOnline sites, Customers customers, @Value("${server.port}") int port) {
    this.world = world;
    this.sites = sites;
    this.customers = customers;
    this.port = port;
  }

  private static Map<String, Object> order(UUID plan, String phone) {
    return Map.of("plan_id", plan.toString(), "phone", phone);
  }

  private static String status(UUID id) {
    return "/api/payments/status/" + id + "/";
  }

  @Test
  void plansAreListedForTheHostWithTheSlashAndWithoutIt() {
    Isp isp = world.anIsp();
    ApiClient api = ApiClient.at(port, isp);

    ApiClient.Answer plans = api.get("/api/billing/plans/");

    assertThat(plans.status()).isEqualTo(200);
    assertThat(plans.json().at("/items/0/id").asString()).isEqualTo(isp.hourPlan().toString());
    assertThat(plans.json().at("/items/0/price").toString())
        .isEqualTo("{\"amount\":\"20.00\",\"currency\":\"KES\"}");
    assertThat(plans.json().at("/items/1/speed/down_kbps").asInt()).isEqualTo(10_000);
    assertThat(api.get("/api/billing/plans").body()).isEqualTo(plans.body());
  }

  @Test
  void aHostThatIsNobodysHasNoPlans() {
    assertThat(new ApiClient(port, "nobody.test").get("/api/billing/plans/").code())
        .isEqualTo("not_found");
  }

  @Test
  void aPaymentIsInitiatedPaidConnectedAndOnline() {
    Isp isp = world.anIsp();
    Isp.ASubscriber mary = world.aSubscriber(isp);
    ApiClient api = ApiClient.at(port, isp);
    try (SiteOnline.Running site = sites.at(isp)) {
      ApiClient.Answer begun = api.post(INITIATE, order(isp.hourPlan(), mary.phone().local()));
      assertThat(begun.status()).isEqualTo(202);
      UUID id = UUID.fromString(begun.json().get("id").asString());
      assertThat(api.get(status(id)).json().get("state").asString()).isEqualTo("prompted");

      Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "pay");

      eventually("connected", () -> api.get(status(id)).json().get("connected").asBoolean());
      ApiClient.Answer paid = api.get(status(id));
      assertThat(paid.json().get("receipt").isNull()).isFalse();
      assertThat(paid.json().get("online").asBoolean()).isFalse();
      assertThat(paid.json().get("ends_at").asString()).endsWith("+03:00");
      String user =
          String.valueOf(site.router().state().rows("/ppp/secret").getFirst().get("name"));
      site.router().dial(user, "pw");
      ApiClient.Answer stream = api.get(status(id), Map.of("Accept", "text/event-stream"));
      assertThat(stream.type()).isEqualTo("text/event-stream");
      assertThat(stream.body()).contains("event:status").contains("event:end\ndata:online");
      assertThat(api.get(status(id)).json().get("online").asBoolean()).isTrue();
    }
  }

  @Test
  void aStreamTellsOfAFailureInTheLanguageAskedFor() {
    Isp isp = world.anIsp();
    Isp.ASubscriber mary = world.aSubscriber(isp);
    UUID id = world.isPrompted(isp, mary);
    Safaricom.answers(Safaricom.promptsOn(mary.phone().msisdn()).getFirst(), "wrong-pin");
    ApiClient api = ApiClient.at(port, isp);

    String events = api.get(status(id), Map.of("Accept", "text/event-stream")).body();

    assertThat(events).contains("\"state\":\"failed\"").contains("event:end\ndata:failed");
    assertThat(reason(api, id, "sw-KE,sw;q=0.9").get("text")).startsWith("PIN ya M-Pesa");
    assertThat(reason(api, id, "fr").get("text")).startsWith("The M-Pesa PIN");
    assertThat(reason(api, id, "fr").get("code")).isEqualTo("wrong_pin");
  }

  private static Map<String, String> reason(ApiClient api, UUID id, String language) {
    var reason = api.get(status(id), Map.of("Accept-Language", language)).json().get("reason");
    return Map.of("code", reason.get("code").asString(), "text", reason.get("text").asString());
  }

  @Test
  void anotherIspsPaymentIsNotThere() {
    Isp isp = world.anIsp();
    UUID id = world.isPrompted(isp, world.aSubscriber(isp));

    assertThat(ApiClient.at(port, world.anIsp()).get(status(id)).status()).isEqualTo(404);
    assertThat(ApiClient.at(port, isp).get(status(id)).status()).isEqualTo(200);
    assertThat(ApiClient.at(port, isp).get("/api/payments/status/1-2-3-4-5/").status())
        .isEqualTo(404);
  }

  @Test
  void theSameKeyIsAnsweredTheSameAndNeverServesAnotherRequest() {
    Isp isp = world.anIsp();
    Isp.ASubscriber mary = world.aSubscriber(isp);
    ApiClient api = ApiClient.at(port, isp);
    Map<String, String> key = Map.of("Idempotency-Key", "order-1");
    try (var _ = sites.at(isp)) {
      var body = order(isp.hourPlan(), mary.phone().msisdn());
      ApiClient.Answer first = api.post(INITIATE, body, key);
      ApiClient.Answer second = api.post(INITIATE, body, key);
      ApiClient.Answer other =
          api.post(INITIATE, order(isp.monthPlan(), mary.phone().msisdn()), key);
      ApiClient.Answer open = api.post(INITIATE, body);

      assertThat(first.status()).isEqualTo(202);
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(second.headers()).containsEntry("idempotency-replayed", "true");
      assertThat(Safaricom.promptsOn(mary.phone().msisdn())).hasSize(1);
      assertThat(other.code()).isEqualTo("idempotency_key_reused");
      assertThat(open.code()).isEqualTo("prompt_open");
      assertThat(open.json().at("/payment/id").asString())
          .isEqualTo(first.json().get("id").asString());
    }
  }

  @Test
  void noMoneyIsAskedForWhileTheSiteIsDown() {
    Isp isp = world.anIsp();
    Isp.ASubscriber mary = world.aSubscriber(isp);
    ApiClient api = ApiClient.at(port, isp);
    Map<String, String> key = Map.of("Idempotency-Key", "order-2");
    var body = order(isp.hourPlan(), mary.phone().local());

    ApiClient.Answer down = api.post(INITIATE, body, key);

    assertThat(down.status()).isEqualTo(503);
    assertThat(down.code()).isEqualTo("site_down");
    assertThat(down.headers()).containsKey("retry-after");
    assertThat(Safaricom.promptsOn(mary.phone().msisdn())).isEmpty();
    try (var _ = sites.at(isp)) {
      assertThat(api.post(INITIATE, body, key).status()).isEqualTo(202);
    }
  }

  @Test
  void somebodyElsesAccountCanBePaidAndWhatIsUnclearIsAskedBack() {
    Isp isp = world.anIsp();
    Isp.ASubscriber mary = world.aSubscriber(isp);
    Isp.ASubscriber john = world.aSubscriber(isp);
    ApiClient api = ApiClient.at(port, isp);
    UUID second =
        isp.asks(() ->
            customers.addService(
                new Customers.NewService(
                    mary.id(), isp.site(), isp.hourPlan(), "pppoe", "second-" + mary.id(), "pw")));
    try (var _ = sites.at(isp)) {
      ApiClient.Answer unclear = api.post(INITIATE, order(isp.hourPlan(), mary.phone().local()));
      assertThat(unclear.code()).isEqualTo("service_ambiguous");
      assertThat(unclear.json().get("choices")).hasSize(2);
      assertThat(unclear.body()).doesNotContain("Mary").doesNotContain("Wanjiku");
      assertThat(
              api.post(
                      INITIATE,
                      Map.of(
                          "plan_id", isp.hourPlan().toString(),
                          "phone", mary.phone().local(),
                          "service_id", second.toString()))
                  .status())
          .isEqualTo(202);
      assertThat(
              api.post(
                      INITIATE,
                      Map.of(
                          "plan_id", isp.hourPlan().toString(),
                          "phone", mary.phone().local(),
                          "account_number", john.account().digits()))
                  .status())
          .isEqualTo(202);
    }
  }

  @Test
  void whatCannotBePaidIsToldByCode() {
    Isp isp = world.anIsp();
    String phone = world.aSubscriber(isp).phone().local();
    ApiClient api = ApiClient.at(port, isp);

    assertThat(api.post(INITIATE, order(isp.hourPlan(), "12345")).code())
        .isEqualTo("phone_invalid");
    assertThat(api.post(INITIATE, order(UUID.randomUUID(), phone)).code())
        .isEqualTo("plan_unknown");
    assertThat(api.post(INITIATE, order(isp.hourPlan(), "0799 999 999")).code())
        .isEqualTo("service_unknown");
    assertThat(
            api.post(
                    INITIATE,
                    Map.of(
                        "plan_id",
                        isp.hourPlan().toString(),
                        "phone",
                        phone,
                        "account_number",
                        "123"))
                .code())
        .isEqualTo("account_unknown");
    assertThat(
            api.post(
                    INITIATE, order(isp.hourPlan(), phone), Map.of("Idempotency-Key", "with space"))
                .code())
        .isEqualTo("parameter_invalid");
  }

  @Test
  void aPhoneIsAskedFiveTimesAMinuteAndAnotherOneStill() {
    Isp isp = world.anIsp();
    String phone = world.aSubscriber(isp).phone().local();
    String other = world.aSubscriber(isp).phone().local();
    ApiClient api = ApiClient.at(port, isp);
    UUID plan = isp.hourPlan();

    ApiClient.Answer last = api.post(INITIATE, order(plan, phone));
    for (int more = 0; more < 10 && last.status() != 429; more++) {
      last = api.post(INITIATE, order(plan, phone));
    }

    assertThat(last.code()).isEqualTo("too_many_requests");
    assertThat(Integer.parseInt(last.headers().get("retry-after"))).isBetween(1, 60);
    assertThat(api.post(INITIATE, order(plan, other)).code()).isEqualTo("site_down");
  }
}
