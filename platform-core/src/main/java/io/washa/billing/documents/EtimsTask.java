package io.washa.billing.documents;

import io.washa.work.TaskType;
import java.util.UUID;

/**
 * A document is to be reported to eTIMS.
 *
 * @param document an invoice or credit note
 */
record EtimsTask(UUID document) {
  static final TaskType<EtimsTask> REPORT =
      new TaskType<>("etims-report", EtimsTask.class, TaskType.BULK);
}
