package io.washa.agent;

import io.washa.agent.routeros.RouterAddress;
import io.washa.agent.routeros.RouterConnection;
import io.washa.agent.routeros.Timings;
import io.washa.agent.store.AgentFolder;
import io.washa.agent.tools.Check;
import io.washa.agent.tools.Findings;
import io.washa.agent.tools.Findings.Level;
import io.washa.agent.tools.Tool;
import io.washa.protocol.Assign;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Looks at everything a site needs, beside a running agent if there is one. Changes nothing. */
final class Doctor {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLOCK_MAY_BE_OFF = Duration.ofMinutes(2);

  private final AgentFolder folder;
  private final URI hub;
  private final AgentClock clock;

  Doctor(AgentFolder folder, URI hub, AgentClock clock) {
    this.folder = folder;
    this.hub = hub;
    this.clock = clock;
  }

  /** Everything found. */
  Findings look() throws InterruptedException {
    Findings findings = new Findings();
    Optional<AgentFolder.Identity> identity = folder.identity();
    if (identity.isEmpty() || identity.get().agent() == null) {
      findings.add(Level.PROBLEM, "not enrolled; run washa-agent enrol CODE");
    } else {
      findings.add(Level.OK, "agent " + identity.get().agent() + " of " + identity.get().site());
    }
    if (resolves(findings)) {
      platform(findings);
    }
    for (Assign.Router router : folder.assignment().routers()) {
      router(router, findings);
    }
    return findings;
  }

  private boolean resolves(Findings findings) {
    try {
      InetAddress address = InetAddress.getByName(hub.getHost());
      findings.add(Level.OK, hub.getHost() + " is " + address.getHostAddress());
      return true;
    } catch (UnknownHostException e) {
      findings.add(
          Level.PROBLEM, "the name " + hub.getHost() + " is not known; is there a DNS server?");
      return false;
    }
  }

  private void platform(Findings findings) throws InterruptedException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request = HttpRequest.newBuilder(hub.resolve("/health")).timeout(PATIENCE).build();
    try {
      HttpResponse<Void> response = http.send(request, HttpResponse.BodyHandlers.discarding());
      findings.add(
          response.statusCode() == 200 ? Level.OK : Level.PROBLEM,
          hub + " answers HTTP " + response.statusCode());
      time(response.headers().firstValue("date"), findings);
    } catch (IOException e) {
      findings.add(
          Level.PROBLEM,
          hub
              + " cannot be reached: "
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
      time(Optional.empty(), findings);
    }
  }

  /** Against the platform's answer, or else the last time it was heard. */
  private void time(Optional<String> date, Findings findings) {
    Instant wall = clock.wall();
    Optional<Instant> platform = date.flatMap(Doctor::parse);
    if (platform.isPresent()) {
      Duration off = Duration.between(platform.get(), wall);
      findings.add(
          off.abs().compareTo(CLOCK_MAY_BE_OFF) > 0 ? Level.PROBLEM : Level.OK,
          "this machine's clock is " + off.toSeconds() + " s ahead of the platform's");
      return;
    }
    Optional<Instant> heard = folder.hubTime().map(AgentFolder.HubTime::seen);
    if (heard.isPresent() && wall.isBefore(heard.get().minus(CLOCK_MAY_BE_OFF))) {
      findings.add(Level.PROBLEM, "this machine's clock is behind: it says " + wall);
    } else {
      findings.add(Level.OK, "this machine's clock says " + wall);
    }
  }

  private static Optional<Instant> parse(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private void router(Assign.Router router, Findings findings) {
    RouterAddress address =
        new RouterAddress(
            router.host(),
            router.port(),
            router.tlsFingerprint(),
            router.username(),
            router.password());
    try (RouterConnection connection = RouterConnection.open(address, Timings.standard())) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      Tool.Errand errand =
          new Tool.Errand(connection, router.username(), "", deadline, Optional.of(clock.wall()));
      findings.addAll(router.name(), new Check().look(errand));
    } catch (IOException e) {
      findings.add(Level.PROBLEM, router.name() + ": " + e.getMessage());
    }
  }
}
