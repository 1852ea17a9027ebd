package io.washa.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Code that a rule must refuse, and what mends it.
 *
 * @param sources one type each; the first contains {@code wrong}
 * @param wrong the piece of code that breaks the rule
 * @param right what stands in its place in the sound twin
 */
record BrokenCode(ArchRule rule, List<String> sources, String wrong, String right) {
  BrokenCode {
    if (!sources.getFirst().contains(wrong)) {
      throw new IllegalArgumentException("nothing to mend: " + wrong);
    }
  }

  /** The sound twin. */
  List<String> mended() {
    List<String> mended = new ArrayList<>(sources);
    mended.set(0, sources.getFirst().replace(wrong, right));
    return mended;
  }

  /** At least one for every rule. */
  static List<BrokenCode> all() {
    return List.of(
        new BrokenCode(
            HouseRules.PACKAGES_FORM_NO_CYCLE,
            List.of(
                "package io.washa.shop.till; public class Till { io.washa.shop.Shop shop; }",
                "package io.washa.shop; public class Shop { io.washa.shop.till.Till till; }"),
            "io.washa.shop.Shop",
            "String"),
        one(
            HouseRules.ONLY_DARAJA_CALLS_OUT_BY_HTTP,
            "package io.washa.billing; class Asking { java.net.http.HttpClient way; }",
            "java.net.http.HttpClient",
            "java.net.URI"),
        one(
            HouseRules.ONLY_DARAJA_CALLS_OUT_BY_HTTP,
            "package io.washa.payments; class A { org.springframework.web.client.RestClient way; }",
            "org.springframework.web.client.RestClient",
            "String"),
        one(
            HouseRules.LEDGER_KNOWS_NOTHING_OF_ISPS,
            "package io.washa.ledger; class Wallet { io.washa.customers.Subscriber owner; }",
            "io.washa.customers.Subscriber",
            "io.washa.tenancy.TenantId"),
        one(
            HouseRules.NETWORK_KNOWS_NO_TRANSPORT_AND_NO_MONEY,
            "package io.washa.network; class Push { io.washa.agents.Enrolments agents; }",
            "io.washa.agents.Enrolments",
            "io.washa.network.RouterTransport"),
        one(
            HouseRules.NETWORK_KNOWS_NO_TRANSPORT_AND_NO_MONEY,
            "package io.washa.network; class Push { java.net.http.WebSocket way; }",
            "java.net.http.WebSocket",
            "io.washa.network.RouterTransport"),
        one(
            HouseRules.NETWORK_KNOWS_NO_TRANSPORT_AND_NO_MONEY,
            "package io.washa.network; class Push { interface MyWebSocket {} MyWebSocket way; }",
            "MyWebSocket",
            "Way"),
        one(
            HouseRules.NETWORK_KNOWS_NO_TRANSPORT_AND_NO_MONEY,
            "package io.washa.network; class Push { org.joda.money.Money price; }",
            "org.joda.money.Money",
            "String"),
        one(
            HouseRules.ONLY_WORK_AND_AGENTS_USE_REDIS,
            "package io.washa.ledger; class Wallet { org.redisson.api.RedissonClient redis; }",
            "org.redisson.api.RedissonClient",
            "javax.sql.DataSource"),
        one(
            HouseRules.ONLY_WORK_AND_AGENTS_USE_REDIS,
            "package io.washa.payments; class Posting { io.washa.work.Redis redis; }",
            "io.washa.work.Redis",
            "io.washa.work.Tasks"),
        new BrokenCode(
            HouseRules.PACKAGES_ARE_NULL_MARKED,
            List.of(
                "/** Nothing. */ package io.washa.till;", "package io.washa.till; class Till {}"),
            "/** Nothing. */",
            "@org.jspecify.annotations.NullMarked"),
        time("java.time.Instant.now()", "clock.instant()"),
        time("java.time.LocalDate.now(java.time.ZoneOffset.UTC)", "java.time.LocalDate.now(clock)"),
        time("java.time.Clock.systemUTC()", "clock"),
        time("System.currentTimeMillis()", "System.nanoTime()"),
        time(
            "(java.util.function.Supplier<java.time.Instant>) java.time.Instant::now",
            "(java.util.function.Supplier<java.time.Instant>) clock::instant"),
        one(
            HouseRules.OLD_CALENDARS_ARE_NOT_USED,
            "package io.washa.billing; class Invoice { java.util.Date day; }",
            "java.util.Date",
            "java.time.LocalDate"),
        one(
            HouseRules.OLD_CALENDARS_ARE_NOT_USED,
            "package io.washa.billing; class I { Object day = java.util.Calendar.getInstance(); }",
            "java.util.Calendar.getInstance()",
            "null"),
        one(
            HouseRules.INJECTION_GOES_THROUGH_CONSTRUCTORS,
            """
            package io.washa.work;
            class Runner {
              @org.springframework.beans.factory.annotation.Autowired String name;
            }
            """,
            "@org.springframework.beans.factory.annotation.Autowired",
            ""),
        one(
            HouseRules.INJECTION_GOES_THROUGH_CONSTRUCTORS,
            """
            package io.washa.work;
            class Runner {
              String name;
              @org.springframework.beans.factory.annotation.Autowired
              void /**/ set(String name) {}
            }
            """,
            "void /**/ set",
            "Runner"),
        new BrokenCode(
            HouseRules.NOTHING_IS_MOCKED,
            List.of(
                "package io.washa.testing; class Fake { Object router = org.mockito.Mockito.mock(); }",
                "package org.mockito; public class Mockito { public static Object mock() { return 1; } }"),
            "org.mockito.Mockito.mock()",
            "null"),
        controller("@org.springframework.web.bind.annotation.RestController"),
        controller("@org.springframework.stereotype.Controller"),
        controller("@org.springframework.web.bind.annotation.RestControllerAdvice"));
  }

  private static BrokenCode one(ArchRule rule, String source, String wrong, String right) {
    return new BrokenCode(rule, List.of(source), wrong, right);
  }

  private static BrokenCode time(String wrong, String right) {
    String source =
        """
        package io.washa.billing;
        class Stamp {
          Object stamp(java.time.Clock clock) { return %s; }
        }
        """
            .formatted(wrong);
    return one(HouseRules.TIME_IS_INJECTED, source, wrong, right);
  }

  private static BrokenCode controller(String annotation) {
    String source = "package io.washa.payments; %s public class Door {}".formatted(annotation);
    return one(HouseRules.CONTROLLERS_ARE_PACKAGE_PRIVATE, source, "public class", "class");
  }
}
