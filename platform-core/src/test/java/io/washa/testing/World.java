package io.washa.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.catalog.Catalog;
import io.washa.catalog.Period;
import io.washa.customers.Customers;
import io.washa.customers.PhoneNumber;
import io.washa.network.Sites;
import io.washa.payments.C2bRegistration;
import io.washa.payments.PromptAnswer;
import io.washa.payments.PromptRequest;
import io.washa.payments.Prompting;
import io.washa.payments.daraja.NewShortcode;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantProvisioning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.stereotype.Component;

/** Makes ISPs and subscribers, and lets them do what they do. */
@Component
public class World {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private final TenantProvisioning provisioning;
  private final Shortcodes shortcodes;
  private final C2bRegistration registration;
  private final Catalog catalog;
  private final Customers customers;
  private final Prompting prompting;
  private final Sites sites;

  World(
      TenantProvisioning provisioning,
      Shortcodes shortcodes,
      C2bRegistration registration,
      Catalog catalog,
      Customers customers,
      Prompting prompting,
      Sites sites) {
    this.provisioning = provisioning;
    this.shortcodes = shortcodes;
    this.registration = registration;
    this.catalog = catalog;
    this.customers = customers;
    this.prompting = prompting;
    this.sites = sites;
  }

  /** An ISP of its own, so that no test sees another's. */
  public Isp anIsp() {
    int number = NEXT.incrementAndGet();
    Tenant tenant =
        provisioning.provision(
            new TenantProvisioning.NewTenant(
                "isp" + number,
                "ISP " + number,
                new Tenant.Brand("#0b6e4f", "0700 000 000"),
                List.of("isp" + number + ".test")));
    return TenantContext.<Isp, RuntimeException>call(tenant.id(), () -> setUp(tenant, number));
  }

  private Isp setUp(Tenant tenant, int number) {
    String code = Integer.toString(600_100 + number);
    Safaricom.opensShortcode(
        Map.of(
            "shortcode",
            code,
            "businessName",
            tenant.name(),
            "type",
            "PayBill",
            "consumerKey",
            "key" + code,
            "consumerSecret",
            "secret" + code,
            "passkey",
            "passkey" + code));
    Shortcode payBill =
        shortcodes.add(
            new NewShortcode(
                code,
                Shortcode.Kind.PAYBILL,
                new Shortcode.Credentials("key" + code, "secret" + code, "passkey" + code),
                Shortcode.C2bVersion.V2));
    registration.register(payBill);
    UUID site = sites.create("Mtaani").orElseThrow().id();
    return new Isp(
        tenant,
        payBill,
        site,
        plan("Saa Moja", 20, new Period(1, Period.Unit.HOUR)),
        plan("Mwezi 10", 1500, new Period(1, Period.Unit.MONTH)));
  }

  private UUID plan(String name, int shillings, Period period) {
    return catalog.offer(
        new Catalog.NewPlan(
            name,
            "pppoe",
            Money.ofMajor(CurrencyUnit.of("KES"), shillings),
            period,
            new Catalog.Speed(10_000, 2_000)));
  }

  /** A subscriber of the ISP with a PPPoE service on the hour plan. */
  public Isp.ASubscriber aSubscriber(Isp isp) {
    int number = NEXT.incrementAndGet();
    PhoneNumber phone = PhoneNumber.parse("07%08d".formatted(10_000_000 + number)).orElseThrow();
    return isp.asks(() -> {
      Customers.Registered registered =
          customers.register(new Customers.NewSubscriber("Mary", "Wanjiku", phone));
      UUID service =
          customers.addService(
              new Customers.NewService(
                  registered.id(), isp.site(), isp.hourPlan(), "pppoe", "mary" + number, "pw"));
      return new Isp.ASubscriber(registered.id(), registered.accountNumber(), phone, service);
    });
  }

  /** Is prompted for the hour plan; returns the prompt. */
  public UUID isPrompted(Isp isp, Isp.ASubscriber subscriber) {
    return isPrompted(isp, subscriber, isp.hourPlan());
  }

  /** Is prompted for a plan; returns the prompt. */
  public UUID isPrompted(Isp isp, Isp.ASubscriber subscriber, UUID plan) {
    PromptAnswer answer =
        isp.asks(() ->
            prompting.prompt(new PromptRequest(subscriber.service(), plan, subscriber.phone())));
    assertThat(answer).isInstanceOf(PromptAnswer.Sent.class);
    return ((PromptAnswer.Sent) answer).intent();
  }

  /** Is prompted for the hour plan and types the right PIN; returns the prompt. */
  public UUID paysByStk(Isp isp, Isp.ASubscriber subscriber) {
    UUID intent = isPrompted(isp, subscriber);
    Safaricom.answers(Safaricom.promptsOn(subscriber.phone().msisdn()).getFirst(), "pay");
    return intent;
  }

  /** Waits until something is so. */
  public static void eventually(String what, BooleanSupplier holds) {
    eventually(what, Duration.ofSeconds(10), holds);
  }

  /** The same, for what takes longer. */
  public static void eventually(String what, Duration within, BooleanSupplier holds) {
    Instant deadline = Instant.now().plus(within);
    while (!holds.getAsBoolean()) {
      assertThat(Instant.now()).as(what).isBefore(deadline);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
