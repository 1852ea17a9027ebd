package io.washa.network;

import io.washa.tenancy.TenantContext;
import io.washa.work.RouterLeases;
import io.washa.work.RouterLeases.BackOff;
import io.washa.work.RouterLeases.TenantRouter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All that staff see of a router.
 *
 * @param found what the last full comparison found; empty if none was told
 * @param parked accesses that it refused
 * @param backOff how sending to it fails; empty if it does not
 */
public record RouterPage(
    Routers.Status status,
    Choices choices,
    Optional<DriftReports.Found> found,
    List<ParkedAccesses.Parked> parked,
    Optional<BackOff> backOff) {
  /** Copies the list. */
  public RouterPage {
    parked = List.copyOf(parked);
  }

  /**
   * What was chosen for it.
   *
   * @param serial of the box that answers; null if none ever did
   * @param confirmedSerial of the box that a person confirmed; null: none
   * @param hotspotDirectory folder of its login files; null: it has no hotspot of ours
   */
  public record Choices(
      boolean reportOnly,
      @Nullable String serial,
      @Nullable String confirmedSerial,
      @Nullable String hotspotDirectory) {
    /** Whether another box answers than the one that was confirmed. */
    public boolean isOtherBox() {
      return confirmedSerial != null && serial != null && !confirmedSerial.equals(serial);
    }

    /** Whether a box answers that nobody confirmed. */
    public boolean isToBeConfirmed() {
      return serial != null && !serial.equals(confirmedSerial);
    }
  }

  /** Reads pages. */
  @Component
  public static class Reader {
    private final JdbcClient jdbc;
    private final Routers routers;
    private final DriftReports drifts;
    private final ParkedAccesses parked;
    private final RouterLeases leases;

    Reader(
        JdbcClient jdbc,
        Routers routers,
        DriftReports drifts,
        ParkedAccesses parked,
        RouterLeases leases) {
      this.jdbc = jdbc;
      this.routers = routers;
      this.drifts = drifts;
      this.parked = parked;
      this.leases = leases;
    }

    /** The page of one of the bound tenant's routers. Not to be called inside a transaction. */
    public Optional<RouterPage> find(UUID router) {
      return routers.statuses().stream()
          .filter(status -> status.router().id().equals(router))
          .findFirst()
          .map(status ->
              new RouterPage(
                  status,
                  choices(router),
                  drifts.find(router),
                  parked.of(router),
                  leases.backOff(new TenantRouter(TenantContext.current(), router))));
    }

    private Choices choices(UUID router) {
      return jdbc.sql(
              """
              SELECT report_only, serial, confirmed_serial, hotspot_directory
                FROM router WHERE id = ?
              """)
          .param(router)
          .query(Choices.class)
          .single();
    }
  }
}
