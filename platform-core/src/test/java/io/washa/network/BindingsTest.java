package io.washa.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.customers.Customers;
import io.washa.customers.Services;
import io.washa.network.Bindings.Answer;
import io.washa.network.Bindings.Problem;
import io.washa.network.Bindings.Typed;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.ApplyDesired.Bounds;
import io.washa.protocol.Assign;
import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** Services bound to devices and addresses, from what is typed to what the agent is sent. */
@CoreTest
class BindingsTest {
  private static final Typed NOTHING = new Typed("", "", List.of());

  private final World world;
  private final Bindings bindings;
  private final Customers customers;
  private final Services services;
  private final Accesses accesses;
  private final DesiredState desired;
  private final Routers routers;
  private final TransactionTemplate transaction;
  private Isp isp;
  private UUID router;

  BindingsTest(
      World world,
      Bindings bindings,
      Customers customers,
      Services services,
      Accesses accesses,
      DesiredState desired,
      Routers routers,
      TransactionTemplate transaction) {
    this.world = world;
    this.bindings = bindings;
    this.customers = customers;
    this.services = services;
    this.accesses = accesses;
    this.desired = desired;
    this.routers = routers;
    this.transaction = transaction;
    this.isp = world.anIsp();
    this.router = isp.site();
  }

  @BeforeEach
  void anIspWithARouter() {
    isp = world.anIsp();
    router =
        isp.asks(() ->
            routers
                .create(
                    new Routers.NewRouter(
                        isp.site(),
                        "mtaani-1",
                        new Routers.Endpoint("10.0.0.250", 8728),
                        new Routers.Login("washa", "secret"),
                        new Assign.Pppoe("10.0.0.1", "washa", "10.0.0.2-10.0.0.99,10.1.0.0/24")))
                .orElseThrow()
                .id());
  }

  @Test
  void aLineIsHeldToItsAddressAndDeviceWhateverSpellingWasTyped() {
    UUID line = allowed("pppoe");

    assertThat(bind(line, new Typed(" 10.0.0.7 ", "aa-bb-cc-00-00-01", List.of())))
        .isEqualTo(new Answer.Done(false));

    assertThat(sent(line).bounds())
        .isEqualTo(new Bounds("10.0.0.7", "AA:BB:CC:00:00:01", 0, 0, List.of()));
    assertThat(bind(line, NOTHING)).isEqualTo(new Answer.Done(false));
    assertThat(sent(line).bounds()).isNull();
  }

  @Test
  void aStaticLineWithADeviceGetsALeaseAndOneWithoutAFixedAddress() {
    UUID line = aService("static");
    assertThat(bind(line, NOTHING)).isEqualTo(refused(Problem.STATIC_NEEDS_ONE, ""));
    assertThat(bind(line, new Typed("10.1.0.9", "", List.of()))).isEqualTo(new Answer.Done(false));
    allow(line);
    assertThat(sent(line).method()).isEqualTo("static");

    assertThat(bind(line, new Typed("10.1.0.9", "AABB.CC00.0001", List.of())))
        .isEqualTo(new Answer.Done(false));
    assertThat(sent(line).method()).isEqualTo("dhcp");
  }

  @Test
  void aTelevisionIsLetInWithAHotspotsServiceOnly() {
    Typed television = new Typed("", "", List.of("aa:bb:cc:00:00:09", "AABBCC000009"));
    UUID pass = allowed("hotspot");
    assertThat(bind(pass, television)).isEqualTo(new Answer.Done(false));
    assertThat(sent(pass).bounds())
        .isEqualTo(new Bounds(null, null, 0, 0, List.of("AA:BB:CC:00:00:09")));

    assertThat(bind(allowed("pppoe"), television)).isEqualTo(refused(Problem.HOTSPOT_ONLY, ""));
    assertThat(bind(allowed("hotspot"), television))
        .isEqualTo(refused(Problem.MAC_TAKEN, "AA:BB:CC:00:00:09"));
    List<String> many = IntStream.range(0, 21).mapToObj("AA:BB:CC:00:01:%02X"::formatted).toList();
    assertThat(bind(pass, new Typed("", "", many))).isEqualTo(refused(Problem.TOO_MANY, ""));
    assertThat(bind(pass, new Typed("", "", many.subList(0, 20))))
        .isEqualTo(new Answer.Done(false));
  }

  @Test
  void whatIsNoAddressIsRefusedInItsOwnSpelling() {
    UUID line = allowed("pppoe");
    for (String wrong : List.of("10.0.0", "10.0.0.256", "127.0.0.1", "224.0.0.1", "0.0.0.1", "x")) {
      assertThat(bind(line, new Typed(wrong, "", List.of())))
          .as(wrong)
          .isEqualTo(refused(Problem.ADDRESS_UNREADABLE, wrong));
    }
    for (String wrong : List.of("aa:bb:cc:00:00", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00")) {
      assertThat(bind(line, new Typed("", wrong, List.of())))
          .as(wrong)
          .isEqualTo(refused(Problem.MAC_UNREADABLE, wrong));
    }
    assertThat(bind(line, new Typed("10.0.0.25", "aa:bb:cc:00:00:02", List.of())))
        .isEqualTo(new Answer.Done(false));
  }

  @Test
  void anAddressOutsideTheRoutersRangesIsAWarningOnly() {
    UUID line = allowed("pppoe");
    assertThat(bind(line, new Typed("10.2.0.7", "", List.of()))).isEqualTo(new Answer.Done(true));
    assertThat(sent(line).bounds()).isEqualTo(new Bounds("10.2.0.7", null, 0, 0, List.of()));
    assertThat(bind(line, new Typed("10.1.0.7", "", List.of()))).isEqualTo(new Answer.Done(false));
  }

  @Test
  void anAddressIsOneLinesAtASite() {
    Typed same = new Typed("10.0.0.7", "", List.of());
    UUID first = allowed("pppoe");
    UUID second = allowed("pppoe");
    assertThat(bind(first, same)).isEqualTo(new Answer.Done(false));
    assertThat(bind(second, same)).isEqualTo(refused(Problem.ADDRESS_TAKEN, "10.0.0.7"));
    assertThat(bind(second, new Typed("10.0.0.1", "", List.of())))
        .as("the router's own")
        .isEqualTo(refused(Problem.ADDRESS_TAKEN, "10.0.0.1"));
    assertThat(bind(first, same)).as("its own again").isEqualTo(new Answer.Done(false));
    assertThat(bind(first, NOTHING)).isEqualTo(new Answer.Done(false));
    assertThat(bind(second, same)).isEqualTo(new Answer.Done(false));
  }

  @Test
  void aDeviceHasOneLeaseAndMayDialInTwice() {
    Typed device = new Typed("", "AA:BB:CC:00:00:01", List.of());
    assertThat(bind(aService("static"), device)).isEqualTo(new Answer.Done(false));
    assertThat(bind(aService("static"), device))
        .isEqualTo(refused(Problem.MAC_TAKEN, "AA:BB:CC:00:00:01"));
    assertThat(bind(allowed("pppoe"), device)).isEqualTo(new Answer.Done(false));
    assertThat(bind(allowed("pppoe"), device)).isEqualTo(new Answer.Done(false));
  }

  @Test
  void anothersServiceIsNotThere() {
    Isp other = world.anIsp();
    UUID line = allowed("pppoe");
    assertThat(other.asks(() -> bindings.bind(line, NOTHING, "amina@isp.test")))
        .isEqualTo(refused(Problem.NO_SERVICE, ""));
    assertThat(bind(line, NOTHING)).isEqualTo(new Answer.Done(false));
  }

  private static Answer refused(Problem why, String what) {
    return new Answer.Refused(why, what);
  }

  private Answer bind(UUID service, Typed typed) {
    return isp.asks(() -> bindings.bind(service, typed, "amina@isp.test"));
  }

  private UUID aService(String method) {
    UUID subscriber = world.aSubscriber(isp).id();
    return isp.asks(() ->
        customers.addService(
            new Customers.NewService(
                subscriber,
                isp.site(),
                isp.hourPlan(),
                method,
                "u" + UUID.randomUUID().toString().substring(0, 8),
                "pw")));
  }

  private UUID allowed(String method) {
    UUID service = aService(method);
    allow(service);
    return service;
  }

  private void allow(UUID service) {
    isp.does(() ->
        transaction.executeWithoutResult(_ ->
            assertThat(
                    accesses.allow(
                        new DesiredAccess(
                            services.findById(service).orElseThrow(),
                            new DesiredAccess.Profile("washa-10", "2M/10M", 1),
                            Instant.now().plus(Duration.ofHours(1)))))
                .isPresent()));
  }

  private ApplyDesired.Access sent(UUID service) {
    String name = isp.asks(() -> services.findById(service).orElseThrow().username());
    return isp.asks(() ->
        desired.next(router).orElseThrow().parts().stream()
            .flatMap(part -> part.rows().stream())
            .filter(row -> row.name().equals(name))
            .findFirst()
            .orElseThrow());
  }
}
