package io.washa.portal.web;

import io.washa.catalog.Period;
import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import io.washa.insight.ClaimStanding;
import io.washa.insight.PaymentProgress;
import io.washa.insight.ServiceStatus;
import io.washa.network.MacAddress;
import io.washa.payments.ClaimAnswer;
import io.washa.payments.Claims;
import io.washa.payments.PromptAnswer;
import io.washa.portal.Attempt;
import io.washa.portal.Attempts;
import io.washa.portal.Claiming;
import io.washa.portal.Door;
import io.washa.portal.HostDirectory;
import io.washa.portal.Line;
import io.washa.portal.Lines;
import io.washa.portal.Offer;
import io.washa.portal.Offers;
import io.washa.portal.Papers;
import io.washa.portal.Passes;
import io.washa.portal.PayBills;
import io.washa.portal.PayPoint;
import io.washa.portal.Prompter;
import io.washa.portal.SiteCheck;
import io.washa.portal.Standing;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Two ISPs in memory: Haraka sells to three people, Pwani is there to be kept apart from it. */
final class PortalWorld
    implements HostDirectory,
        Offers,
        Lines,
        Attempts,
        Standing,
        Prompter,
        SiteCheck,
        PayBills,
        Passes,
        Papers,
        Claiming {
  static final TenantId HARAKA = new TenantId(1);
  static final AccountNumber WANJIRU = account("10001");
  static final AccountNumber OTIENO = account("10002");
  static final PhoneNumber WANJIRUS_PHONE = phone("0712 345 678");
  static final PhoneNumber FAMILY_PHONE = phone("0722 000 111");

  final Offer daily = offer("Daily", 5_000, new Period(1, Period.Unit.DAY), 5_000);
  final Offer monthly = offer("Home 10", 150_000, new Period(1, Period.Unit.MONTH), 10_000);
  final Offer wifi =
      new Offer(
          UUID.randomUUID(),
          "Wi-Fi hour",
          "hotspot",
          Money.ofMinor(CurrencyUnit.of("KES"), 1_000),
          new Period(1, Period.Unit.HOUR),
          5_000,
          2_500,
          2);
  final Door door = new Door(UUID.randomUUID(), new MacAddress("AA:BB:CC:00:00:01"));
  final Line wanjirus = line("wanjiru", WANJIRU, WANJIRUS_PHONE);
  final Line otienos = line("otieno", OTIENO, FAMILY_PHONE);
  final Line guests =
      new Line(UUID.randomUUID(), door.site(), wifi.id(), "hotspot", "h1", OTIENO, FAMILY_PHONE);
  final Line otienosShop = line("otieno-shop", OTIENO, FAMILY_PHONE);

  final Map<UUID, Attempt> attempts = new ConcurrentHashMap<>();
  final Map<UUID, PaymentProgress> progress = new ConcurrentHashMap<>();
  final Map<UUID, ServiceStatus> statuses = new ConcurrentHashMap<>();
  final List<Attempt> prompts = new ArrayList<>();
  volatile Guest guest = new Guest(Optional.empty(), Optional.empty());
  volatile boolean soldElsewhere;
  volatile boolean siteDown;
  volatile boolean payable = true;
  volatile boolean broken;
  volatile boolean unclear;
  final Paper invoice =
      new Paper(UUID.randomUUID(), Kind.INVOICE, "INV-000007", Instant.now(), 5_000, 2_000);
  volatile @Nullable PayPoint point;
  final List<Claims.NewClaim> claimed = new ArrayList<>();
  final Map<UUID, ClaimStanding> claims = new ConcurrentHashMap<>();
  volatile ClaimAnswer answer = new ClaimAnswer.NoCode();

  void reset() {
    attempts.clear();
    progress.clear();
    statuses.clear();
    prompts.clear();
    siteDown = false;
    soldElsewhere = false;
    guest = new Guest(Optional.empty(), Optional.empty());
    payable = true;
    broken = false;
    unclear = false;
    point = new PayPoint("600000", false);
    claimed.clear();
    claims.clear();
  }

  /** An account number with its check digit, from the digits before it. */
  static AccountNumber account(String running) {
    for (int digit = 0; digit < 10; digit++) {
      Optional<AccountNumber> number = AccountNumber.parse(running + digit);
      if (number.isPresent()) {
        return number.get();
      }
    }
    throw new IllegalStateException(running);
  }

  static PhoneNumber phone(String typed) {
    return PhoneNumber.parse(typed).orElseThrow();
  }

  private static Offer offer(String name, long minor, Period period, int kbps) {
    Money price = Money.ofMinor(CurrencyUnit.of("KES"), minor);
    return new Offer(UUID.randomUUID(), name, "pppoe", price, period, kbps, kbps / 2, 1);
  }

  private Line line(String username, AccountNumber account, PhoneNumber phone) {
    return new Line(
        UUID.randomUUID(), UUID.randomUUID(), daily.id(), "pppoe", username, account, phone);
  }

  /** An attempt of Wanjiru's to pay for a day, begun some time ago, that stands in some way. */
  UUID anAttempt(Duration age, Progress how) {
    UUID intent = UUID.randomUUID();
    Instant start = Instant.now().minus(age);
    attempts.put(
        intent,
        new Attempt(intent, wanjirus.service(), daily.id(), WANJIRUS_PHONE, WANJIRU, 5_000, start));
    progress.put(intent, how.at(intent, wanjirus.service(), start));
    return intent;
  }

  /** How an attempt stands. */
  record Progress(
      PaymentProgress.State state, @Nullable String code, int reached, @Nullable String error) {
    static Progress waiting() {
      return new Progress(PaymentProgress.State.PROMPTED, null, 0, null);
    }

    static Progress unknown() {
      return new Progress(PaymentProgress.State.UNKNOWN, null, 0, null);
    }

    static Progress failed(String code) {
      return new Progress(PaymentProgress.State.FAILED, code, 0, null);
    }

    static Progress paid(@Nullable String error) {
      return new Progress(PaymentProgress.State.PAID, null, 1, error);
    }

    static Progress connected() {
      return new Progress(PaymentProgress.State.PAID, null, 2, null);
    }

    static Progress online() {
      return new Progress(PaymentProgress.State.PAID, null, 3, null);
    }

    PaymentProgress at(UUID intent, UUID service, Instant start) {
      List<PaymentProgress.Step> steps = new ArrayList<>();
      List<String> names =
          List.of(
              "prompted", "received", "matched", "posted", "renewed", "sent", "applied", "online");
      int count = List.of(1, 5, 7, 8).get(reached);
      for (int i = 0; i < count; i++) {
        steps.add(new PaymentProgress.Step(names.get(i), start.plusMillis(i * 42L)));
      }
      return new PaymentProgress(
          intent,
          state,
          code,
          reached > 0 ? "SKN1ABC2DE" : null,
          5_000,
          "Daily",
          service,
          reached > 0,
          reached > 0,
          reached > 1,
          reached > 2,
          error,
          reached > 0 ? start.plus(Duration.ofDays(1)) : null,
          steps);
    }
  }

  @Override
  public Optional<Tenant> findByHost(String host) {
    return switch (host) {
      case "haraka.test" -> Optional.of(tenant(1, "Haraka Net", "#f2b705"));
      case "pwani.test" -> Optional.of(tenant(2, "Pwani Fibre", "#123c69"));
      default -> Optional.empty();
    };
  }

  private static Tenant tenant(long id, String name, String colour) {
    return new Tenant(
        new TenantId(id),
        "t" + id,
        name,
        Tenant.State.ACTIVE,
        ZoneId.of("Africa/Nairobi"),
        new Tenant.Brand(colour, "0700 100 200"),
        Duration.ofHours(2));
  }

  private static boolean atHaraka() {
    return TenantContext.current().equals(HARAKA);
  }

  private Offer pass() {
    return soldElsewhere
        ? new Offer(
            wifi.id(),
            wifi.name(),
            wifi.access(),
            wifi.price(),
            wifi.period(),
            wifi.downKbps(),
            wifi.upKbps(),
            wifi.devices(),
            Set.of(wanjirus.site()))
        : wifi;
  }

  @Override
  public List<Offer> onSale() {
    if (broken) {
      throw new IllegalStateException("the test broke it");
    }
    return atHaraka() ? List.of(daily, monthly, pass()) : List.of();
  }

  @Override
  public Optional<Offer> find(UUID plan) {
    return onSale().stream().filter(offer -> offer.id().equals(plan)).findFirst();
  }

  @Override
  public Optional<Guest> appeared(Door at, String address) {
    return atHaraka() && at.site().equals(door.site()) ? Optional.of(guest) : Optional.empty();
  }

  @Override
  public Optional<UUID> prepare(Door at, UUID plan, PhoneNumber payer) {
    return atHaraka() && at.equals(door) && plan.equals(wifi.id())
        ? Optional.of(guests.service())
        : Optional.empty();
  }

  private List<Line> lines() {
    return atHaraka() ? List.of(wanjirus, otienos, otienosShop, guests) : List.of();
  }

  @Override
  public List<Line> ofPhone(PhoneNumber phone) {
    return lines().stream().filter(line -> line.phone().equals(phone)).toList();
  }

  @Override
  public List<Line> ofAccount(AccountNumber account) {
    return lines().stream().filter(line -> line.account().equals(account)).toList();
  }

  @Override
  public Optional<Line> findLine(UUID service) {
    return lines().stream().filter(line -> line.service().equals(service)).findFirst();
  }

  @Override
  public Optional<Attempt> findAttempt(UUID intent) {
    return atHaraka() ? Optional.ofNullable(attempts.get(intent)) : Optional.empty();
  }

  @Override
  public Optional<PaymentProgress> ofIntent(UUID intent) {
    return Optional.ofNullable(progress.get(intent));
  }

  @Override
  public Optional<ServiceStatus> ofService(UUID service) {
    return Optional.ofNullable(statuses.get(service));
  }

  @Override
  public PromptAnswer prompt(UUID service, UUID plan, PhoneNumber phone) {
    if (!payable) {
      return new PromptAnswer.NotSetUp();
    }
    UUID intent = UUID.randomUUID();
    Attempt attempt = new Attempt(intent, service, plan, phone, WANJIRU, 5_000, Instant.now());
    prompts.add(attempt);
    attempts.put(intent, attempt);
    progress.put(intent, Progress.waiting().at(intent, service, Instant.now()));
    return new PromptAnswer.Sent(intent);
  }

  @Override
  public SiteCheck.Answer check(UUID site) {
    return siteDown ? new SiteCheck.Answer.Down("no agent") : new SiteCheck.Answer.Ready();
  }

  @Override
  public Optional<String> primary() {
    return Optional.of("600000");
  }

  @Override
  public Optional<PayPoint> point() {
    return Optional.ofNullable(point);
  }

  @Override
  public Optional<PayPoint> byHand() {
    return Optional.ofNullable(point);
  }

  @Override
  public ClaimAnswer claim(Claims.NewClaim claim) {
    claimed.add(claim);
    return answer;
  }

  @Override
  public Optional<ClaimStanding> findClaim(UUID claim) {
    return atHaraka() ? Optional.ofNullable(claims.get(claim)) : Optional.empty();
  }

  @Override
  public boolean needsCode(UUID intent) {
    return unclear;
  }

  @Override
  public Optional<String> payCode(Door at) {
    return atHaraka() && at.equals(door) ? Optional.of("WK3MA") : Optional.empty();
  }

  private boolean wanjirusAt(AccountNumber account) {
    return atHaraka() && account.equals(WANJIRU);
  }

  @Override
  public List<Paper> of(AccountNumber account) {
    return wanjirusAt(account) ? List.of(invoice) : List.of();
  }

  @Override
  public Optional<String> page(AccountNumber account, UUID paper) {
    return wanjirusAt(account) && paper.equals(invoice.id())
        ? Optional.of("<p>the invoice</p>")
        : Optional.empty();
  }

  @Override
  public Optional<byte[]> pdf(AccountNumber account, UUID paper) {
    return page(account, paper).map(_ -> new byte[] {'%', 'P', 'D', 'F'});
  }

  @Override
  public Optional<String> statementPage(AccountNumber account) {
    return wanjirusAt(account) ? Optional.of("<p>the statement</p>") : Optional.empty();
  }

  @Override
  public Optional<byte[]> statementPdf(AccountNumber account) {
    return statementPage(account).map(_ -> new byte[] {'%', 'P', 'D', 'F'});
  }
}
