package io.washa.admin.routers;

import static io.washa.admin.desk.Texts.text;

import io.washa.network.CommandAnswer;
import io.washa.network.ParkedAccesses;
import io.washa.network.RouterControl;
import io.washa.network.RouterPage;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import org.springframework.stereotype.Component;

/** What the panels of a router's page work with. */
@Component
@ConditionalOnRole(Role.ADMIN)
record RepairDesk(RouterPage.Reader pages, RouterControl control, ParkedAccesses parked) {
  /** What became of a command, in words. */
  static String said(CommandAnswer answer) {
    return switch (answer) {
      case CommandAnswer.Done done ->
          done.text().isBlank() ? text("router.deed.done") : done.text();
      case CommandAnswer.Failed failed -> text("router.deed.failed", failed.reason());
      case CommandAnswer.NoAgent _ -> text("router.deed.no-agent");
    };
  }

  /** What became of a choice, in words. */
  static String said(boolean changed) {
    return text(changed ? "router.deed.done" : "router.deed.nothing");
  }
}
