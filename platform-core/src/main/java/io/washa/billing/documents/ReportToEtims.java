package io.washa.billing.documents;

import io.washa.work.TaskHandler;
import io.washa.work.TaskType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Reports issued documents; without an adapter they are kept as not connected, for later. */
@Component
class ReportToEtims implements TaskHandler<EtimsTask> {
  private final DocumentRows rows;
  private final Etims etims;
  private final EtimsAdapter adapter;

  @Autowired
  ReportToEtims(DocumentRows rows, Etims etims, ObjectProvider<EtimsAdapter> adapters) {
    this(rows, etims, adapters.getIfAvailable(() -> _ -> new EtimsAdapter.Outcome.NotConnected()));
  }

  ReportToEtims(DocumentRows rows, Etims etims, EtimsAdapter adapter) {
    this.rows = rows;
    this.etims = etims;
    this.adapter = adapter;
  }

  @Override
  public TaskType<EtimsTask> type() {
    return EtimsTask.REPORT;
  }

  @Override
  public void parked(EtimsTask task, String why) {
    etims.giveUp(task.document(), why);
  }

  @Override
  public void handle(EtimsTask task) {
    Document document =
        rows.find(task.document())
            .orElseThrow(() ->
                new TaskHandler.TaskRefusedException("there is no document " + task.document()));
    if (document.etims().state() != EtimsStatus.State.ACCEPTED) {
      etims.note(document.id(), adapter.report(document));
    }
  }
}
