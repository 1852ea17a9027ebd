package io.washa.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * What the design and the house demand of the core's classes. A rule that matches no class fails by
 * itself, so that a renamed package cannot switch it off.
 */
final class HouseRules {
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("io.washa.(**)").should().beFreeOfCycles();

  static final ArchRule ONLY_DARAJA_CALLS_OUT_BY_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.washa.payments.daraja..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.net.http..",
                      "org.springframework.web.client..",
                      "org.springframework.web.reactive.function.client..",
                      "org.springframework.http.client..",
                      "org.springframework.web.service..")
                  .or(named("java.net.HttpURLConnection", "java.net.URLConnection")))
          .because("a remote call outside the one client of Safaricom is one nobody bounds");

  static final ArchRule LEDGER_KNOWS_NOTHING_OF_ISPS =
      noClasses()
          .that()
          .resideInAPackage("io.washa.ledger..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.washa..")
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage("io.washa.ledger..", "io.washa.tenancy.."))));

  static final ArchRule NETWORK_KNOWS_NO_TRANSPORT_AND_NO_MONEY =
      noClasses()
          .that()
          .resideInAPackage("io.washa.network..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "io.washa.agents..",
                      "io.washa.ledger..",
                      "io.washa.payments..",
                      "io.washa.billing..",
                      "org.joda.money..",
                      "java.net.http..",
                      "io.netty..",
                      "jakarta.websocket..",
                      "org.springframework.web..")
                  .or(saying("WebSocket")));

  static final ArchRule ONLY_WORK_AND_AGENTS_USE_REDIS =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.washa.work..", "io.washa.agents..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.redisson..", "org.springframework.data.redis..")
                  .or(named("io.washa.work.Redis")))
          .because("Redis is never the record, so money and access must not know it");

  static final ArchRule PACKAGES_ARE_NULL_MARKED =
      classes()
          .should(
              new ArchCondition<>("live in a package whose package-info says @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  String message = type.getPackageName() + " of " + type.getName();
                  events.add(new SimpleConditionEvent(type, marked, message + ": " + marked));
                }
              });

  static final ArchRule TIME_IS_INJECTED =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.washa.tenancy.TenancyConfiguration")
          .should()
          .accessTargetWhere(DescribedPredicate.describe("asks the machine", HouseRules::asksTime))
          .because("time is a parameter; tests and the database's clock shift it");

  static final ArchRule OLD_CALENDARS_ARE_NOT_USED =
      noClasses()
          .should()
          .dependOnClassesThat(
              named(
                  "java.util.Date",
                  "java.util.Calendar",
                  "java.util.GregorianCalendar",
                  "java.text.SimpleDateFormat"));

  static final ArchRule INJECTION_GOES_THROUGH_CONSTRUCTORS =
      noMembers()
          .that(DescribedPredicate.<JavaMember>describe("fields or methods", HouseRules::settable))
          .should()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
          .orShould()
          .beAnnotatedWith("jakarta.inject.Inject")
          .orShould()
          .beAnnotatedWith("jakarta.annotation.Resource");

  /** To be checked on the tests, too. */
  static final ArchRule NOTHING_IS_MOCKED =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.mockito..",
              "org.easymock..",
              "org.powermock..",
              "mockit..",
              "io.mockk..",
              "org.springframework.test.context.bean.override.mockito..")
          .because("we fake the server, not the client");

  static final ArchRule CONTROLLERS_ARE_PACKAGE_PRIVATE =
      classes()
          .that()
          .areMetaAnnotatedWith("org.springframework.stereotype.Controller")
          .or()
          .areMetaAnnotatedWith("org.springframework.web.bind.annotation.ControllerAdvice")
          .should()
          .bePackagePrivate();

  private HouseRules() {}

  private static boolean settable(JavaMember member) {
    return !(member instanceof JavaConstructor);
  }

  private static boolean asksTime(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    boolean now =
        owner.startsWith("java.time.")
            && name.equals("now")
            && access.getTarget() instanceof CodeUnitAccessTarget target
            && target.getRawParameterTypes().stream()
                .noneMatch(type -> type.isAssignableTo(Clock.class));
    return now
        || (owner.equals("java.time.Clock")
            && name.matches("system.*|tick(Millis|Seconds|Minutes)"))
        || (owner.equals("java.time.InstantSource") && name.equals("system"))
        || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"));
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    return DescribedPredicate.describe(
        "named " + String.join(", ", names), type -> Set.of(names).contains(type.getName()));
  }

  private static DescribedPredicate<JavaClass> saying(String word) {
    return DescribedPredicate.describe(
        "with " + word + " in its name", type -> type.getSimpleName().contains(word));
  }
}
