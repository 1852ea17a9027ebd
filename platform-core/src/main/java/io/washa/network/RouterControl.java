package io.washa.network;

import io.washa.audit.Audit;
import io.washa.protocol.Command;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What staff do to one of the bound tenant's routers; the audit keeps who. */
@Component
public class RouterControl {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final JdbcClient jdbc;
  private final Routers routers;
  private final RouterTransport transport;
  private final AgentsTold agents;
  private final DriftReports drifts;
  private final Audit audit;

  RouterControl(
      JdbcClient jdbc,
      Routers routers,
      RouterTransport transport,
      AgentsTold agents,
      DriftReports drifts,
      Audit audit) {
    this.jdbc = jdbc;
    this.routers = routers;
    this.transport = transport;
    this.agents = agents;
    this.drifts = drifts;
    this.audit = audit;
  }

  /**
   * Has a router only compared and reported on, or written to as well.
   *
   * @return false if the tenant has no such router, or it is so already
   */
  @Transactional
  public boolean reportOnly(UUID router, boolean only, String who) {
    boolean changed =
        jdbc.sql("UPDATE router SET report_only = :only WHERE id = :id AND report_only <> :only")
                .param("only", only)
                .param("id", router)
                .update()
            == 1;
    return noted(changed, router, "router.report-only", Boolean.toString(only), who);
  }

  /**
   * Says that the box which answers is the right one: from now on nothing is written to another.
   *
   * @param serial as the person saw it
   * @return false if another box answers by now, or this one is confirmed already
   */
  @Transactional
  public boolean confirmBox(UUID router, String serial, String who) {
    boolean changed =
        jdbc.sql(
                    """
                    UPDATE router SET confirmed_serial = serial
                     WHERE id = ? AND serial = ? AND confirmed_serial IS DISTINCT FROM serial
                    """)
                .params(router, serial)
                .update()
            == 1;
    return noted(changed, router, "router.box-confirmed", serial, who);
  }

  /**
   * Says where a router's hotspot has its login files.
   *
   * @param directory letters, digits, dots, hyphens, underscores and slashes, at most 60; empty: it
   *     has no hotspot of ours
   * @return false if that is no folder, the tenant has no such router, or it is so already
   */
  @Transactional
  public boolean hotspotDirectory(UUID router, String directory, String who) {
    String folder = directory.strip();
    if (!folder.matches("[A-Za-z0-9._/-]{0,60}") || folder.contains("..")) {
      return false;
    }
    boolean changed =
        jdbc.sql(
                    """
                    UPDATE router SET hotspot_directory = nullif(:folder, '')
                     WHERE id = :id AND hotspot_directory IS DISTINCT FROM nullif(:folder, '')
                    """)
                .param("folder", folder)
                .param("id", router)
                .update()
            == 1;
    return noted(changed, router, "router.hotspot", folder, who);
  }

  private boolean noted(boolean changed, UUID router, String deed, String to, String who) {
    if (changed) {
      note(deed, router, to, who);
      routers.find(router).ifPresent(found -> agents.ofSite(found.site()));
    }
    return changed;
  }

  /** Says what a full comparison would write, and writes nothing. Not inside a transaction. */
  public CommandAnswer dryRun(UUID router) {
    return send(router, Command.PLAN, "");
  }

  /** Compares everything now and makes it true. Not inside a transaction. */
  public CommandAnswer compare(UUID router, String who) {
    note("router.compared", router, "", who);
    return send(router, Command.SWEEP, "");
  }

  /**
   * Lets a comparison go on that was stopped because it would remove very many rows. Not inside a
   * transaction.
   *
   * @param digest of the plan that the person saw; another one is refused
   */
  public CommandAnswer letGo(UUID router, String digest, String who) {
    boolean seen =
        drifts.find(router).filter(found -> digest.equals(found.drift().stopped())).isPresent();
    if (!seen) {
      return new CommandAnswer.Failed("what would be done has changed; look again");
    }
    note("router.let-go", router, digest, who);
    return send(router, Command.ALLOW, digest);
  }

  /**
   * Takes over a row of the router that somebody else made. Not inside a transaction.
   *
   * @param row as the comparison named it, {@code method name}
   */
  public CommandAnswer adopt(UUID router, String row, String who) {
    boolean foreign =
        drifts.find(router).filter(found -> found.drift().foreign().contains(row)).isPresent();
    if (!foreign) {
      return new CommandAnswer.Failed("there is no such row in the way any more");
    }
    note("router.adopted", router, row, who);
    return send(router, Command.ADOPT, row);
  }

  private CommandAnswer send(UUID router, String name, String argument) {
    return routers
        .address(router)
        .map(address -> transport.command(address, name, argument, PATIENCE))
        .orElseGet(() -> new CommandAnswer.Failed("there is no such router"));
  }

  private void note(String deed, UUID router, String to, String who) {
    audit.note(new Audit.Deed(who, deed, "router:" + router, Map.of("to", to)));
  }
}
