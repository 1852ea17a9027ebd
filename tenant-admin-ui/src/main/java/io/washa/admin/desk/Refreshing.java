package io.washa.admin.desk;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.Command;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Brings open views up to date every few seconds. A view whose last turn still runs waits. */
@Component
@ConditionalOnRole(Role.ADMIN)
public class Refreshing {
  private static final Logger log = LoggerFactory.getLogger(Refreshing.class);

  private final Map<UUID, Turn> turns = new ConcurrentHashMap<>();

  private record Turn(UI ui, Command refresh) {}

  /**
   * Repeats something every five seconds, on behalf of the UI's tenant.
   *
   * @return ends the repeating; to be called when the view is left
   */
  public AutoCloseable every(UI ui, Command refresh) {
    UUID id = UUID.randomUUID();
    turns.put(id, new Turn(ui, refresh));
    return () -> turns.remove(id);
  }

  /** Ends a repeating, if there is one. */
  public static void end(@Nullable AutoCloseable repeating) {
    if (repeating != null) {
      try {
        repeating.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Scheduled(fixedDelay = 5000)
  void turn() {
    turns.forEach((id, turn) -> {
      if (turn.ui().isClosing() || turn.ui().getSession() == null) {
        turns.remove(id);
      } else {
        // A view that waits for its tenant's database must not hold up the others.
        Thread.ofVirtual().name("refresh-" + id).start(() -> refresh(turn));
      }
    });
  }

  private static void refresh(Turn turn) {
    try {
      TenantUi.access(turn.ui(), turn.refresh());
    } catch (RuntimeException e) {
      log.debug("a view was not refreshed: {}", e.getMessage());
    }
  }
}
