package io.washa.billing;

import io.washa.audit.Audit;
import io.washa.ledger.Months;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Notes in the audit who closed a month; the ledger itself knows of no audit. */
@Component
class NoteClosedMonths {
  private final Audit audit;

  NoteClosedMonths(Audit audit) {
    this.audit = audit;
  }

  @EventListener
  void note(Months.MonthClosed closed) {
    audit.note(new Audit.Deed(closed.who(), "month.closed", "month:" + closed.month(), Map.of()));
  }
}
