package io.washa.network;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Can people be connected now? Asked of the real router, before money is taken. */
@Component
public class SiteHealth {
  private final Routers routers;
  private final RouterTransport transport;

  SiteHealth(Routers routers, RouterTransport transport) {
    this.routers = routers;
    this.transport = transport;
  }

  /** The answer. */
  public sealed interface Answer {
    /** A router answered just now. */
    record Yes() implements Answer {}

    /**
     * Not now.
     *
     * @param why which link is broken
     * @param reason a sentence for people
     */
    record No(Why why, String reason) implements Answer {}
  }

  /** Which link to the subscriber is broken. */
  public enum Why {
    /** The site's agent is not connected. */
    AGENT_AWAY,
    /** The agent is there, and its router does not answer. */
    ROUTER_SILENT,
    /** There is no such router, or no router at the site yet. */
    NO_ROUTER
  }

  /**
   * Whether a router of the bound tenant can connect people now.
   *
   * @param patience how long to wait for it; about a second for a person who waits
   * @throws IllegalStateException inside a transaction, which must not wait for a router
   */
  public Answer canRouterConnect(UUID router, Duration patience) {
    refuseTransaction();
    return routers
        .address(router)
        .map(address -> ask(address, patience))
        .orElseGet(SiteHealth::none);
  }

  /**
   * Whether any router of a site of the bound tenant can connect people now.
   *
   * @param patience for all its routers together
   * @throws IllegalStateException inside a transaction, which must not wait for a router
   */
  public Answer canSiteConnect(UUID site, Duration patience) {
    refuseTransaction();
    List<UUID> ids = routers.ofSite(site).stream().map(Routers.Router::id).toList();
    Optional<Answer> last = Optional.empty();
    long deadline = System.nanoTime() + patience.toNanos();
    for (int i = 0; i < ids.size(); i++) {
      Duration share = Duration.ofNanos(deadline - System.nanoTime()).dividedBy(ids.size() - i);
      Optional<Answer> answer = routers.address(ids.get(i)).map(address -> ask(address, share));
      if (answer.filter(Answer.Yes.class::isInstance).isPresent()) {
        return answer.get();
      }
      last = answer.or(() -> Optional.of(none()));
    }
    return last.orElseGet(SiteHealth::none);
  }

  private Answer ask(RouterAddress router, Duration patience) {
    return switch (transport.probe(router, patience)) {
      case ProbeResult.Answered _ -> new Answer.Yes();
      case ProbeResult.Silent silent -> new Answer.No(Why.ROUTER_SILENT, silent.reason());
      case ProbeResult.NoAgent _ ->
          new Answer.No(Why.AGENT_AWAY, "the site is not connected to the platform");
    };
  }

  private static Answer none() {
    return new Answer.No(Why.NO_ROUTER, "there is no router here yet");
  }

  private static void refuseTransaction() {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a router must not be asked inside a transaction");
    }
  }
}
