package io.washa.network;

import io.washa.audit.Audit;
import io.washa.customers.Customers;
import io.washa.customers.Service;
import io.washa.customers.Services;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Binds services of the bound tenant to devices and addresses. */
@Component
public class Bindings {
  private static final int MOST_ALWAYS_IN = 20;

  private final JdbcClient jdbc;
  private final Services services;
  private final Customers customers;
  private final Accesses accesses;
  private final Audit audit;

  Bindings(
      JdbcClient jdbc, Services services, Customers customers, Accesses accesses, Audit audit) {
    this.jdbc = jdbc;
    this.services = services;
    this.customers = customers;
    this.accesses = accesses;
    this.audit = audit;
  }

  /**
   * What a person typed.
   *
   * @param address the one IPv4 address; blank for any
   * @param mac the one device that may use it, in any spelling; blank for any
   * @param alwaysIn devices that need no login, in any spelling
   */
  public record Typed(String address, String mac, List<String> alwaysIn) {
    /** Copies the devices. */
    public Typed {
      alwaysIn = List.copyOf(alwaysIn);
    }
  }

  /** What became of it. */
  public sealed interface Answer {
    /**
     * It is so.
     *
     * @param outside whether the address is in no range of the site's routers: perhaps meant so,
     *     perhaps mistyped
     */
    record Done(boolean outside) implements Answer {}

    /**
     * Nothing was done.
     *
     * @param what of what was typed; empty if it is about all of it
     */
    record Refused(Problem why, String what) implements Answer {}
  }

  /** Why a service is not bound so. */
  public enum Problem {
    /** The tenant has no such service. */
    NO_SERVICE,
    /** This is no IPv4 address of one device. */
    ADDRESS_UNREADABLE,
    /** This is no MAC address of one device. */
    MAC_UNREADABLE,
    /** A static line needs its address, or the device that gets one. */
    STATIC_NEEDS_ONE,
    /** Only a hotspot has devices that need no login. */
    HOTSPOT_ONLY,
    /** More than twenty devices that need no login. */
    TOO_MANY,
    /** Another service at this site has the address, or the router itself. */
    ADDRESS_TAKEN,
    /** Another service at this site has the device. */
    MAC_TAKEN
  }

  /** What a service is held to; empty if the tenant has no such service. */
  public Optional<Typed> of(UUID service) {
    return services
        .findById(service)
        .map(found ->
            new Typed(found.address().orElse(""), found.mac().orElse(""), found.alwaysIn()));
  }

  /**
   * Binds a service, and has its access follow. A device is written in one spelling whatever was
   * typed.
   *
   * @param who as the audit names people
   */
  @Transactional
  public Answer bind(UUID service, Typed typed, String who) {
    Optional<Line> line = lock(service);
    if (line.isEmpty()) {
      return refused(Problem.NO_SERVICE, "");
    }
    return switch (BindingText.read(typed)) {
      case BindingText.Wrong(Problem why, String what) -> refused(why, what);
      case BindingText.Understood(Customers.Binding wanted) ->
          problem(line.get(), wanted).orElseGet(() -> bind(line.get(), wanted, who));
    };
  }

  private Answer bind(Line line, Customers.Binding wanted, String who) {
    customers.bind(line.service(), wanted);
    audit.note(
        new Audit.Deed(
            who, "service.bound", "service:" + line.service(), Map.of("to", wanted.toString())));
    Service bound = services.findById(line.service()).orElseThrow();
    accesses.rebind(bound);
    String address = wanted.address();
    return new Answer.Done(address != null && isOutside(line.site(), address));
  }

  private Optional<Answer> problem(Line line, Customers.Binding wanted) {
    boolean hotspot = line.method().equals("hotspot");
    String address = wanted.address();
    String mac = wanted.mac();
    if (line.method().equals("static") && address == null && mac == null) {
      return Optional.of(refused(Problem.STATIC_NEEDS_ONE, ""));
    } else if (!hotspot && !wanted.alwaysIn().isEmpty()) {
      return Optional.of(refused(Problem.HOTSPOT_ONLY, ""));
    } else if (wanted.alwaysIn().size() > MOST_ALWAYS_IN) {
      return Optional.of(refused(Problem.TOO_MANY, ""));
    } else if (address != null && isTaken(line, address)) {
      return Optional.of(refused(Problem.ADDRESS_TAKEN, address));
    } else if (mac != null && line.method().equals("static") && hasLease(line, mac)) {
      return Optional.of(refused(Problem.MAC_TAKEN, mac));
    }
    return wanted.alwaysIn().stream()
        .filter(device -> isAlwaysIn(line, device))
        .findFirst()
        .map(device -> refused(Problem.MAC_TAKEN, device));
  }

  private static Answer refused(Problem why, String what) {
    return new Answer.Refused(why, what);
  }

  private record Line(UUID service, UUID site, String method) {}

  /** The service and its site: what is unique at a site is decided by one at a time. */
  private Optional<Line> lock(UUID service) {
    return jdbc.sql(
            """
            SELECT s.id, s.site_id, s.method FROM service s JOIN site t ON t.id = s.site_id
             WHERE s.id = ? FOR NO KEY UPDATE OF t, s
            """)
        .param(service)
        .query((row, _) ->
            new Line(
                row.getObject("id", UUID.class),
                row.getObject("site_id", UUID.class),
                row.getString("method")))
        .optional();
  }

  private boolean isTaken(Line line, String address) {
    return exists(
        """
        SELECT EXISTS (SELECT FROM service
                        WHERE site_id = :site AND id <> :id AND address = :what::inet)
            OR EXISTS (SELECT FROM router WHERE site_id = :site
                          AND :what IN (host, local_address))
        """,
        line,
        address);
  }

  private boolean hasLease(Line line, String mac) {
    return exists(
        """
        SELECT EXISTS (SELECT FROM service
                        WHERE site_id = :site AND id <> :id AND method = 'static' AND mac = :what)
        """,
        line,
        mac);
  }

  private boolean isAlwaysIn(Line line, String device) {
    return exists(
        """
        SELECT EXISTS (SELECT FROM service
                        WHERE site_id = :site AND id <> :id AND :what = ANY (always_in))
        """,
        line,
        device);
  }

  private boolean exists(String sql, Line line, String what) {
    return jdbc.sql(sql)
        .param("site", line.site())
        .param("id", line.service())
        .param("what", what)
        .query(Boolean.class)
        .single();
  }

  private boolean isOutside(UUID site, String address) {
    List<String> ranges =
        jdbc.sql("SELECT pool_ranges FROM router WHERE site_id = ?")
            .param(site)
            .query((row, _) -> row.getString("pool_ranges"))
            .list();
    return !ranges.isEmpty() && ranges.stream().noneMatch(each -> Ipv4.isIn(each, address));
  }
}
