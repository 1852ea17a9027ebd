package io.washa.payments.matching;

import io.washa.testing.Isp;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A town that pays: households with lines, some of whom let relatives pay, and what they type at
 * the PayBill, slips and all. Written without a look at the matcher, and sharing no code with it.
 */
final class PayingTown {
  private static final int HOUSEHOLDS = 3_000;
  private static final String[] FIRST = {
    "MARY", "JANE", "JOHN", "PETER", "GRACE", "JAMES", "FAITH", "DAVID", "MERCY", "JOSEPH", "ANN",
    "DANIEL", "LUCY", "SAMUEL", "ESTHER", "BRIAN", "RUTH", "KEVIN", "JOYCE", "PAUL", "ALICE",
    "DENNIS", "ROSE", "GEORGE", "SARAH", "STEPHEN", "HELLEN", "MICHAEL", "EUNICE", "VICTOR"
  };
  private static final String[] LAST = {
    "WANJIKU", "OTIENO", "KAMAU", "ACHIENG", "MWANGI", "NJERI", "KIPROTICH", "MUTUA", "WAIRIMU",
    "ODHIAMBO", "CHEBET", "KARIUKI", "NYAMBURA", "OMONDI", "MUTHONI", "KIMANI", "ATIENO", "MAINA"
  };
  private static final long[] PRICES = {150_000, 200_000, 250_000, 300_000};
  private static final String[] SMALL_TALK = {
    "internet", "wifi", "WIFI bill", "net", "home", "payment", "Nov", "rent", "x", "0"
  };

  private final SplittableRandom random;
  private final Instant now;
  private final List<Line> lines = new ArrayList<>();
  private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);

  PayingTown(long seed, Instant now) {
    this.random = new SplittableRandom(seed);
    this.now = now;
  }

  /** How somebody came to type what they typed. */
  enum Kind {
    ACCOUNT,
    ACCOUNT_WITH_DECORATION,
    PHONE,
    USER_NAME,
    ONE_SLIP,
    TWO_SLIPS,
    PHONE_SLIP,
    FULL_NAME,
    SMALL_TALK
  }

  /** A payment and the line it was meant for. */
  record Paid(
      Kind kind,
      UUID meant,
      String typed,
      long amount,
      String msisdn,
      String firstName,
      Instant at) {}

  private record Payer(String phone, String firstName) {}

  private record Line(
      UUID service,
      String account,
      String user,
      String first,
      String last,
      long price,
      Instant ends,
      Payer self,
      Payer relative) {}

  Map<Kind, Integer> kinds() {
    return kinds;
  }

  /** Settles the households in the ISP's schema, each with a past of payments. */
  void settle(JdbcClient jdbc, Isp isp) {
    UUID[] plans = new UUID[PRICES.length];
    for (int i = 0; i < PRICES.length; i++) {
      plans[i] =
          jdbc.sql(
                  "INSERT INTO plan (name, access, price, period_count, period_unit, down_kbps,"
                      + " up_kbps) VALUES (?, 'pppoe', ?, 1, 'month', 8000, 2000) RETURNING id")
              .params("Plan " + i, PRICES[i])
              .query((row, _) -> row.getObject(1, UUID.class))
              .single();
    }
    for (int i = 0; i < HOUSEHOLDS; i++) {
      settle(jdbc, isp, plans, i);
    }
  }

  private void settle(JdbcClient jdbc, Isp isp, UUID[] plans, int i) {
    String first = pick(FIRST);
    String last = pick(LAST);
    int plan = random.nextInt(PRICES.length);
    Payer self = new Payer(phone(), first);
    Payer relative = random.nextInt(5) == 0 ? new Payer(phone(), pick(FIRST)) : self;
    String account = withCheckDigit(String.valueOf(20_000 + i));
    String user = first.toLowerCase(Locale.ROOT) + "." + last.toLowerCase(Locale.ROOT) + i;
    UUID subscriber =
        jdbc.sql(
                "INSERT INTO subscriber (account_number, first_name, last_name, phone)"
                    + " VALUES (?, ?, ?, ?) RETURNING id")
            .params(account, capital(first), capital(last), self.phone())
            .query((row, _) -> row.getObject(1, UUID.class))
            .single();
    UUID service =
        jdbc.sql(
                "INSERT INTO service (subscriber_id, site_id, plan_id, method, username, password)"
                    + " VALUES (?, ?, ?, 'pppoe', ?, '') RETURNING id")
            .params(subscriber, isp.site(), plans[plan], user)
            .query((row, _) -> row.getObject(1, UUID.class))
            .single();
    Instant ends = now.plus(Duration.ofHours(random.nextInt(-20 * 24, 28 * 24)));
    jdbc.sql(
            "INSERT INTO subscription (service_id, plan_id, state, started_at, ends_at)"
                + " VALUES (?, ?, 'expired', ?, ?)")
        .params(
            service,
            plans[plan],
            Timestamp.from(ends.minus(Duration.ofDays(60))),
            Timestamp.from(ends))
        .update();
    // One in ten is new and has never paid.
    if (random.nextInt(10) > 0) {
      for (Payer payer : relative.equals(self) ? List.of(self) : List.of(self, relative)) {
        past(jdbc, isp, subscriber, service, payer);
      }
    }
    lines.add(new Line(service, account, user, first, last, PRICES[plan], ends, self, relative));
  }

  private void past(JdbcClient jdbc, Isp isp, UUID subscriber, UUID service, Payer payer) {
    jdbc.sql(
            """
            INSERT INTO payment (shortcode_id, receipt, amount, door, payer, payer_name, payer_tail,
                                 subscriber_id, service_id, paid_at, received_at)
            VALUES (?, ?, 100, 'c2b', ?, ?, ?, ?, ?, now(), now())
            """)
        .params(
            isp.payBill().id(),
            UUID.randomUUID().toString(),
            masked(payer.phone()),
            payer.firstName(),
            payer.phone().substring(9) + " " + payer.firstName(),
            subscriber,
            service)
        .update();
  }

  /** Somebody pays: mostly when the time is nearly over, mostly the price. */
  Paid pay() {
    Line line = lines.get(random.nextInt(lines.size()));
    while (line.ends().isAfter(now.plus(Duration.ofDays(4))) && random.nextInt(10) > 0) {
      line = lines.get(random.nextInt(lines.size()));
    }
    Kind kind = kind();
    kinds.merge(kind, 1, Integer::sum);
    int who = random.nextInt(100);
    // Three in a hundred pay from a phone that was never seen.
    Payer payer =
        who < 3 ? new Payer(phone(), pick(FIRST)) : who < 30 ? line.relative() : line.self();
    long amount = random.nextInt(20) == 0 ? line.price() / 2 : line.price();
    return new Paid(
        kind,
        line.service(),
        typed(kind, line),
        amount,
        masked(payer.phone()),
        payer.firstName(),
        now);
  }

  private Kind kind() {
    int drawn = random.nextInt(1000);
    if (drawn < 560) {
      return Kind.ACCOUNT;
    } else if (drawn < 650) {
      return Kind.ACCOUNT_WITH_DECORATION;
    } else if (drawn < 780) {
      return Kind.PHONE;
    } else if (drawn < 830) {
      return Kind.USER_NAME;
    } else if (drawn < 920) {
      return Kind.ONE_SLIP;
    } else if (drawn < 930) {
      return Kind.TWO_SLIPS;
    } else if (drawn < 950) {
      return Kind.PHONE_SLIP;
    } else if (drawn < 970) {
      return Kind.FULL_NAME;
    }
    return Kind.SMALL_TALK;
  }

  private String typed(Kind kind, Line line) {
    String local = "0" + line.self().phone().substring(3);
    return switch (kind) {
      case ACCOUNT -> line.account();
      case ACCOUNT_WITH_DECORATION ->
          switch (random.nextInt(4)) {
            case 0 -> "Acc " + line.account();
            case 1 -> line.account() + " " + line.first().toLowerCase(Locale.ROOT);
            case 2 -> line.account().substring(0, 3) + "-" + line.account().substring(3) + ".";
            default -> "#" + line.account() + " ";
          };
      case PHONE ->
          switch (random.nextInt(3)) {
            case 0 -> local;
            case 1 -> line.self().phone();
            default ->
                local.substring(0, 4) + " " + local.substring(4, 7) + " " + local.substring(7);
          };
      case USER_NAME -> random.nextBoolean() ? line.user() : line.user().toUpperCase(Locale.ROOT);
      case ONE_SLIP -> slip(line.account());
      case TWO_SLIPS -> slip(slip(line.account()));
      case PHONE_SLIP -> slip(local);
      case FULL_NAME -> capital(line.first()) + " " + capital(line.last());
      case SMALL_TALK -> SMALL_TALK[random.nextInt(SMALL_TALK.length)];
    };
  }

  /** The slips of fingers: a neighbour on the keypad, a digit twice, one left out, two swapped. */
  private String slip(String digits) {
    int at = random.nextInt(digits.length() - 1);
    String before = digits.substring(0, at);
    String after = digits.substring(at + 1);
    return switch (random.nextInt(4)) {
      case 0 ->
          before + (char) ('0' + (digits.charAt(at) - '0' + 1 + random.nextInt(9)) % 10) + after;
      case 1 -> before + String.valueOf(digits.charAt(at)).repeat(2) + after;
      case 2 -> before + after;
      default -> {
        char next = after.charAt(0);
        yield before + next + digits.charAt(at) + after.substring(1);
      }
    };
  }

  private String phone() {
    return "2547" + String.format("%08d", random.nextInt(100_000_000));
  }

  private static String masked(String phone) {
    return "2547 ***** " + phone.substring(9);
  }

  private String pick(String[] names) {
    // Some names are much more common than others.
    int one = random.nextInt(names.length);
    int another = random.nextInt(names.length);
    return names[Math.min(one, another)];
  }

  private static String capital(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /** Verhoeff's check digit, from his tables of the dihedral group. */
  private static String withCheckDigit(String digits) {
    int check = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      check = times(check, permuted(i + 1, digit));
    }
    for (int inverse = 0; inverse < 10; inverse++) {
      if (times(check, inverse) == 0) {
        return digits + inverse;
      }
    }
    throw new IllegalStateException(digits);
  }

  private static int times(int a, int b) {
    boolean flipped = a >= 5;
    int turned = flipped ? Math.floorMod(a - b, 5) : (a + b) % 5;
    return flipped == b >= 5 ? turned : turned + 5;
  }

  private static int permuted(int times, int digit) {
    int result = digit;
    for (int i = 0; i < times % 8; i++) {
      result = "1576283094".charAt(result) - '0';
    }
    return result;
  }
}
